import { useEffect, useRef, useState } from 'react';
import { useQueries, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { activityQuery } from '../../api/queries.ts';
import type { Activity, Flag } from '../../api/types.ts';
import { Screen } from '../../parts/screen.tsx';
import { Filters } from './filters.tsx';
import { FlagGroup } from './flag-group.tsx';
import { groupsOf } from './groups.ts';
import { NotDone } from './not-done.tsx';
import { flagsQuery, type Filter } from './queries.ts';
import { useAttentionTexts } from './texts.ts';
import { useActs, type Deed } from './use-acts.ts';
import { useFocusGoingOn } from './use-focus-going-on.ts';
import styles from './attention.module.css';

/** What was left on, per activity, oldest first; to lift or to keep, one or all (rule N2). */
export function Attention() {
  const say = useAttentionTexts();
  const [filter, setFilter] = useState<Filter>({});
  const list = useRef<HTMLDivElement>(null);
  const focus = useFocusGoingOn(list);
  const { act, handled, work, failures } = useActs(focus.moved);
  const { flags: all, isComplete } = useAllFlags(filter);
  const flags = all.filter(({ id }) => !handled.has(id));
  const groups = groupsOf(flags, useActivities(flags));
  const deal = (deed: Deed) => {
    focus.leave(deed.flags[0]?.id ?? '');
    act(deed);
  };
  return (
    <Screen
      title={say('title')}
      lead={flags.length > 0 && say('lead', { count: flags.length })}
      actions={<Filters filter={filter} choose={setFilter} />}
    >
      <NotDone failures={failures} />
      <div ref={list} className="stack">
        {groups.map((group) => (
          <FlagGroup key={group.key} group={group} work={work} deal={deal} />
        ))}
      </div>
      {!isComplete && (
        <p role="status" className="quiet">
          {say('loadingMore')}
        </p>
      )}
      {isComplete && flags.length === 0 && <Nothing isFiltered={Object.keys(filter).length > 0} />}
    </Screen>
  );
}

/** All flags that fit, page after page. */
function useAllFlags(filter: Filter) {
  const { data, hasNextPage, isFetching, fetchNextPage } = useSuspenseInfiniteQuery(flagsQuery(filter));
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { flags: data, isComplete: !hasNextPage };
}

function useActivities(flags: readonly Flag[]): ReadonlyMap<string, Activity> {
  const ids = [...new Set(flags.flatMap(({ activityId }) => activityId ?? []))];
  const found = useQueries({ queries: ids.map((id) => activityQuery(id)) });
  return new Map(found.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useAttentionTexts();
  if (isFiltered) return <p className="panel quiet">{say('nothingHere')}</p>;
  return (
    <div className={`panel ${styles.nothing ?? ''}`}>
      <span aria-hidden="true" className={styles.check}>
        ✓
      </span>
      <div>
        <h2>{say('nothing')}</h2>
        <p className="quiet">{say('nothingDetail')}</p>
      </div>
    </div>
  );
}
