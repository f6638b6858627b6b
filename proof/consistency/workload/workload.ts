import { chanceFrom } from '../../../bench/random.ts';
import type { Whereabouts } from './persistent-client.ts';
import { batches } from './batch-client.ts';
import { work, type Desk } from './client.ts';
import { intentsOf } from './generator.ts';
import { nights } from './nights.ts';

/** How many call, and from what seed. */
export interface Rush {
  readonly clients: number;
  readonly seed: number;
}

/** Everybody at once: people at the desks, somebody with batches, and the night; until there is no more time. */
export const rush = async (desk: Desk, admin: Whereabouts, { clients, seed }: Rush): Promise<void> => {
  const people = Array.from({ length: clients }, (_, n) =>
    work(desk, `c${n}`, intentsOf(seed * 1_000 + n)[Symbol.iterator]()),
  );
  const all = [...people, batches(desk, chanceFrom(seed)), nights(desk, admin)];
  // Whoever gives up complains, and what was told until then is looked at all the same.
  await Promise.all(
    all.map((one) =>
      one.catch((error: unknown) => {
        desk.complain.of(String(error));
      }),
    ),
  );
};
