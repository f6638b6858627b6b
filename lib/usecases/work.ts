import type { Instant } from '../domain/calendar.ts';
import { giveBack, listWork, loadWork, takeWork, type Work } from '../store/work.ts';
import type { Act } from './act.ts';
import { followActivity } from './follow-activity.ts';
import { liftClosed } from './lift-closed.ts';

/** What somebody has taken is left to them for so long: after a crash it lies idle no longer than this. */
const TAKEN_SECONDS = 20;
/** What has failed is brought up again by its message; a sweep brings it up after so long. */
const REST_SECONDS = 600;

const later = (now: Instant, seconds: number): Instant =>
  new Date(new Date(now).getTime() + seconds * 1000).toISOString();

/** How many seconds are left until then; none where it is longer than can be, as after the clock has been put back. */
const secondsUntil = (until: Instant | undefined, now: Instant, most: number): number => {
  const seconds = (new Date(until ?? now).getTime() - new Date(now).getTime()) / 1000;
  return seconds > 0 && seconds <= most ? Math.ceil(seconds) : 0;
};

const WORKERS: Readonly<
  Record<Work['kind'], (act: Act, work: Work, isTimeUp: () => boolean) => Promise<'done' | 'more'>>
> = { close: liftClosed, follow: followActivity };

/**
 * Does a piece of work as far as time allows. `done` where there is nothing more to do here: it is finished, or somebody
 * else is at it. It may be broken off anywhere, and run by several at once; taking it only spares doing things in vain.
 */
export const runWork = async (
  act: Act,
  workId: string,
  isTimeUp: () => boolean,
): Promise<'done' | 'more'> => {
  const standing = await loadWork(act.table, workId);
  if (!standing || secondsUntil(standing.takenUntil, act.now, TAKEN_SECONDS) > 0) return 'done';
  const until = later(act.now, TAKEN_SECONDS);
  if (!(await takeWork(act.table, standing, until))) return 'done';
  try {
    const outcome = await WORKERS[standing.work.kind](act, standing.work, isTimeUp);
    await giveBack(act.table, standing, until);
    return outcome;
  } catch (error) {
    await giveBack(act.table, standing, until, later(act.now, REST_SECONDS));
    throw error;
  }
};

/** All work that is not finished and does not rest, and after how many seconds to begin: who is at it is left alone. */
export const standingWork = async (
  act: Act,
): Promise<readonly { readonly workId: string; readonly delaySeconds: number }[]> =>
  (await listWork(act.table))
    .filter(({ restsUntil }) => secondsUntil(restsUntil, act.now, REST_SECONDS) === 0)
    .map(({ workId, takenUntil }) => ({
      workId,
      delaySeconds: secondsUntil(takenUntil, act.now, TAKEN_SECONDS),
    }));
