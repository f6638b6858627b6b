import type { Activity, Flag } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';

/** Flags that belong together: of an activity, or of a kind that has none. */
export interface FlagsTogether {
  readonly key: string;
  readonly activityId?: string;
  readonly flags: readonly Flag[];
}

const keyOf = (flag: Flag): string => flag.activityId ?? flag.kind;

/**
 * The flags per activity, what ended first first; then those of no activity. In a group: oldest
 * first.
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
