import pMap from 'p-map';
import { isOver } from '../../domain/activity.ts';
import { flagsOf, withoutFlagsOf } from '../../domain/flag.ts';
import { countEver } from '../../domain/activity-counts.ts';
import { loadActivity } from '../../store/activities.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { listFlagsOfActivity } from '../../store/flags.ts';
import { loadActivityRecord } from '../../store/activity-counters.ts';
import { strikeOut, type ActivityWork } from '../../store/work.ts';
import type { Act } from '../core/request-context.ts';
import { announceTerm } from './fence-activity.ts';
import { keepReady } from '../reservations/extend-holds.ts';
import { untilSettled } from '../core/retry.ts';
import type { TurnEnd } from '../core/work-lease.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';

const CONCURRENCY = 8;
const PAGE = 100;

/** Takes the flags of an activity that is not over off a copy (rule N2). */
const clearFlags = (act: Act, activityId: string, copyId: string): Promise<void> =>
  untilSettled(async () => {
    const copy = (await loadCopies(act.table, [copyId])).get(copyId);
    if (!copy || ![...flagsOf(copy).values()].some((flag) => flag.activityId === activityId)) return;
    await act.table.write(changeCopy(copy, withoutFlagsOf(copy, activityId)));
  });

/** One walk along the flags of an activity; each is off its copy after it. */
const walk = async (act: Act, activityId: string, isTimeUp: () => boolean): Promise<void> => {
  let after: string | undefined;
  do {
    const { items, next } = await listFlagsOfActivity(act.table, activityId, { after, limit: PAGE });
    const copyIds = [...new Set(items.map(({ flag }) => flag.copyId))];
    await pMap(copyIds, (copyId) => clearFlags(act, activityId, copyId), { concurrency: CONCURRENCY });
    after = next;
  } while (after !== undefined && !isTimeUp());
};

/** Clears what every read already hides, until the counts know of none; false where time was up. */
const clearAll = (act: Act, activityId: string, isTimeUp: () => boolean): Promise<boolean> =>
  untilNoneLeft(
    act,
    async () => {
      await walk(act, activityId, isTimeUp);
      const record = await loadActivityRecord(act.table, activityId);
      return countEver(record?.tally ?? {}, 'flags') === 0;
    },
    isTimeUp,
  );

/**
 * Sees to what hangs on the last day of an activity, once that has changed: flags that are none any more, and until when
 * reservations of its special cards stay ready (rules N2, R7). `more` where time was up; it can be run again. Makes the
 * change known once more, should whoever made it have died before that.
 */
export const followActivity = async (
  act: Act,
  work: ActivityWork,
  isTimeUp: () => boolean,
): Promise<TurnEnd> => {
  const activity = await loadActivity(act.table, work.activityId);
  if (activity) {
    await announceTerm(act, activity);
    await keepReady(act, activity);
    if (!isOver(activity, act.today) && !(await clearAll(act, activity.id, isTimeUp))) return 'more';
  }
  await strikeOut(act.table, work);
  return 'done';
};
