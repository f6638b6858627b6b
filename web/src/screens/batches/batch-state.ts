import type { Batch, BatchResult } from '../../lib/api/types.ts';

/** Whether the system is working on the batch. */
export const isGoing = ({ status }: Batch): boolean =>
  status === 'previewing' || status === 'running' || status === 'undoing';

/** The phase that the counts and results of a batch are about. */
export const phaseOf = ({ undoneBy, startedAt }: Batch): 'preview' | 'run' | 'undo' => {
  if (undoneBy !== undefined) return 'undo';
  return startedAt === undefined ? 'preview' : 'run';
};

/** The outcome to show: in an undo, `changed` means that the block was put back. */
export type OutcomeWord = BatchResult['outcome'] | 'put-back';

/** The word for an outcome in the current phase of a batch. */
export const outcomeWord = (batch: Batch, outcome: BatchResult['outcome']): OutcomeWord =>
  outcome === 'changed' && phaseOf(batch) === 'undo' ? 'put-back' : outcome;

/** The number of copies for each outcome that occurs. */
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

/** The largest batch that staff may run (rule M6). */
const MOST_FOR_STAFF = 5_000;

/** Whether only an admin may run the batch (rule M6). */
export const needsAdmin = ({ counts: { selected } }: Batch): boolean => selected > MOST_FOR_STAFF;

/** Whether the batch can be undone: its run has ended and changed something. */
export const canUndo = (batch: Batch): boolean =>
  phaseOf(batch) === 'run' &&
  (batch.status === 'done' || batch.status === 'cancelled') &&
  batch.counts.changed > 0;
