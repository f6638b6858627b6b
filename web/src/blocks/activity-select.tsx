import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { activitiesQuery } from '../api/queries.ts';
import type { Activity } from '../api/types.ts';

/** Whether an activity takes place at all of these branches (rule A1). */
export const isAt = ({ branchIds }: Activity, wanted: readonly string[]): boolean =>
  branchIds === undefined || wanted.every((branchId) => branchIds.includes(branchId));

/** A choice of the activities that run or come at these branches. */
export function ActivitySelect(props: {
  readonly label: string;
  readonly none: string;
  readonly value: string;
  readonly branchIds: readonly string[];
  readonly onChange: (activityId: string) => void;
}) {
  const { data: running = [] } = useQuery(activitiesQuery('running'));
  const { data: coming = [] } = useQuery(activitiesQuery('coming'));
  const there = [...running, ...coming].filter((activity) => isAt(activity, props.branchIds));
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      data={[{ value: '', label: props.none }, ...there.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(event) => {
        props.onChange(event.currentTarget.value);
      }}
    />
  );
}
