import type { Batch, BatchResult } from '../../lib/api/types.ts';

/** Whether the system is at work on a batch. */
export const isGoing = ({ status }: Batch): boolean =>
  status === 'previewing' || status === 'running' || status === 'undoing';

/** Which of the three its counts and results are of: the preview, the run, or the undo. */
export const phaseOf = ({ undoneBy, startedAt }: Batch): 'preview' | 'run' | 'undo' => {
  if (undoneBy !== undefined) return 'undo';
  return startedAt === undefined ? 'preview' : 'run';
};

/** An outcome as it is said: what an undo changed was put back. */
export type OutcomeWord = BatchResult['outcome'] | 'put-back';

/** How an outcome is said of a batch in its phase of now. */
export const outcomeWord = (batch: Batch, outcome: BatchResult['outcome']): OutcomeWord =>
  outcome === 'changed' && phaseOf(batch) === 'undo' ? 'put-back' : outcome;

/** How many copies have each outcome; those that none has are left out. */
export function outcomesOf(
  batch: Batch,
): readonly (readonly [outcome: BatchResult['outcome'], count: number])[] {
  const { selected, changed, unchanged, refused, failed } = batch.counts;
  const change = phaseOf(batch) === 'preview' ? selected - unchanged - refused - failed : 0;
  const all = [
    ['will-change', change],
    ['changed', changed],
    ['unchanged', unchanged],
    ['refused', refused],
    ['failed', failed],
  ] as const;
  return all.filter(([, count]) => count > 0);
}

/** Above so many copies an admin must run it (rule M6). */
const MOST_FOR_STAFF = 5_000;

/** Whether an admin must run it (rule M6). */
export const needsAdmin = ({ counts: { selected } }: Batch): boolean => selected > MOST_FOR_STAFF;

/** Whether it can be undone: its run has ended and changed something. */
export const canUndo = (batch: Batch): boolean =>
  phaseOf(batch) === 'run' &&
  (batch.status === 'done' || batch.status === 'cancelled') &&
  batch.counts.changed > 0;
