import type { Activity, Flag } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';

/** The flags of one activity, or those without an activity of one kind. */
export interface FlagsTogether {
  readonly key: string;
  readonly activityId?: string;
  readonly flags: readonly Flag[];
}

const keyOf = (flag: Flag): string => flag.activityId ?? flag.kind;

/**
 * Groups the flags: first by activity, the earliest end first, then those without an activity.
 * Within a group the oldest comes first.
 */
export function flagGroupsOf(
  flags: readonly Flag[],
  activities: ReadonlyMap<string, Activity>,
): readonly FlagsTogether[] {
  const groups = Map.groupBy(flags, keyOf);
  const placeOf = (key: string): string => activities.get(key)?.endDate ?? `9999-${key}`;
  return [...groups]
    .sort(([one], [other]) => placeOf(one).localeCompare(placeOf(other)))
    .map(([key, members]) => {
      const activityId = members[0]?.activityId;
      const ordered = members.toSorted(
        (one, other) => one.since.localeCompare(other.since) || one.copyId.localeCompare(other.copyId),
      );
      return defined({ key, flags: ordered, activityId });
    });
}
