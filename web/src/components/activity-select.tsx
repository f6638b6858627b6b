import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { everyActivityQuery } from '../lib/api/lookup.ts';
import type { Activity } from '../lib/api/types.ts';

/** Whether blocks can be set for an activity: it is running or coming. */
export const isToCome = ({ state }: Activity): boolean => state === 'running' || state === 'coming';

/** Whether an activity can still have blocks to lift. */
export const isNotClosed = ({ state }: Activity): boolean => state !== 'closed';

/** Whether an activity takes place at all of these branches (rule A1). */
const isAt = ({ branchIds }: Activity, wanted: readonly string[]): boolean =>
  branchIds === undefined || wanted.every((branchId) => branchIds.includes(branchId));

/**
 * Chooses an activity; `fits` says which are offered, by default the running and coming ones. The
 * chosen one is always offered.
 */
export function ActivitySelect(props: {
  readonly label: string;
  readonly description?: string;
  /** The label of the choice without an activity. */
  readonly none: string;
  /** An id, or empty for no activity. */
  readonly value: string;
  readonly fits?: (activity: Activity) => boolean;
  /** Offers only activities that take place at all of these branches. */
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
