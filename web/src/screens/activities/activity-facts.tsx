import type { Activity } from '../../lib/api/types.ts';
import { TitleName } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useActivityTexts } from './activity-texts.ts';
import { useActivitiesTexts } from './texts.ts';

/** The dates, branches, scope and end of an activity. */
export function ActivityFacts({ activity }: { readonly activity: Activity }) {
  const t = useActivitiesTexts();
  const one = useActivityTexts();
  const branchName = useBranchName();
  const { day } = useDays();
  const { startDate, endDate, branchIds, collections, titleIds, contacts, closedOn } = activity;
  return (
    <dl className="panel facts">
      <dt>{one('days')}</dt>
      <dd>{t('fromTo', { from: day(startDate), to: day(endDate) })}</dd>
      {closedOn !== undefined && (
        <>
          <dt>{one('closedOn')}</dt>
          <dd>{day(closedOn)}</dd>
        </>
      )}
      <dt>{t('branches')}</dt>
      <dd>{branchIds?.map(branchName).join(', ') ?? t('allBranches')}</dd>
      {collections && (
        <>
          <dt>{t('collections')}</dt>
          <dd>{collections.join(', ')}</dd>
        </>
      )}
      {titleIds && (
        <>
          <dt>{t('titles')}</dt>
          <dd>
            <ul className="plain">
              {titleIds.map((titleId) => (
                <li key={titleId}>
                  <TitleName titleId={titleId} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <Agreement activity={activity} />
      <dt>{t('atEnd')}</dt>
      <dd>{t(`atEnd.${activity.atEnd}`)}</dd>
      {contacts && (
        <>
          <dt>{t('contacts')}</dt>
          <dd>{contacts.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

/** The period in which branches do not reserve each other's copies (rule A5). */
function Agreement({ activity }: { readonly activity: Activity }) {
  const t = useActivitiesTexts();
  const one = useActivityTexts();
  const { day } = useDays();
  const { agreement, agreementFrom, startDate, endDate } = activity;
  if (!agreement) return null;
  return (
    <>
      <dt>{t('agreementLegend')}</dt>
      <dd>{one('agreementTerm', { from: day(agreementFrom ?? startDate), to: day(endDate) })}</dd>
    </>
  );
}
