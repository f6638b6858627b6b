import type { CheckIn } from '../../lib/api/types.ts';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { Link } from '@tanstack/react-router';
import { useDestination, useFindings, type CheckedIn } from './checked-in.ts';
import styles from './check-in.module.css';
import { useCheckingInTexts } from './texts.ts';

/** Each destination has a mark of its own, for those who do not see its colour. */
export const MARKS: Readonly<Record<CheckIn['next'], string>> = {
  shelf: '✓',
  'reservation-shelf': '★',
  transit: '→',
  'special-card': '▣',
  withdrawn: '✕',
};

/**
 * The destination of a copy in large type, after what the check-in has found out. It is no longer
 * shown once a colleague has changed the copy.
 */
export function Destination({ checkedIn }: { readonly checkedIn: CheckedIn }) {
  const t = useCheckingInTexts();
  const common = useCommonTexts();
  const destination = useDestination();
  const findings = useFindings();
  const { next, copy } = checkedIn.answer;
  const isChanged = checkedIn.changed === true;
  const place = [copy.collection, copy.shelfmark].filter((part) => part !== undefined);
  return (
    <div className={styles.destination} data-next={isChanged ? undefined : next}>
      {!isChanged &&
        findings(checkedIn).map((finding) => (
          <p key={finding} className={styles.finding}>
            <span aria-hidden="true">!</span> {finding}
          </p>
        ))}
      <h2 className={styles.where}>
        <span aria-hidden="true">{isChanged ? '!' : MARKS[next]}</span>{' '}
        {isChanged ? t('changed') : destination(checkedIn)}
      </h2>
      <p className={styles.what}>
        <TitleName titleId={copy.titleId} />
      </p>
      <p className={`row ${styles.facts ?? ''}`}>
        <Barcode copyId={copy.copyId} />
        {place.length > 0 && (
          <span>
            <span className="unseen">{common('shelfmark')}: </span>
            {place.join(' · ')}
          </span>
        )}
        {!isChanged && <Reserved checkedIn={checkedIn} />}
      </p>
    </div>
  );
}

/** The card that the copy is put aside for, and the last pick-up day. */
function Reserved({ checkedIn }: { readonly checkedIn: CheckedIn }) {
  const t = useCheckingInTexts();
  const common = useCommonTexts();
  const { day } = useDays();
  const { reservation, next } = checkedIn.answer;
  if (reservation?.patronId === undefined || next === 'transit') return null;
  const { patronId, readyUntil } = reservation;
  return (
    <>
      <span>
        {t('pass')}{' '}
        <Link to="/cards/$patronId" params={{ patronId }} className="mono">
          {patronId}
        </Link>
      </span>
      {readyUntil !== undefined && <span>{common('reservation.readyUntil', { day: day(readyUntil) })}</span>}
    </>
  );
}
