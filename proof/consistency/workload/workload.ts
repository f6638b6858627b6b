import { chanceFrom } from '../../../testing/random.ts';
import type { ApiLocation } from './persistent-client.ts';
import { runBatchClient } from './batch-client.ts';
import { work, type ClientContext } from './client.ts';
import { readLists } from './list-client.ts';
import { intentsOf } from './generator.ts';
import { runNights } from './nights.ts';

/** The number of clients, and the seed of their commands. */
export interface WorkloadOptions {
  readonly clients: number;
  readonly seed: number;
}

/** Runs the clients, one for batches and one for lists, and the nights until the session closes. */
export const runWorkload = async (
  context: ClientContext,
  admin: ApiLocation,
  { clients, seed }: WorkloadOptions,
): Promise<void> => {
  const people = Array.from({ length: clients }, (_, n) =>
    work(context, `c${n}`, intentsOf(seed * 1_000 + n)[Symbol.iterator]()),
  );
  const all = [
    ...people,
    runBatchClient(context, chanceFrom(seed)),
    readLists(context, chanceFrom(seed)),
    runNights(context, admin),
  ];
  // A client that gives up is a violation; the calls that it made are still checked.
  await Promise.all(
    all.map((one) =>
      one.catch((error: unknown) => {
        context.violations.add(String(error));
      }),
    ),
  );
};
