import type { Instant } from '../domain/calendar.ts';
import { giveBack, listWork, loadWork, takeWork, type StandingWork, type Work } from '../store/work.ts';
import type { Act } from './act.ts';
import { followActivity } from './follow-activity.ts';
import { liftClosed } from './lift-closed.ts';

/** What somebody has taken is left to them for so long: after a crash it lies idle no longer than this. */
const TAKEN_SECONDS = 20;

const later = (now: Instant, seconds: number): Instant =>
  new Date(new Date(now).getTime() + seconds * 1000).toISOString();

/** For how many seconds more a piece of work is somebody else's; also where the clock has been put back since. */
const secondsTaken = ({ takenUntil }: StandingWork, now: Instant): number => {
  const seconds = (new Date(takenUntil ?? now).getTime() - new Date(now).getTime()) / 1000;
  return seconds > 0 && seconds <= TAKEN_SECONDS ? Math.ceil(seconds) : 0;
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
  if (!standing || secondsTaken(standing, act.now) > 0) return 'done';
  const until = later(act.now, TAKEN_SECONDS);
  if (!(await takeWork(act.table, standing, until))) return 'done';
  try {
    return await WORKERS[standing.work.kind](act, standing.work, isTimeUp);
  } finally {
    await giveBack(act.table, standing, until);
  }
};

/** All work that is not finished, and after how many seconds to begin with it: what somebody is at is left to them. */
export const standingWork = async (
  act: Act,
): Promise<readonly { readonly workId: string; readonly delaySeconds: number }[]> =>
  (await listWork(act.table)).map((standing) => ({
    workId: standing.workId,
    delaySeconds: secondsTaken(standing, act.now),
  }));
