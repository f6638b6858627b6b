/**
 * A batch whose worker meets a fault at each of its calls in turn. The batch must finish without
 * help.
 */
import { expect, it } from 'vitest';
import type { Phase } from '../../lib/domain/batch.ts';
import { API_TODAY } from '../api/test-api.ts';
import { pictureOf } from './batch-picture.ts';
import { openStage, type Stage } from './batch-stages.ts';
import { everythingIn } from '../database/empty-table.ts';
import { atEachCall, FAULTS, faulty, type Fault } from './faults.ts';
import { violationsIn } from '../invariants/invariants.ts';

/** A time at which the lease of the first worker has run out. */
export const AFTER_A_LEASE = '2026-10-12T08:01:00.000Z';

/**
 * Runs a worker with a fault at one of its calls, and then the system: it redelivers a failed
 * message, and the sweep finds the work of a dead worker. Answers how many calls the worker made.
 */
const endsWellAfter = async (stage: Stage, fault: Fault, nth: number): Promise<number> => {
  const faults = faulty();
  const library = await openStage(stage, { hook: faults.hook });
  faults.fail(nth, fault);
  const hasFailed = await library.work().then(
    () => false,
    () => true,
  );
  const calls = faults.mend();
  if (hasFailed && !fault.startsWith('crash')) library.messages.push({ workId: `batch.${stage.id}` });
  library.clock.set(AFTER_A_LEASE);
  await library.work('sweep');
  const items = await everythingIn(library);
  const at = `${fault} at call ${nth} of ${stage.phase}`;
  expect(pictureOf(items), at).toEqual(stage.after);
  expect(violationsIn(items, API_TODAY), at).toEqual([]);
  return calls;
};

const PAIRS = (['preview', 'run', 'undo'] as const).flatMap((phase) =>
  FAULTS.map((fault) => [phase, fault] as const),
);

/**
 * Adds a test for each phase and fault, at every call. The table must be as after a run without
 * faults.
 */
export const everyFault = (stages: () => Readonly<Record<Phase, Stage>>): void => {
  it.each(PAIRS)('%s, %s: each copy once, nothing lost', { tags: ['search'] }, async (phase, fault) => {
    await atEachCall(1, (nth) => endsWellAfter(stages()[phase], fault, nth));
  });
};
