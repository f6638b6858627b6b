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

/** The hour in the library's time zone. */
const hourNow = (): number =>
  Number(new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', timeZone: 'Europe/Amsterdam' }).format());

const greeting = (hour: number) => (hour < NOON ? 'morning' : hour < SIX ? 'afternoon' : 'evening');

/** The start screen: the work of this branch, and its activities. */
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
 * Focuses the search field, as staff are about to type; not on a touch screen, where the keyboard
 * would hide half of the screen.
 */
function focusSearch(): void {
  if (window.matchMedia('(pointer: fine)').matches)
    document.querySelector<HTMLInputElement>('search input')?.focus();
}
