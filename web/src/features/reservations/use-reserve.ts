import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Reservation } from '../../lib/api/types.ts';
import { useCallKeys } from '../../lib/api/call-keys.ts';
import { notify } from '../../lib/notifications.ts';
import { oneByOne } from '../../lib/one-by-one.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { reserve, type Item, type Refusal, type ReservationForm, type ToReserve } from './reserve.ts';
import { useReserveTexts } from './texts.ts';

const itemsOf = (what: ToReserve): readonly Item[] =>
  'titleId' in what
    ? [{ titleId: what.titleId }]
    : what.copies.map(({ copyId, branchId }) => ({ copyId, branchId }));

const wantedOf = ({ copyId, titleId = '' }: Item) => (copyId === undefined ? { titleId } : { copyId });

/** The key of a refusal: it holds for one card and one pickup branch. */
const aboutOf = ({ patronId, pickupBranchId }: ReservationForm) => `${patronId} ${pickupBranchId}`;

/**
 * Reserves copies or a title. A retry repeats only what was refused. Calls `whenDone` when
 * everything is reserved.
 */
export function useReserve(what: ToReserve, whenDone: () => void) {
  const client = useQueryClient();
  const report = useReport();
  const withKey = useCallKeys();
  const working = useRef(false);
  const [left, setLeft] = useState(() => itemsOf(what));
  const [refused, setRefused] = useState<{ about: string; failed: readonly Refusal[] }>();
  const [busy, setBusy] = useState(false);

  const go = async (form: ReservationForm) => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    const { done, failed } = await oneByOne(left, (item) =>
      withKey(JSON.stringify([item, form]), (key) => reserve(wantedOf(item), form, key)),
    );
    report(done.map(({ result }) => result));
    if (failed.length === 0) whenDone();
    setLeft(failed.map(({ item }) => item));
    setRefused({ about: aboutOf(form), failed });
    setBusy(false);
    working.current = failed.length === 0;
    void client.invalidateQueries();
  };
  /** The refusals for this input; empty for another card or pickup branch. */
  const failedOf = (form: ReservationForm): readonly Refusal[] =>
    refused?.about === aboutOf(form) ? refused.failed : [];
  return { go, busy, failedOf };
}

/** Reports the reservations in the status bar. */
function useReport() {
  const t = useReserveTexts();
  const { day } = useDays();
  return (made: readonly Reservation[]) => {
    const [first] = made;
    if (first === undefined) return;
    if (made.length > 1) {
      notify('done', t('reservedCopies', { count: made.length }));
      return;
    }
    const { kind, copyId = '', position, from } = first;
    const facts = [
      kind === 'title' ? t('reservedTitle') : t('reservedCopy', { barcode: copyId }),
      ...(position === undefined ? [] : [t('position', { position })]),
      ...(from === undefined ? [] : [t('from', { day: day(from) })]),
    ];
    notify('done', facts.join(' '));
  };
}
