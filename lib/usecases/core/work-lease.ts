import type { Instant } from '../../domain/calendar.ts';
import { releaseLease, loadWork, acquireLease, type Work } from '../../store/work.ts';
import type { RequestContext } from './request-context.ts';

/**
 * What somebody has taken is left to them for so long: after a crash it lies idle no longer than
 * this.
 */
export const LEASE_SECONDS = 20;
/** What has failed is brought up again by its message; a sweep brings it up after so long. */
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
 * Does a piece of work for a turn. `done` where there is nothing more to do here: it is finished,
 * or somebody else is at it. It may be broken off anywhere, and taken by several at once; taking it
 * only spares doing things in vain.
 */
export const withLease = async (
  context: RequestContext,
  workId: string,
  doWork: (work: Work) => Promise<WorkProgress>,
): Promise<WorkProgress> => {
  const standing = await loadWork(context.table, workId);
  if (!standing || secondsUntil(standing.takenUntil, context.now, LEASE_SECONDS) > 0) return 'done';
  const until = later(context.now, LEASE_SECONDS);
  if (!(await acquireLease(context.table, standing, until))) return 'done';
  try {
    const end = await doWork(standing.work);
    await releaseLease(context.table, standing, until);
    return end;
  } catch (error) {
    await releaseLease(context.table, standing, until, later(context.now, RETRY_SECONDS));
    throw error;
  }
};
