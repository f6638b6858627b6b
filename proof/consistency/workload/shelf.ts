/**
 * People who reserve and block copies that stand on the shelf. In the rest of the workload few do:
 * there a copy that comes in goes to whoever waits for it, and the pull lists are short.
 */
import pMap from 'p-map';
import { copiesOf, SHELF_TITLES } from '../library.ts';
import type { Command } from '../model/command.ts';
import { perform, work, type ClientContext } from './client.ts';
import { intentsAtTheShelf } from './generator.ts';

const PEOPLE = 8;
const COMMANDS = 10;

const performAll = async (context: ClientContext, commands: readonly Command[]): Promise<void> => {
  await pMap(commands, (command) => perform(context, command, 1), { concurrency: PEOPLE });
};

/** Puts the copies of these titles on their shelves: free, and without anybody who waits. */
export const clearShelves = async (context: ClientContext): Promise<void> => {
  const copies = SHELF_TITLES.flatMap(copiesOf);
  const placed = SHELF_TITLES.flatMap((titleId) => context.recorder.reservations.get(titleId) ?? []);
  const slots = [undefined, ...context.activities].flatMap((activityId) =>
    (['reservation', 'loan'] as const).map((kind) => ({ kind, activityId })),
  );
  await performAll(
    context,
    placed.map((id) => ({ do: 'cancel', id })),
  );
  await performAll(
    context,
    copies.map(({ copyId, branchId }) => ({ do: 'check in', copyId, branchId, liftEndedBlocks: false })),
  );
  await performAll(
    context,
    copies.flatMap(({ copyId }) => slots.map((block) => ({ do: 'lift a block' as const, copyId, block }))),
  );
};

/** A few commands of many people at once. */
export const stirShelves = async (context: ClientContext, seed: number): Promise<void> => {
  await Promise.all(
    Array.from({ length: PEOPLE }, (_, n) =>
      work(context, `s${seed}.${n}`, intentsAtTheShelf(seed * 1_000 + n), (done) => done < COMMANDS),
    ),
  );
};
