import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { everyActivityQuery } from '../lib/api/lookup.ts';
import type { Activity } from '../lib/api/types.ts';

/** Whether blocks can be set for an activity: it runs, or is to come. */
export const isToCome = ({ state }: Activity): boolean => state === 'running' || state === 'coming';

/** Whether there can be blocks of an activity to lift. */
export const isNotClosed = ({ state }: Activity): boolean => state !== 'closed';

/** Whether an activity takes place at all of these branches (rule A1). */
const isAt = ({ branchIds }: Activity, wanted: readonly string[]): boolean =>
  branchIds === undefined || wanted.every((branchId) => branchIds.includes(branchId));

/**
 * A choice of activities: of those that run or come, unless it is said which fit. What has been
 * chosen can stay.
 */
export function ActivitySelect(props: {
  readonly label: string;
  readonly description?: string;
  /** What choosing no activity is called. */
  readonly none: string;
  /** The id of the activity; empty where there is none. */
  readonly value: string;
  readonly fits?: (activity: Activity) => boolean;
  /** Only those that take place at all of these. */
  readonly branchIds?: readonly string[];
  readonly onChange: (activityId: string) => void;
}) {
  const { label, description, none, value, fits = isToCome, branchIds = [], onChange } = props;
  const { data: all = [] } = useQuery(everyActivityQuery);
  const fitting = all.filter(
    (activity) => activity.id === value || (fits(activity) && isAt(activity, branchIds)),
  );
  return (
    <NativeSelect
      label={label}
      description={description}
      value={value}
      data={[{ value: '', label: none }, ...fitting.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
