import { useState } from 'react';
import type { Reservation } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { oneByOne } from '../../lib/one-by-one.ts';
import { useChange } from '../../components/use-change.ts';
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
  const report = useReport();
  const [left, setLeft] = useState(() => itemsOf(what));
  const [refused, setRefused] = useState<{ about: string; failed: readonly Refusal[] }>();
  const change = useChange(
    (act, form: ReservationForm) => oneByOne(left, (item) => reserve(act, wantedOf(item), form)),
    ({ done, failed }, form) => {
      report(done.map(({ result }) => result));
      setLeft(failed.map(({ item }) => item));
      setRefused({ about: aboutOf(form), failed });
      if (failed.length === 0) whenDone();
    },
  );
  /** The refusals for this input; empty for another card or pickup branch. */
  const failedOf = (form: ReservationForm): readonly Refusal[] =>
    refused?.about === aboutOf(form) ? refused.failed : [];
  return { go: change.mutate, busy: change.isPending, failedOf };
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
