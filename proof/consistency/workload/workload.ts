import { chanceFrom } from '../../../testing/random.ts';
import type { ApiLocation } from './persistent-client.ts';
import { runBatchClient } from './batch-client.ts';
import { work, type ClientContext } from './client.ts';
import { intentsOf } from './generator.ts';
import { runNights } from './nights.ts';

/** How many call, and from what seed. */
export interface WorkloadOptions {
  readonly clients: number;
  readonly seed: number;
}

/**
 * Everybody at once: people at the desks, somebody with batches, and the night; until there is no
 * more time.
 */
export const runWorkload = async (
  context: ClientContext,
  admin: ApiLocation,
  { clients, seed }: WorkloadOptions,
): Promise<void> => {
  const people = Array.from({ length: clients }, (_, n) =>
    work(context, `c${n}`, intentsOf(seed * 1_000 + n)[Symbol.iterator]()),
  );
  const all = [...people, runBatchClient(context, chanceFrom(seed)), runNights(context, admin)];
  // Whoever gives up complains, and what was told until then is looked at all the same.
  await Promise.all(
    all.map((one) =>
      one.catch((error: unknown) => {
        context.violations.add(String(error));
      }),
    ),
  );
};
