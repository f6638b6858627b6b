import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Activity } from '../../lib/api/types.ts';
import { useBranchName } from '../../lib/session/session.tsx';
import { today, useDays } from '../../lib/i18n/days.ts';
import { useLanguage } from '../../lib/i18n/language.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { isLeftOn } from './rights.ts';
import { StateTag } from './state-tag.tsx';
import { useActivitiesTexts } from './texts.ts';
import { barIn, placeIn, yearOf } from './year.ts';
import styles from './activities.module.css';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** The activities of a year, each with a bar over the months, and a line for today. */
export function YearTable(props: {
  readonly year: number;
  readonly activities: readonly Activity[];
  readonly choose: (year: number) => void;
}) {
  const t = useActivitiesTexts();
  const common = useCommonTexts();
  const { year, activities } = props;
  const caption = t('theYear', { year });
  return (
    <div className="stack tight">
      <YearPicker year={year} choose={props.choose} />
      {activities.length === 0 ? (
        <p className="panel">{t('nothingInYear', { year })}</p>
      ) : (
        <TableBox label={caption}>
          <table>
            <caption className="unseen">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{common('activity')}</th>
                <th scope="col" className={styles.when}>
                  <span className="unseen">{t('when')}</span>
                  <Months />
                </th>
                <th scope="col" className="number">
                  {t('blocked')}
                </th>
                <th scope="col" className="number">
                  {t('onCards')}
                </th>
                <th scope="col" className="number">
                  {t('flags')}
                </th>
              </tr>
            </thead>
            <tbody>
              {activities.map((activity) => (
                <ActivityRow key={activity.id} activity={activity} year={year} />
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </div>
  );
}

function YearPicker({ year, choose }: { readonly year: number; readonly choose: (year: number) => void }) {
  const t = useActivitiesTexts();
  const step = (label: string, to: number) => (
    <Button
      size="sm"
      variant="default"
      onClick={() => {
        choose(to);
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className="row">
      {step(`‹ ${t('previousYear')}`, year - 1)}
      <h2 className={styles.year} aria-live="polite">
        {year}
      </h2>
      {step(`${t('nextYear')} ›`, year + 1)}
      {year !== yearOf(today()) && step(t('thisYear'), yearOf(today()))}
    </div>
  );
}

function Months() {
  const locale = useLanguage() === 'nl' ? 'nl-NL' : 'en-GB';
  const name = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  return (
    <span className={styles.months} aria-hidden="true">
      {MONTHS.map((month) => (
        <span key={month}>{name.format(Date.UTC(2026, month, 15)).replace('.', '')}</span>
      ))}
    </span>
  );
}

function ActivityRow({ activity, year }: { readonly activity: Activity; readonly year: number }) {
  const t = useActivitiesTexts();
  const branchName = useBranchName();
  const { day, term } = useDays();
  const { id, name, startDate, endDate, branchIds, counts } = activity;
  return (
    <tr>
      <td className={styles.who}>
        <Link to="/activities/$id" params={{ id }} className={styles.strong}>
          {name}
        </Link>{' '}
        <StateTag activity={activity} />
        <br />
        <span className="quiet">{branchIds?.map(branchName).join(', ') ?? t('allBranches')}</span>
      </td>
      <td className={styles.when}>
        <Bar activity={activity} year={year} />
        {t('fromTo', { from: day(startDate), to: day(endDate) })}
        <span className="quiet"> · {term(activity)}</span>
      </td>
      <td className="number">{counts.blocked}</td>
      <td className="number">{counts.onSpecialCards}</td>
      <td className="number">{counts.flags}</td>
    </tr>
  );
}

function Bar({ activity, year }: { readonly activity: Activity; readonly year: number }) {
  const { left, width } = barIn(year, activity);
  const now = today();
  const tone = styles[isLeftOn(activity) ? 'left' : activity.state] ?? '';
  return (
    <div className={styles.track} aria-hidden="true">
      {MONTHS.map((month) => (
        <i key={month} />
      ))}
      <span className={`${styles.bar ?? ''} ${tone}`} style={{ left: `${left}%`, width: `${width}%` }} />
      {yearOf(now) === year && <span className={styles.today} style={{ left: `${placeIn(year, now)}%` }} />}
    </div>
  );
}
