import pMap from 'p-map';
import type { Activity } from '../../domain/activity.ts';
import type { Copy } from '../../domain/copy.ts';
import { blocksOfClosed, isLeftByClosing, liftFrom } from '../../domain/nightly-copy.ts';
import type { Author } from '../../domain/history.ts';
import { countEver } from '../../domain/activity-counts.ts';
import { loadActivity, writeActivity } from '../../store/activities.ts';
import { changeCopy, copiesOfActivity, loadCopies } from '../../store/copies.ts';
import { copyIdOf } from '../../store/keys.ts';
import { countLifted, loadActivityRecord } from '../../store/activity-counters.ts';
import { finishWork, strikeOut, type ActivityWork } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';
import { announceTerm } from './fence-activity.ts';
import { omit } from '../../domain/omit.ts';
import { keepReady } from '../reservations/extend-holds.ts';
import { untilSettled } from '../core/retry.ts';
import type { TurnEnd } from '../core/work-lease.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';

/** Copies that are worked on at the same time: enough to be quick, too few for the desk to feel it. */
const CONCURRENCY = 8;
const PAGE = 100;

/** Who closes an activity, as the author of the lines in the histories of its copies (rule B9). */
const authorOf = (act: Act, { id, closing }: Activity): Author => ({
  at: act.now,
  by: closing?.by ?? act.caller.sub,
  cause: { type: 'activity-close', id },
});

/** Lifts the blocks of an activity from a copy, as one write with its history; false where it is left alone. */
const liftFromCopy = async (act: Act, activity: Activity, read: Copy): Promise<boolean> => {
  let seen: Copy | undefined = read;
  return untilSettled(async () => {
    const copy: Copy | undefined = seen ?? (await loadCopies(act.table, [read.copyId])).get(read.copyId);
    seen = undefined;
    if (!copy) return true;
    if (activity.closing?.force && isLeftByClosing(copy, activity)) {
      return blocksOfClosed(copy, activity.id).length === 0;
    }
    const { copy: after, lines } = liftFrom(copy, blocksOfClosed(copy, activity.id), authorOf(act, activity));
    if (lines.length > 0) {
      await act.table.write(countLifted(changeCopy(copy, after, lines), activity.id, lines.length));
    }
    return true;
  });
};

/** One walk along the copies of an activity; how many were left alone, or undefined where time was up on the way. */
const walk = async (act: Act, activity: Activity, isTimeUp: () => boolean): Promise<number | undefined> => {
  let left = 0;
  let after: string | undefined;
  do {
    const { entries, next } = await copiesOfActivity(act.table, activity.id, { after, limit: PAGE });
    const copies = await loadCopies(act.table, entries.map(copyIdOf));
    const lift = (copy: Copy) => (isTimeUp() ? undefined : liftFromCopy(act, activity, copy));
    const done = await pMap(copies.values(), lift, { concurrency: CONCURRENCY });
    if (done.includes(undefined)) return undefined;
    left += done.filter((lifted) => !lifted).length;
    after = next;
  } while (after !== undefined);
  return left;
};

/** The end of a closing: the activity says so, and the work is struck out, together. */
const finish = (act: Act, work: ActivityWork): Promise<void> =>
  untilSettled(async () => {
    const activity = await loadActivity(act.table, work.activityId);
    if (!activity?.closing) return;
    const after = { ...omit(activity, 'closing'), version: activity.version + 1 };
    await act.table.write(together(writeActivity(activity, after), finishWork(work)));
  });

/**
 * Lifts the blocks of an activity that is being closed, whoever began it; `more` where time was up (rule A3). It can be
 * broken off anywhere and begun again, or run twice at once: what is lifted is lifted once. It ends when the counts,
 * which are current, know of no block but those that stay.
 */
export const liftClosed = async (act: Act, work: ActivityWork, isTimeUp: () => boolean): Promise<TurnEnd> => {
  const activity = await loadActivity(act.table, work.activityId);
  if (!activity?.closing) {
    await strikeOut(act.table, work);
    return 'done';
  }
  await announceTerm(act, activity);
  await keepReady(act, activity);
  const noneLeft = await untilNoneLeft(
    act,
    async () => {
      const left = await walk(act, activity, isTimeUp);
      const record = await loadActivityRecord(act.table, activity.id);
      // What has lapsed counts too: it is lifted with the rest.
      return left !== undefined && countEver(record?.tally ?? {}, 'blocked') <= left;
    },
    isTimeUp,
  );
  if (!noneLeft) return 'more';
  await finish(act, work);
  return 'done';
};
