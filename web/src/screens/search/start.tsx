import { useEffect } from 'react';
import { Screen } from '../../components/screen.tsx';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { today, useDays } from '../../lib/i18n/days.ts';
import { ActivitiesNow } from './activities-now.tsx';
import { Keys } from './keys.tsx';
import styles from './start.module.css';
import { useSearchTexts } from './texts.ts';
import { ToDo } from './to-do.tsx';

const NOON = 12;
const SIX = 18;

/** What hour it is where the library is. */
const hourNow = (): number =>
  Number(new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', timeZone: 'Europe/Amsterdam' }).format());

const greeting = (hour: number) => (hour < NOON ? 'morning' : hour < SIX ? 'afternoon' : 'evening');

/** The first screen of the day: what there is to do at this branch, and what runs and comes. */
export function Start() {
  const t = useSearchTexts();
  const { day } = useDays();
  const { branchId } = useSession();
  const branchName = useBranchName();
  useEffect(focusSearch, []);
  return (
    <Screen title={t(greeting(hourNow()))} lead={`${day(today())} · ${branchName(branchId)}`}>
      <ToDo branchId={branchId} />
      <div className={styles.columns}>
        <ActivitiesNow branchId={branchId} />
        <Keys />
      </div>
    </Screen>
  );
}

/**
 * Whoever comes here is about to type; where a keyboard would hide half of the screen they tap
 * first.
 */
function focusSearch(): void {
  if (window.matchMedia('(pointer: fine)').matches)
    document.querySelector<HTMLInputElement>('search input')?.focus();
}
