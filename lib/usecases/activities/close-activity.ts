import { closedFrom } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { denyActivity } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { isLeftByClosing } from '../../domain/nightly-copy.ts';
import type { Copy } from '../../domain/copy.ts';
import { NotFound, Refused } from '../../domain/errors.ts';
import { countOn } from '../../domain/activity-counts.ts';
import { loadActivityRecord, type ActivityRecord } from '../../store/activity-counters.ts';
import { addWork, workIdOf, type ActivityWork } from '../../store/work.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { liftBlocksOfClosed } from './lift-blocks-of-closed.ts';
import { activityToday, onSpecialCards, type ActivityToday } from './look-up-activities.ts';
import { activityWrites } from './save-activity.ts';
import { oncePerRequestInSteps } from '../core/idempotency.ts';
import { withLease } from '../core/work-lease.ts';

/** The result of closing an activity; while it is in progress, how far it is (rule A3). */
export type ActivityClosed =
  | {
      readonly day: Day;
      readonly lifted: number;
      /** Copies that keep their blocks: they are still on a special card of the activity. */
      readonly remaining: readonly Copy[];
    }
  | { readonly activity: ActivityToday; readonly workId: string };

const mustFindRecord = async (context: RequestContext, id: string): Promise<ActivityRecord> => {
  const record = await loadActivityRecord(context.table, id);
  if (!record) throw new NotFound('activity');
  return record;
};

/**
 * Throws `Refused` when the activity is closed, or while copies are on its special cards (rule A3).
 */
const mayClose = async (
  context: RequestContext,
  { activity, counts }: ActivityRecord,
  force: boolean,
): Promise<void> => {
  const { id: activityId, name: activityName } = activity;
  if (activity.closedOn !== undefined) {
    throw new Refused([{ code: 'activity-closed', activityId, activityName }]);
  }
  const count = countOn(counts, 'onSpecialCards', context.today);
  if (force || count === 0) return;
  const copyIds = (await onSpecialCards(context, activityId)).map(({ copyId }) => copyId);
  throw new Refused([{ code: 'copies-on-special-card', activityId, activityName, copyIds, count }]);
};

/**
 * Closes an activity. One write closes it and adds the work, so that a crash loses nothing. Its
 * blocks are then lifted here while `isTimeUp` allows, and after that by the worker (rule A3).
 * Throws `NotFound`, `Forbidden`, and `Refused` with `activity-closed` or `copies-on-special-card`.
 */
export const closeActivity = (
  context: RequestContext,
  id: string,
  force: boolean,
  isTimeUp: () => boolean,
): Promise<ActivityClosed> =>
  oncePerRequestInSteps<string, ActivityClosed>(
    context,
    (recordBegun) => close(context, id, force, recordBegun),
    async (workId) => {
      // The activity is closed now: the worker retries everything that fails after this line.
      await withLease(context, workId, (work) =>
        liftBlocksOfClosed(context, work as ActivityWork, isTimeUp),
      ).catch(() => 'more' as const);
      return outcome(context, id, workId);
    },
  );

/** Closes the activity. Answers the work that is left. */
const close = async (
  context: RequestContext,
  id: string,
  force: boolean,
  recordBegun: (workId: string) => Writes,
): Promise<string> => {
  const record = await mustFindRecord(context, id);
  permit(denyActivity(context.caller, record.activity));
  await mayClose(context, record, force);
  const { caller, now, today } = context;
  const of = countOn(record.counts, 'blocked', today);
  const after = closedFrom(record.activity, today, { by: caller.sub, at: now, force, of });
  const work = { kind: 'close' as const, activityId: id, version: after.version };
  const workId = workIdOf(work);
  const writes = await activityWrites(context, record.activity, after);
  await context.table.write(together(writes, addWork(work), recordBegun(workId)));
  return workId;
};

const outcome = async (context: RequestContext, id: string, workId: string): Promise<ActivityClosed> => {
  const record = await mustFindRecord(context, id);
  const activity = activityToday(record, context.today);
  if (activity.closing) return { activity, workId };
  const copies = await onSpecialCards(context, id);
  const remaining = copies.filter((copy) => isLeftByClosing(copy, record.activity));
  const day = context.today;
  return { day, lifted: countOn(record.counts, 'lifted', day), remaining };
};
