import pMap from 'p-map';
import { isOver } from '../domain/activity.ts';
import { flagsOf, withoutFlagsOf } from '../domain/flag.ts';
import { loadActivity } from '../store/activities.ts';
import { changeCopy, loadCopies } from '../store/copies.ts';
import { listFlagsOfActivity } from '../store/flags.ts';
import { finishWork, type Work } from '../store/work.ts';
import type { Act } from './act.ts';
import { keepReady } from './keep-ready.ts';
import { untilSettled } from './settle.ts';

const CONCURRENCY = 8;
const PAGE = 100;

/** Takes the flags of an activity that is not over off a copy (rule N2). */
const clearFlags = (act: Act, activityId: string, copyId: string): Promise<void> =>
  untilSettled(async () => {
    const copy = (await loadCopies(act.table, [copyId])).get(copyId);
    if (!copy || ![...flagsOf(copy).values()].some((flag) => flag.activityId === activityId)) return;
    await act.table.write(changeCopy(copy, withoutFlagsOf(copy, activityId)));
  });

/** Clears what every read already hides; false where time was up. */
const clearAll = async (act: Act, activityId: string, isTimeUp: () => boolean): Promise<boolean> => {
  let after: string | undefined;
  do {
    if (isTimeUp()) return false;
    const { items, next } = await listFlagsOfActivity(act.table, activityId, { after, limit: PAGE });
    const copyIds = [...new Set(items.map(({ copyId }) => copyId))];
    await pMap(copyIds, (copyId) => clearFlags(act, activityId, copyId), { concurrency: CONCURRENCY });
    after = next;
  } while (after !== undefined);
  return true;
};

/**
 * Sees to what hangs on the last day of an activity, once that has changed: flags that are none any more, and until when
 * reservations of its special cards stay ready (rules N2, R7). `more` where time was up; it can be run again.
 */
export const followActivity = async (
  act: Act,
  work: Work,
  isTimeUp: () => boolean,
): Promise<'done' | 'more'> => {
  const activity = await loadActivity(act.table, work.activityId);
  if (activity) {
    await keepReady(act, activity);
    if (!isOver(activity, act.today) && !(await clearAll(act, activity.id, isTimeUp))) return 'more';
  }
  await act.table.write(finishWork(work));
  return 'done';
};
