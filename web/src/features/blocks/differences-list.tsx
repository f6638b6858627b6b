import type { Copy } from '../../lib/api/types.ts';
import { useBlockText } from './copy-tags.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { differencesOf } from './differences.ts';
import { slotOf } from './slot.ts';
import { useBlockTexts } from './texts.ts';

interface ShownAndNow {
  readonly shown: Copy;
  readonly now: Copy;
}

/** Shows what a colleague changed on a copy since it was shown. */
export function Differences({ shown, now }: ShownAndNow) {
  const t = useBlockTexts();
  return (
    <div className="panel">
      <h2>{t('nowDifferent')}</h2>
      <DifferenceLines shown={shown} now={now} />
    </div>
  );
}

/** The same as list items, without the frame. */
export function DifferenceLines({ shown, now }: ShownAndNow) {
  const t = useBlockTexts();
  const common = useCommonTexts();
  const text = useBlockText();
  const { set, lifted, status, reservations } = differencesOf(shown, now);
  return (
    <ul>
      {set.map((block) => (
        <li key={slotOf(block)}>{t('nowSet', { block: text(block) })}</li>
      ))}
      {lifted.map((block) => (
        <li key={slotOf(block)}>{t('nowLifted', { block: text(block) })}</li>
      ))}
      {status !== undefined && <li>{t('nowStatus', { status: common(`status.${status}`) })}</li>}
      {reservations !== undefined && <li>{t('nowReservations', { count: reservations })}</li>}
    </ul>
  );
}
