import type { Instant } from '../../domain/calendar.ts';
import { releaseLease, loadWork, acquireLease, type Work } from '../../store/work.ts';
import type { RequestContext } from './request-context.ts';

/** How long a lease holds: after a crash the work is idle no longer than this. */
export const LEASE_SECONDS = 20;
/** Failed work is tried again by its message, and by a sweep after so long. */
export const RETRY_SECONDS = 600;

/** Whether there is nothing more to do here, or time was up. */
export type WorkProgress = 'done' | 'more';

const later = (now: Instant, seconds: number): Instant =>
  new Date(new Date(now).getTime() + seconds * 1000).toISOString();

/**
 * How many seconds are left until then; none where it is longer than can be, as after the clock has
 * been put back.
 */
export const secondsUntil = (until: Instant | undefined, now: Instant, most: number): number => {
  const seconds = (new Date(until ?? now).getTime() - new Date(now).getTime()) / 1000;
  return seconds > 0 && seconds <= most ? Math.ceil(seconds) : 0;
};

/**
 * Works on a piece of work under a lease. `done` where there is nothing more to do here: it is
 * finished, or somebody else holds the lease. It may be broken off anywhere, and done by several at
 * once: the lease only saves work.
 */
export const withLease = async (
  context: RequestContext,
  workId: string,
  doWork: (work: Work) => Promise<WorkProgress>,
): Promise<WorkProgress> => {
  const pending = await loadWork(context.table, workId);
  if (!pending || secondsUntil(pending.takenUntil, context.now, LEASE_SECONDS) > 0) return 'done';
  const until = later(context.now, LEASE_SECONDS);
  if (!(await acquireLease(context.table, pending, until))) return 'done';
  try {
    const end = await doWork(pending.work);
    await releaseLease(context.table, pending, until);
    return end;
  } catch (error) {
    await releaseLease(context.table, pending, until, later(context.now, RETRY_SECONDS));
    throw error;
  }
};
