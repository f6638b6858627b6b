import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Reservation } from '../api/types.ts';
import { tell } from '../parts/notice.ts';
import { oneByOne } from '../parts/one-by-one.ts';
import { useDays } from '../texts/days.ts';
import { reserve, type Item, type Refusal, type ReservationForm, type ToReserve } from './reserve.ts';
import { useReserveTexts } from './texts.ts';

const itemsOf = (what: ToReserve): readonly Item[] =>
  'titleId' in what
    ? [{ titleId: what.titleId }]
    : what.copies.map(({ copyId, branchId }) => ({ copyId, branchId }));

const wantedOf = ({ copyId, titleId = '' }: Item) => (copyId === undefined ? { titleId } : { copyId });

/** Reserves all of it; what was refused can be tried again, what was made is not made twice. `whenDone` follows when nothing is left. */
export function useReserve(what: ToReserve, whenDone: () => void) {
  const say = useReserveTexts();
  const { day } = useDays();
  const client = useQueryClient();
  const [left, setLeft] = useState(() => itemsOf(what));
  const [failed, setFailed] = useState<readonly Refusal[]>([]);
  const [busy, setBusy] = useState(false);

  const report = (made: readonly Reservation[]) => {
    const [first] = made;
    if (first === undefined) return;
    const what =
      made.length > 1
        ? say('reservedCopies', { count: made.length })
        : first.kind === 'title'
          ? say('reservedTitle')
          : say('reservedCopy', { barcode: first.copyId ?? '' });
    const facts =
      made.length > 1
        ? []
        : [
            ...(first.position === undefined ? [] : [say('position', { position: first.position })]),
            ...(first.from === undefined ? [] : [say('from', { day: day(first.from) })]),
          ];
    tell('done', [what, ...facts].join(' '));
  };

  const go = async (form: ReservationForm) => {
    setBusy(true);
    const { done, failed: refused } = await oneByOne(left, (item) => reserve(wantedOf(item), form));
    report(done.map(({ result }) => result));
    setLeft(refused.map(({ item }) => item));
    setFailed(refused);
    setBusy(false);
    await client.invalidateQueries();
    if (refused.length === 0) whenDone();
  };
  return { go, busy, failed };
}
