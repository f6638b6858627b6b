import { Fragment } from 'react';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import type { Report } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { TableBox } from '../../components/table-box.tsx';
import { NightsChart } from './nights-chart.tsx';
import { useNightsTexts } from './nights-texts.ts';
import { reportsQuery } from './queries.ts';
import { RunNight } from './run-night.tsx';
import { useAdminTexts } from './texts.ts';
import styles from './admin.module.css';

/** The nightly reports, and a button to run a night now (rules N1, N4, N5). */
export function Nights() {
  const t = useNightsTexts();
  const admin = useAdminTexts();
  const reports = useSuspenseInfiniteQuery(reportsQuery);
  return (
    <div className="stack">
      <div>
        <h2>{admin('tab.nights')}</h2>
        <span className="quiet">{t('lead')}</span>
      </div>
      <div className={styles.nights}>
        {reports.data.length > 0 ? (
          <NightsChart reports={reports.data} />
        ) : (
          <p className="panel quiet">{t('none')}</p>
        )}
        <RunNight />
      </div>
      {reports.data.length > 0 && <ReportTable reports={reports.data} />}
      <More of={reports} />
    </div>
  );
}

const COLUMNS = [
  'loanBlocksLifted',
  'activityBlocksLifted',
  'reservationsExpired',
  'flagsRaised',
  'flagsResolved',
  'mailsSent',
  'patronsForgotten',
  'setAside',
] as const satisfies readonly (keyof Report['counts'])[];

function ReportTable({ reports }: { readonly reports: readonly Report[] }) {
  const t = useNightsTexts();
  return (
    <TableBox label={t('reports')} className={styles.reports}>
      <table>
        <caption className="unseen">{t('reports')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('night')}</th>
            <th scope="col" className="number">
              {t('took')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="number">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <Fragment key={report.id}>
              <ReportRow report={report} />
              {report.setAside.length > 0 && <SetAsideRow report={report} />}
            </Fragment>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function ReportRow({ report }: { readonly report: Report }) {
  const { day } = useDays();
  const took = useDuration();
  return (
    <tr>
      <th scope="row">{day(report.day)}</th>
      <td className="number nowrap">{took(report)}</td>
      {COLUMNS.map((column) => (
        <td key={column} className={`number ${report.counts[column] === 0 ? 'quiet' : ''}`}>
          {report.counts[column]}
        </td>
      ))}
    </tr>
  );
}

/** The records that a night set aside, with the reasons (rule N4). */
function SetAsideRow({ report }: { readonly report: Report }) {
  const t = useNightsTexts();
  return (
    <tr>
      <td colSpan={COLUMNS.length + 2} className={styles.aside}>
        <strong>{t('setAsideTitle')}</strong>
        <ul>
          {report.setAside.map(({ key, reason }) => (
            <li key={key}>
              <span className="mono">{key}</span> {reason}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** Formats the duration of a run. */
function useDuration(): (report: Report) => string {
  const t = useNightsTexts();
  return ({ startedAt, endedAt }) => {
    if (endedAt === undefined) return t('isRunning');
    const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
    if (seconds === 0) return t('less');
    return seconds < 120
      ? t('seconds', { count: seconds })
      : t('minutes', { count: Math.round(seconds / 60) });
  };
}
