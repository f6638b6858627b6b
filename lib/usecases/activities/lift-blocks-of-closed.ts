import { omit } from '../../domain/omit.ts';
import { pagesOf, type Listed } from '../../store/page.ts';
import pMap from 'p-map';
import type { Activity } from '../../domain/activity.ts';
import type { Copy } from '../../domain/copy.ts';
import { blocksOfClosed, isLeftByClosing, liftFrom } from '../../domain/nightly-copy.ts';
import type { Author } from '../../domain/history.ts';
import { countEver } from '../../domain/activity-counts.ts';
import { loadActivity, writeActivity } from '../../store/activities.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { copiesOfActivity } from '../../store/copy-lists.ts';
import { countLifted, loadActivityRecord } from '../../store/activity-counters.ts';
import { finishWork, completeWork, type ActivityWork } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { fenceActivity } from './fence-activity.ts';
import { extendHolds } from '../reservations/extend-holds.ts';
import { retryOnConflict } from '../core/retry.ts';
import { askedWhereAwaited } from '../core/serving-copies.ts';
import type { WorkProgress } from '../core/work-lease.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';

/** Copies changed in parallel: quick, and without slowing down the desk. */
const CONCURRENCY = 8;
/** The author of the history lines: the person who closes the activity (rule B9). */
const authorOf = (context: RequestContext, { id, closing }: Activity): Author => ({
  at: context.now,
  by: closing?.by ?? context.caller.sub,
  cause: { type: 'activity-close', id },
});

/**
 * Lifts the blocks of an activity from a copy, in one write with its history; false when the copy
 * keeps them.
 */
const liftFromCopy = (context: RequestContext, activity: Activity, read: Copy): Promise<boolean> =>
  retryOnConflict(async (isFirst) => {
    const copy = isFirst ? read : (await loadCopies(context.table, [read.copyId])).get(read.copyId);
    if (!copy) return true;
    if (activity.closing?.force && isLeftByClosing(copy, activity)) {
      return blocksOfClosed(copy, activity.id).length === 0;
    }
    const { copy: after, lines } = liftFrom(
      copy,
      blocksOfClosed(copy, activity.id),
      authorOf(context, activity),
    );
    if (lines.length > 0) {
      const asked = await askedWhereAwaited(context, copy, after);
      await context.table.write(countLifted(changeCopy(copy, asked, lines), activity.id, lines.length));
    }
    return true;
  });

/**
 * Walks along the copies of an activity. Answers how many keep their blocks; undefined when time
 * was up.
 */
const walk = async (
  context: RequestContext,
  activity: Activity,
  isTimeUp: () => boolean,
): Promise<number | undefined> => {
  let left = 0;
  for await (const { items } of pagesOf(copiesOfActivity(context.table, activity.id))) {
    const lift = ({ item }: Listed<Copy>) => (isTimeUp() ? undefined : liftFromCopy(context, activity, item));
    const done = await pMap(items, lift, { concurrency: CONCURRENCY });
    if (done.includes(undefined)) return undefined;
    left += done.filter((lifted) => !lifted).length;
  }
  return left;
};

/** Marks the activity as closed and completes the work, in one write. */
const finish = (context: RequestContext, work: ActivityWork): Promise<void> =>
  retryOnConflict(async () => {
    const activity = await loadActivity(context.table, work.activityId);
    if (!activity?.closing) return;
    const after = { ...omit(activity, 'closing'), version: activity.version + 1 };
    await context.table.write(together(writeActivity(activity, after), finishWork(work)));
  });

/**
 * Lifts the blocks of an activity that is being closed; `more` when time was up (rule A3). It can
 * be interrupted, repeated and run in parallel: every block is lifted once. It ends when the
 * counts, which are current, include only the blocks that stay.
 */
export const liftBlocksOfClosed = async (
  context: RequestContext,
  work: ActivityWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  const activity = await loadActivity(context.table, work.activityId);
  if (!activity?.closing) {
    await completeWork(context.table, work);
    return 'done';
  }
  await fenceActivity(context, activity);
  await extendHolds(context, activity);
  const noneLeft = await untilNoneLeft(
    context,
    async () => {
      const left = await walk(context, activity, isTimeUp);
      const record = await loadActivityRecord(context.table, activity.id);
      // Lapsed blocks are counted too: they are lifted with the others.
      return left !== undefined && countEver(record?.counts ?? {}, 'blocked') <= left;
    },
    isTimeUp,
  );
  if (!noneLeft) return 'more';
  await finish(context, work);
  return 'done';
};
