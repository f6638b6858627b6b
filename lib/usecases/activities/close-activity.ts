import type { Activity } from '../../domain/activity.ts';
import { isLeftByClosing } from '../../domain/nightly-copy.ts';
import type { Copy } from '../../domain/copy.ts';
import { NotFound, Refused } from '../../domain/refusal.ts';
import { countOn } from '../../domain/activity-counts.ts';
import { loadCopies } from '../../store/copies.ts';
import { loadActivityRecord, type ActivityRecord } from '../../store/activity-counters.ts';
import { addWork, workIdOf, type ActivityWork } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';
import { mayWrite } from './activity-rights.ts';
import { liftClosed } from './lift-blocks-of-closed.ts';
import { onSpecialCards, seeActivity, type ActivityToday } from './look-up-activities.ts';
import { activityWrites } from './save-activity.ts';
import { once } from '../core/retry.ts';
import { takeTurn } from '../core/work-lease.ts';

/** What closing an activity did; without a number of blocks it is still going on (rule A3). */
export interface ActivityClosed {
  readonly activity: ActivityToday;
  readonly workId: string;
  readonly lifted?: number;
  /** The copies that are left alone: still on a special card of it. */
  readonly remaining: readonly Copy[];
}

const mustFindRecord = async (act: Act, id: string): Promise<ActivityRecord> => {
  const record = await loadActivityRecord(act.table, id);
  if (!record) throw new NotFound('activity');
  return record;
};

/** Throws `Refused` for one that is closed, and while copies are on its special cards (rule A3). */
const mayClose = async (act: Act, { activity, tally }: ActivityRecord, force: boolean): Promise<void> => {
  const { id: activityId, name: activityName } = activity;
  if (activity.closedOn !== undefined) {
    throw new Refused([{ code: 'activity-closed', activityId, activityName }]);
  }
  const count = countOn(tally, 'onSpecialCards', act.today);
  if (force || count === 0) return;
  const copyIds = await onSpecialCards(act, activityId);
  throw new Refused([{ code: 'copies-on-special-card', activityId, activityName, copyIds, count }]);
};

/** The activity from the moment it closes: it counts as over, and its blocks are going to be lifted. */
const closing = (act: Act, { activity, tally }: ActivityRecord, force: boolean): Activity => ({
  ...activity,
  closedOn: act.today,
  closing: { by: act.caller.sub, at: act.now, force, of: countOn(tally, 'blocked', act.today) },
  term: activity.term + 1,
  version: activity.version + 1,
});

/**
 * Closes an activity: one write makes it closed and puts the work down, so that a crash loses nothing; then its blocks
 * are lifted, here as long as `isTimeUp` allows, and by the worker after that (rule A3). Throws `NotFound`,
 * `Forbidden`, and `Refused` with `activity-closed` or `copies-on-special-card`.
 */
export const closeActivity = async (
  act: Act,
  id: string,
  force: boolean,
  isTimeUp: () => boolean,
): Promise<ActivityClosed> => {
  await once<Record<string, never>>(act, async (keep) => {
    const record = await mustFindRecord(act, id);
    await mayWrite(act, record.activity);
    await mayClose(act, record, force);
    const after = closing(act, record, force);
    const work = addWork({ kind: 'close', activityId: id, version: after.version });
    await act.table.write(together(await activityWrites(act, record.activity, after), work, keep({})));
    return {};
  });
  const workId = workIdOf({ kind: 'close', activityId: id });
  // It is closed by now: what fails from here on is the worker's to try again.
  await takeTurn(act, workId, (work) => liftClosed(act, work as ActivityWork, isTimeUp)).catch(
    () => 'more' as const,
  );
  return outcome(act, id, workId);
};

const outcome = async (act: Act, id: string, workId: string): Promise<ActivityClosed> => {
  const record = await mustFindRecord(act, id);
  const activity = await seeActivity(act, record);
  if (activity.closing) return { activity, workId, remaining: [] };
  const copies = await loadCopies(act.table, await onSpecialCards(act, id));
  const remaining = [...copies.values()]
    .filter((copy) => isLeftByClosing(copy, record.activity))
    .sort((a, b) => a.copyId.localeCompare(b.copyId));
  return { activity, workId, lifted: countOn(record.tally, 'lifted', act.today), remaining };
};
