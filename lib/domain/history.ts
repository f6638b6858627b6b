import type { Block, BlockKind } from './block.ts';
import type { Instant } from './calendar.ts';

/**
 * The cause of a change: a person, a batch, a rule, the night, or the closing of an activity (rule
 * B9).
 */
export interface Cause {
  readonly type: 'person' | 'batch' | 'rule' | 'nightly' | 'activity-close';
  readonly id?: string;
}

/**
 * One line of a copy's history, kept as long as the copy (rule B9). Nothing about patrons is in it.
 */
export interface HistoryLine {
  readonly at: Instant;
  readonly by: string;
  readonly cause: Cause;
  readonly action: 'set' | 'changed' | 'lifted' | 'override';
  readonly kind?: BlockKind;
  readonly activityId?: string;
  readonly before?: Block;
  readonly after?: Block;
  readonly reason?: string;
}

/** The author and the time of a change. */
export interface Author {
  readonly at: Instant;
  readonly by: string;
  readonly cause: Cause;
}

/** The history line of a change of one block; kind and activity come from the block. */
export const changeLine = (
  author: Author,
  before: Block | undefined,
  after: Block | undefined,
): HistoryLine => {
  const block = after ?? before;
  return {
    ...author,
    action: after === undefined ? 'lifted' : before === undefined ? 'set' : 'changed',
    ...(block && { kind: block.kind }),
    ...(block?.activityId !== undefined && { activityId: block.activityId }),
    ...(before && { before }),
    ...(after && { after }),
    ...(after?.reason !== undefined && { reason: after.reason }),
  };
};
