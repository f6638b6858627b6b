import type { Whereabouts } from './api.ts';
import { batches } from './batcher.ts';
import { work, type Desk } from './client.ts';
import { intentsOf } from './intents.ts';
import { nights } from './nights.ts';

/** How many call, and from what seed. */
export interface Rush {
  readonly clients: number;
  readonly seed: number;
}

/** A number from 0 up to 1, the same for the same seed (mulberry32, by Tommy Ettinger). */
export const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** Everybody at once: people at the desks, somebody with batches, and the night; until there is no more time. */
export const rush = async (desk: Desk, admin: Whereabouts, { clients, seed }: Rush): Promise<void> => {
  const people = Array.from({ length: clients }, (_, n) =>
    work(desk, `c${n}`, intentsOf(seed * 1_000 + n)[Symbol.iterator]()),
  );
  const all = [...people, batches(desk, randomFrom(seed)), nights(desk, admin)];
  // Whoever gives up complains, and what was told until then is looked at all the same.
  await Promise.all(
    all.map((one) =>
      one.catch((error: unknown) => {
        desk.complain.of(String(error));
      }),
    ),
  );
};
