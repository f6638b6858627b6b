import { useQuery } from '@tanstack/react-query';
import { activityAmongQuery } from '../lib/api/lookup.ts';
import { activityQuery } from '../lib/api/queries.ts';
import type { Activity } from '../lib/api/types.ts';

/** The activity with an id: from the list of all activities, or else by a call of its own. */
export function useActivity(id: string | undefined): Activity | undefined {
  const isAsked = id !== undefined && id !== '';
  const { data: known, isError } = useQuery({ ...activityAmongQuery(id ?? ''), enabled: isAsked });
  const isMissing = isAsked && (known === null || isError);
  const { data: read } = useQuery({ ...activityQuery(id ?? ''), enabled: isMissing });
  return known ?? (isMissing ? read : undefined);
}
