import type { Instant } from '../../domain/calendar.ts';
import { releaseLease, loadWork, acquireLease, type Work } from '../../store/work.ts';
import type { RequestContext } from './request-context.ts';

/** How long a lease holds: after a crash the work is idle no longer than this. */
export const LEASE_SECONDS = 20;
/** Failed work is retried by its message, and by a sweep after this time. */
export const RETRY_SECONDS = 600;

/** `done`: nothing is left to do here. `more`: time was up. */
export type WorkProgress = 'done' | 'more';

const later = (now: Instant, seconds: number): Instant =>
  new Date(new Date(now).getTime() + seconds * 1000).toISOString();

/**
 * Seconds until an instant; 0 when it has passed, or is further away than `most`, as after the
 * clock was put back.
 */
export const secondsUntil = (until: Instant | undefined, now: Instant, most: number): number => {
  const seconds = (new Date(until ?? now).getTime() - new Date(now).getTime()) / 1000;
  return seconds > 0 && seconds <= most ? Math.ceil(seconds) : 0;
};

/**
 * Works under a lease. `done` when the work is finished, or when another worker has the lease. It
 * can be interrupted, and run in parallel: the lease only saves work.
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
