import { isJoining, loadWork, queryWork, type Work } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { activityEndChanged } from '../activities/activity-end-changed.ts';
import { clearRuleFlags } from '../rules/clear-rule-flags.ts';
import { processBatch } from '../batches/process-batch.ts';
import { moveReservations } from '../catalogue/move-reservations.ts';
import { askForAnother, followCard } from '../reservations/ask-for-copy.ts';
import { followCounting, followJoining, isWithItsRequest } from '../reservations/line-work.ts';
import { liftBlocksOfClosed } from '../activities/lift-blocks-of-closed.ts';
import {
  RETRY_SECONDS,
  secondsUntil,
  LEASE_SECONDS,
  withLease,
  type WorkProgress,
} from '../core/work-lease.ts';

const doWork = (context: RequestContext, work: Work, isTimeUp: () => boolean): Promise<WorkProgress> => {
  switch (work.kind) {
    case 'close':
      return liftBlocksOfClosed(context, work, isTimeUp);
    case 'follow':
      return activityEndChanged(context, work, isTimeUp);
    case 'rule':
      return clearRuleFlags(context, work, isTimeUp);
    case 'batch':
      return processBatch(context, work, isTimeUp);
    case 'move':
      return moveReservations(context, work, isTimeUp);
    case 'ask':
      return askForAnother(context, work);
    case 'card':
      return followCard(context, work);
    case 'count':
      return followCounting(context, work);
    case 'join':
      return followJoining(context, work);
  }
};

/** Work that is cheap to do twice, and may be waiting for its message, needs no lease. */
const withoutLease = async (context: RequestContext, workId: string): Promise<WorkProgress> => {
  const pending = await loadWork(context.table, workId);
  return pending ? doWork(context, pending.work, () => false) : 'done';
};

/** Does a piece of work, under a lease if it needs one, while time allows. */
export const runWork = (
  context: RequestContext,
  workId: string,
  isTimeUp: () => boolean,
): Promise<WorkProgress> =>
  isJoining(workId)
    ? withoutLease(context, workId)
    : withLease(context, workId, (work) => doWork(context, work, isTimeUp));

/** All unfinished work that a sweep may start, each with a delay until its lease ends. */
export const pendingWork = async (
  context: RequestContext,
): Promise<readonly { readonly workId: string; readonly delaySeconds: number }[]> =>
  (await queryWork(context.table))
    .filter(({ work }) => !isWithItsRequest(context, work))
    .filter(({ retryAfter }) => secondsUntil(retryAfter, context.now, RETRY_SECONDS) === 0)
    .map(({ workId, takenUntil }) => ({
      workId,
      delaySeconds: secondsUntil(takenUntil, context.now, LEASE_SECONDS),
    }));
