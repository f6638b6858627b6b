import { useEffect, useEffectEvent, useState } from 'react';
import { Button, Loader, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../../lib/api/client.ts';
import type { Report } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { today, useDays } from '../../lib/i18n/days.ts';
import { useNightsTexts } from './nights-texts.ts';
import { reportQuery } from './queries.ts';

/** Runs a night now and reports the result; polls a long run until it has ended (rule N4). */
export function RunNight() {
  const t = useNightsTexts();
  const [day, setDay] = useState(today());
  const [followed, follow] = useState<string>();
  const reportNight = useReport();
  const run = useChange(
    (act, wanted: string) => answerOf(act.POST('/api/jobs/nightly', { body: { day: wanted } })),
    (answer) => {
      if ('counts' in answer) reportNight(answer);
      else follow(answer.id);
    },
  );
  const end = () => {
    follow(undefined);
  };
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate(day);
      }}
    >
      <h3>{t('runTitle')}</h3>
      <span className="quiet">{t('runHelp')}</span>
      <div className="row low">
        <TextInput
          type="date"
          label={t('day')}
          max={today()}
          required
          value={day}
          onChange={({ currentTarget: { value } }) => {
            setDay(value);
          }}
        />
        <Button type="submit" loading={run.isPending} disabled={followed !== undefined}>
          {t('run')}
        </Button>
      </div>
      <ProblemBox error={run.error} />
      {followed !== undefined && <RunningNight id={followed} reportNight={reportNight} end={end} />}
    </form>
  );
}

/** Reports the result of a night in the status bar. */
function useReport(): (report: Report) => void {
  const t = useNightsTexts();
  const { day } = useDays();
  return ({ day: night, counts, setAside }) => {
    if (setAside.length > 0) {
      notify('warning', t('doneAside', { day: day(night), count: setAside.length }));
      return;
    }
    const lifted = counts.loanBlocksLifted + counts.activityBlocksLifted;
    notify(
      'done',
      t('done', { day: day(night), lifted, raised: counts.flagsRaised, mails: counts.mailsSent }),
    );
  };
}

function RunningNight(props: {
  readonly id: string;
  readonly reportNight: (report: Report) => void;
  readonly end: () => void;
}) {
  const t = useNightsTexts();
  const client = useQueryClient();
  const { data: report } = useQuery(reportQuery(props.id));
  const finish = useEffectEvent((ended: Report) => {
    props.reportNight(ended);
    props.end();
    void client.invalidateQueries();
  });
  useEffect(() => {
    if (report?.endedAt !== undefined) finish(report);
  }, [report]);
  return (
    <p role="status" className="row">
      <Loader size="sm" aria-hidden="true" /> {t('running')}
    </p>
  );
}
