import { useQuery } from '@tanstack/react-query';
import type { Activity, Theme } from '../../lib/api/types.ts';
import { today, useDays } from '../../lib/i18n/days.ts';
import type { ActivityDraft } from './activity-draft.ts';
import { themesQuery } from './queries.ts';
import { useActivitiesTexts } from './texts.ts';
import { yearOf } from './year.ts';
import styles from './activities.module.css';

/** Lists the next dates of each theme, soonest first; a button fills in the form. */
export function Themes(props: {
  readonly all: readonly Activity[];
  readonly choose: (given: Partial<ActivityDraft>) => void;
}) {
  const t = useActivitiesTexts();
  const { day } = useDays();
  const year = yearOf(today());
  const { data: now = [] } = useQuery(themesQuery(year));
  const { data: later = [] } = useQuery(themesQuery(year + 1));
  return (
    <div className="stack tight">
      <h3>{t('fromTheme')}</h3>
      <ul className="plain stack tight">
        {upcoming([...now, ...later]).map((theme) => (
          <li key={theme.key}>
            <button
              type="button"
              className={styles.theme}
              onClick={() => {
                const { name, startDate, endDate } = theme;
                props.choose({ name, startDate, endDate });
              }}
            >
              <span className={styles.strong}>{theme.name}</span>
              {isThere(props.all, theme) && <span className="quiet"> ({t('isThere')})</span>}
              <br />
              {t('fromTo', { from: day(theme.startDate), to: day(theme.endDate) })}
              <span className="quiet"> · {t(`basis.${theme.basis}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The first dates of each theme that have not ended. */
function upcoming(themes: readonly Theme[]): readonly Theme[] {
  const next = new Map<string, Theme>();
  for (const theme of themes)
    if (theme.endDate >= today() && !next.has(theme.key)) next.set(theme.key, theme);
  return [...next.values()].sort((a, b) => a.startDate.localeCompare(b.startDate));
}

const isThere = (all: readonly Activity[], theme: Theme): boolean =>
  all.some(
    ({ name, startDate, endDate }) =>
      name.startsWith(theme.name) && startDate <= theme.endDate && endDate >= theme.startDate,
  );
