import type { Activity } from '../../lib/api/types.ts';
import { TitleName } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useOneActivityTexts } from './activity-texts.ts';
import { useActivityTexts } from './texts.ts';

/** What an activity is: its days, where, what belongs to it, and what happens after it. */
export function ActivityFacts({ activity }: { readonly activity: Activity }) {
  const say = useActivityTexts();
  const one = useOneActivityTexts();
  const branchName = useBranchName();
  const { day } = useDays();
  const { startDate, endDate, branchIds, collections, titleIds, contacts, closedOn } = activity;
  return (
    <dl className="panel facts">
      <dt>{one('days')}</dt>
      <dd>{say('fromTo', { from: day(startDate), to: day(endDate) })}</dd>
      {closedOn !== undefined && (
        <>
          <dt>{one('closedOn')}</dt>
          <dd>{day(closedOn)}</dd>
        </>
      )}
      <dt>{say('branches')}</dt>
      <dd>{branchIds?.map(branchName).join(', ') ?? say('allBranches')}</dd>
      {collections && (
        <>
          <dt>{say('collections')}</dt>
          <dd>{collections.join(', ')}</dd>
        </>
      )}
      {titleIds && (
        <>
          <dt>{say('titles')}</dt>
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
      <dt>{say('atEnd')}</dt>
      <dd>{say(`atEnd.${activity.atEnd}`)}</dd>
      {contacts && (
        <>
          <dt>{say('contacts')}</dt>
          <dd>{contacts.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

/** From when to when branches do not reserve each other's copies (rule A5). */
function Agreement({ activity }: { readonly activity: Activity }) {
  const say = useActivityTexts();
  const one = useOneActivityTexts();
  const { day } = useDays();
  const { agreement, agreementFrom, startDate, endDate } = activity;
  if (!agreement) return null;
  return (
    <>
      <dt>{say('agreementLegend')}</dt>
      <dd>{one('agreementTerm', { from: day(agreementFrom ?? startDate), to: day(endDate) })}</dd>
    </>
  );
}
