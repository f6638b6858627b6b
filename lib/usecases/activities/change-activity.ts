import { defined } from '../../domain/defined.ts';
import { denyChangeActivity } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { isDeepStrictEqual } from 'node:util';
import { isOver, type Activity, type ActivityPlan } from '../../domain/activity.ts';
import { Refused } from '../../domain/errors.ts';
import { together } from '../../store/writes.ts';
import { addWork, workIdOf } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { fenceActivity } from './fence-activity.ts';
import { mustFindActivity } from './must-find-activity.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { activityWrites, mustExist, mustFollow } from './save-activity.ts';
import { retryOnConflict } from '../core/retry.ts';

/** A partial change; `null` removes a field. */
export type ActivityChange = {
  readonly [Field in keyof ActivityPlan]?: ActivityPlan[Field] | null | undefined;
};

/** Fields that may change after the end of an activity, or after it was closed (rule A6). */
const AFTER_ITS_END: readonly (keyof ActivityPlan)[] = ['name', 'contacts', 'endDate'];
const WHEN_CLOSED: readonly (keyof ActivityPlan)[] = ['name', 'contacts'];

/** Omitted fields stay; `null` removes a field. */
const changed = (before: Activity, change: ActivityChange): Activity => {
  const all: Readonly<Record<string, unknown>> = { ...before, ...defined(change) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as unknown as Activity;
};

/**
 * Throws `Refused` when the state of the activity forbids the change. A prolonged activity counts
 * as not over.
 */
const mustBeOpen = (context: RequestContext, before: Activity, after: Activity): void => {
  const fields = (Object.keys({ ...before, ...after }) as (keyof Activity)[]).filter(
    (field) => !isDeepStrictEqual(before[field], after[field]),
  );
  const beyond = (allowed: readonly string[]) => fields.some((field) => !allowed.includes(field));
  if (before.closedOn !== undefined && beyond(WHEN_CLOSED)) {
    throw new Refused([{ code: 'activity-closed', activityId: before.id, activityName: before.name }]);
  }
  const shortened = after.endDate < before.endDate;
  if (isOver(after, context.today) && isOver(before, context.today) && (beyond(AFTER_ITS_END) || shortened)) {
    const { id: activityId, name: activityName, endDate: until } = before;
    throw new Refused([{ code: 'activity-over', activityId, activityName, until }]);
  }
};

/** The changed activity, and the id of the background work, if there is any. */
export interface ActivityChanged {
  readonly activity: Activity;
  readonly workId?: string;
}

/**
 * Changes an activity (rules A1, A6). When its last day changes, the background work updates its
 * flags, and the ready dates of the reservations of its special cards (rules N2, R7). Throws
 * `NotFound`, `Forbidden`, `VersionMismatch`, `Invalid`, and `Refused` with `activity-over`,
 * `activity-closed`, `unknown-branch`, `unknown-title` or `too-many-agreements`.
 */
export const changeActivity = (
  context: RequestContext,
  id: string,
  change: ActivityChange,
  seen?: Seen,
): Promise<ActivityChanged> =>
  retryOnConflict(async () => {
    const before = await mustFindActivity(context, id);
    const wanted = changed(before, change);
    mustFollow(wanted);
    permit(denyChangeActivity(context.caller, before, wanted));
    mustMatch(seen, before.version);
    mustBeOpen(context, before, wanted);
    if (isDeepStrictEqual(before, wanted)) return { activity: before };
    await mustExist(context, wanted);
    const follows = before.endDate !== wanted.endDate;
    const after = { ...wanted, term: before.term + Number(follows), version: before.version + 1 };
    const work = { kind: 'follow' as const, activityId: id, version: after.version };
    const writes = await activityWrites(context, before, after);
    await context.table.write(together(writes, follows ? addWork(work) : {}));
    if (!follows) return { activity: after };
    await fenceActivity(context, after);
    return { activity: after, workId: workIdOf(work) };
  });
