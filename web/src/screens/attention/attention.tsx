import { useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { everyActivityQuery } from '../../lib/api/lookup.ts';
import type { Activity } from '../../lib/api/types.ts';
import { Screen } from '../../components/screen.tsx';
import { Filters } from './filters.tsx';
import { FlagGroup } from './flag-group.tsx';
import { flagGroupsOf } from './flag-groups.ts';
import { NotDone } from './not-done.tsx';
import type { Filter } from './queries.ts';
import { LoadMoreStatus } from './load-more-status.tsx';
import { useAttentionTexts } from './texts.ts';
import { useFlagActions, type FlagActionRun } from './use-flag-actions.ts';
import { useAllFlags } from './use-all-flags.ts';
import { useAdvanceFocus } from './use-advance-focus.ts';
import styles from './attention.module.css';

/** The flags by activity, oldest first, with buttons to lift or keep one or all (rule N2). */
export function Attention() {
  const t = useAttentionTexts();
  const [filter, setFilter] = useState<Filter>({});
  const list = useRef<HTMLDivElement>(null);
  const focus = useAdvanceFocus(list);
  const { start, handled, busy, work, failures } = useFlagActions(focus.moved);
  const { flags: all, isComplete, error, readOn } = useAllFlags(filter);
  const flags = all.filter(({ id }) => !handled.has(id));
  const groups = flagGroupsOf(flags, useActivities());
  const perform = (run: FlagActionRun) => {
    focus.leave(run.flags[0]?.id ?? '');
    start(run);
  };
  return (
    <Screen
      title={t('title')}
      lead={flags.length > 0 && t('lead', { count: flags.length })}
      actions={<Filters filter={filter} choose={setFilter} />}
    >
      <NotDone failures={failures} />
      <div ref={list} className="stack">
        {groups.map((group) => (
          <FlagGroup key={group.key} group={group} busy={busy} work={work} perform={perform} />
        ))}
      </div>
      {!isComplete && <LoadMoreStatus error={error} readOn={readOn} />}
      {isComplete && flags.length === 0 && <NoFlags isFiltered={Object.keys(filter).length > 0} />}
    </Screen>
  );
}

function useActivities(): ReadonlyMap<string, Activity> {
  const { data: all = [] } = useQuery(everyActivityQuery);
  return new Map(all.map((activity) => [activity.id, activity]));
}

function NoFlags({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useAttentionTexts();
  if (isFiltered) return <p className="panel quiet">{t('nothingHere')}</p>;
  return (
    <div className={`panel ${styles.nothing ?? ''}`}>
      <span aria-hidden="true" className={styles.check}>
        ✓
      </span>
      <div>
        <h2>{t('nothing')}</h2>
        <p className="quiet">{t('nothingDetail')}</p>
      </div>
    </div>
  );
}
