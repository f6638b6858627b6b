import { useState } from 'react';
import { Button, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Flag } from '../../lib/api/types.ts';
import { useIsPrinting } from '../../lib/use-is-printing.ts';
import { useActivity } from '../../components/use-activity.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { FLAG_ACTIONS, type FlagAction } from './flag-actions.ts';
import { FlagRow } from './flag-row.tsx';
import type { FlagsTogether } from './flag-groups.ts';
import { SureQuestion } from './sure-question.tsx';
import { useAttentionTexts } from './texts.ts';
import type { FlagActionRun, Work } from './use-flag-actions.ts';
import styles from './attention.module.css';

const SHOWN_FIRST = 30;

interface Props {
  readonly group: FlagsTogether;
  /** The flags on which an action runs. */
  readonly busy: ReadonlySet<string>;
  readonly work: Work | undefined;
  readonly perform: (run: FlagActionRun) => void;
}

/** The flags of one activity or one kind, with actions on each and on all. */
export function FlagGroup({ group, busy, work, perform }: Props) {
  const t = useAttentionTexts();
  const [showsAll, showAll] = useState(false);
  const { flags, key } = group;
  const isPrinting = useIsPrinting();
  const shown = showsAll || isPrinting ? flags : flags.slice(0, SHOWN_FIRST);
  const id = `flags-${key}`;
  return (
    <section className={`panel ${styles.group ?? ''}`} aria-labelledby={id}>
      <header className="row apart">
        <GroupName group={group} id={id} />
        <ForAll {...{ group, busy, work, perform }} />
      </header>
      <ul className="plain">
        {shown.map((flag) => (
          <FlagRow key={flag.id} flag={flag} isBusy={busy.has(flag.id)} perform={perform} />
        ))}
      </ul>
      {shown.length < flags.length && (
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            showAll(true);
          }}
        >
          {t('showAll', { count: flags.length })}
        </Button>
      )}
    </section>
  );
}

function GroupName({
  group: { activityId, flags },
  id,
}: {
  readonly group: FlagsTogether;
  readonly id: string;
}) {
  const t = useAttentionTexts();
  const { term } = useDays();
  const activity = useActivity(activityId);
  if (activityId === undefined) {
    const kind = flags[0]?.kind === 'rule-not-applied' ? 'rule-not-applied' : 'block-without-end';
    return <h2 id={id}>{t(`group.${kind}`)}</h2>;
  }
  return (
    <div>
      <h2 id={id}>
        <Link to="/activities/$id" params={{ id: activityId }}>
          {activity?.name ?? activityId}
        </Link>
      </h2>
      {activity && <span className="quiet">{term(activity)}</span>}
    </div>
  );
}

const ALL = { lift: 'liftAll', keep: 'keepAll', block: 'blockAll' } as const;

/**
 * Buttons for the actions that apply to several flags of the group; the progress while one runs.
 */
function ForAll({ group: { flags, activityId }, busy, work, perform }: Props) {
  const t = useAttentionTexts();
  const [asked, ask] = useState<FlagActionRun>();
  const isAtWork = work !== undefined && flags.some(({ id }) => work.ids.has(id));
  if (isAtWork)
    return (
      <div className={styles.progress}>
        <span>{t('progressOf', { done: work.done, of: work.ids.size })}</span>
        <Progress size="lg" value={(100 * work.done) / work.ids.size} aria-label={t('progress')} />
      </div>
    );
  return (
    <div className="row">
      {runsOf(flags).map((run) => (
        <Button
          key={run.action}
          size="sm"
          variant={run.action === 'keep' ? 'default' : 'filled'}
          disabled={busy.size > 0}
          onClick={() => {
            ask(run);
          }}
        >
          {t(ALL[run.action], { count: run.flags.length })}
        </Button>
      ))}
      {activityId !== undefined && (
        <Link to="/activities/$id" params={{ id: activityId }} className="no-print">
          {t('closeActivity')}
        </Link>
      )}
      <SureQuestion
        run={asked}
        close={() => {
          ask(undefined);
        }}
        perform={perform}
      />
    </div>
  );
}

function runsOf(flags: readonly Flag[]): readonly FlagActionRun[] {
  const acts: readonly FlagAction[] = ['lift', 'keep', 'block'];
  return acts
    .map((action) => ({
      action,
      flags: flags.filter(({ kind }) => FLAG_ACTIONS[kind].includes(action)),
    }))
    .filter((run) => run.flags.length > 1);
}
