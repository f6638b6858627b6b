import { isSameSet } from '../model/answer.ts';
import type { BlockState } from '../model/title-state.ts';

/** A batch as the API gives it. */
export interface Batch {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** The result of a batch for one copy. */
export interface Result {
  readonly copyId: string;
  readonly outcome: string;
  readonly before: readonly BlockState[];
  readonly after: readonly BlockState[];
  readonly reason?: string;
}

/**
 * Whether an outcome is possible: of these copies, only one that changed since the preview or the
 * run is refused (rule M5, ADR 9).
 */
const mayBe = ({ outcome, reason }: Result, verb: 'run' | 'undo'): boolean =>
  outcome === 'changed' ||
  (verb === 'run' && outcome === 'unchanged') ||
  (outcome === 'refused' && reason === 'changed-since');

/**
 * The violation in a batch that has ended: every copy must have one outcome, and the counts must
 * match (rules M3–M5).
 */
export const wrongWithBatch = (
  { id, status, counts }: Batch,
  results: readonly Result[],
  copyIds: readonly string[],
  verb: 'run' | 'undo',
): string | undefined => {
  const named = results.map(({ copyId }) => copyId);
  const tally = (outcome: string): number => results.filter((one) => one.outcome === outcome).length;
  const isRight =
    status !== 'failed' &&
    named.length === copyIds.length &&
    isSameSet(named, copyIds) &&
    results.every((one) => mayBe(one, verb)) &&
    ['changed', 'unchanged', 'refused', 'failed'].every((one) => counts[one] === tally(one));
  const outcomes = results.map(({ copyId, outcome, reason }) => [copyId, outcome, reason]);
  return isRight
    ? undefined
    : `The ${verb} of batch ${id} of ${copyIds.join(', ')} is ${status} with ${JSON.stringify(counts)}: ${JSON.stringify(outcomes)}`;
};
