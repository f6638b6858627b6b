import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activityQuery, patronQuery } from '../../lib/api/queries.ts';
import type { Activity, Patron } from '../../lib/api/types.ts';
import { ScanField } from '../../features/scanning/scan-field.tsx';
import { Screen } from '../../components/screen.tsx';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { CannotSetUp } from './cannot-set-up.tsx';
import { OnCard } from './on-card.tsx';
import { OptionFields } from './option-fields.tsx';
import { useOptions } from './options.ts';
import { LatestDisplayScan, ScanLines } from './scans.tsx';
import { useDisplayTexts } from './texts.ts';
import { PendingReservations } from './pending-reservations.tsx';
import { useScansOnto } from './use-scans-onto.ts';
import styles from './display.module.css';

/** The third step, for a valid choice: scan after scan onto the card. */
export function SetUp({ activityId, cardId }: { readonly activityId: string; readonly cardId: string }) {
  const t = useDisplayTexts();
  const { person } = useSession();
  const branch = useBranchName();
  const { data: activity } = useSuspenseQuery(activityQuery(activityId));
  const { data: card } = useSuspenseQuery(patronQuery(cardId));
  const { name, state } = activity;
  if (state === 'over' || state === 'closed')
    return <CannotSetUp why={t('cannotOver', { activity: name })} />;
  if (card.activityId !== activityId) {
    return <CannotSetUp why={t('cannotCard', { activity: name })} activityId={activityId} />;
  }
  if (!worksFor(person, card.branchId)) {
    return <CannotSetUp why={t('cannotBranch', { branch: branch(card.branchId) })} activityId={activityId} />;
  }
  return <Scanning activity={activity} card={card} />;
}

function Scanning({ activity, card }: { readonly activity: Activity; readonly card: Patron }) {
  const t = useDisplayTexts();
  const { term } = useDays();
  const [options, changeOptions] = useOptions();
  const queue = useScansOnto(activity, card, options);
  return (
    <Screen
      title={t('title')}
      lead={
        <>
          <Link to="/activities/$id" params={{ id: activity.id }}>
            {activity.name}
          </Link>
          {` · ${term(activity)} · ${card.label ?? t('unnamed')}`}
        </>
      }
      actions={<Link to="/display">{t('other')}</Link>}
    >
      <div className={styles.work}>
        <div className="stack">
          <ScanField label={t('scan')} button={t('add')} onScan={queue.add} />
          <LatestDisplayScan scan={queue.scans[0]} again={queue.add} />
          <OptionFields options={options} change={changeOptions} />
          <ScanLines scans={queue.scans.slice(1)} again={queue.add} />
        </div>
        <div className="stack">
          <OnCard cardId={card.patronId} activityId={activity.id} />
          <PendingReservations cardId={card.patronId} />
        </div>
      </div>
    </Screen>
  );
}
