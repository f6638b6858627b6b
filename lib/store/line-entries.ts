/** Those who wait in the line of a title: a small item for each, in their order (rule R6). */
import type { Instant } from '../domain/calendar.ts';
import { stampOf, type Reservation } from '../domain/reservation.ts';
import { changeOfCount } from '../domain/title-line.ts';
import { put, remove } from './expression.ts';
import { waitsKey, waitsUpTo } from './keys.ts';
import type { Table } from './table.ts';
import { addWork } from './work.ts';
import { together, type Writes } from './writes.ts';

const entryKey = ({ titleId, id }: Reservation) => waitsKey(titleId, stampOf(id));
const isInLine = ({ kind, status }: Reservation): boolean => kind === 'title' && status === 'waiting';

/**
 * The entry of a reservation that joins the line of its title: a small item, so that a position is
 * counted in one request.
 */
export const addEntry = (reservation: Reservation): Writes => ({
  [`waits ${reservation.id}`]: put({ ...entryKey(reservation) }),
});

/**
 * What a change of a reservation means for the line of its title: its entry, and the work that
 * counts it. The use case counts at once (`writeAndCount`); after a crash a sweep does.
 */
export const lineWrites = (before: Reservation, after: Reservation | undefined, at: Instant): Writes => {
  const stays = after !== undefined && isInLine(after);
  if (stays === isInLine(before)) return {};
  const { titleId } = before;
  const ref = changeOfCount(stampOf(before.id), before.version);
  const work = { kind: 'count', titleId, ref, change: stays ? 1 : -1, at, version: ref } as const;
  return together(
    stays ? addEntry(after) : { [`waits ${before.id}`]: remove(entryKey(before)) },
    addWork(work),
  );
};

/**
 * The number of title reservations that wait, up to and including this one. One that lapsed since
 * midnight counts until the night has closed it (rule T2). One request.
 */
export const countUpTo = (
  table: Table,
  { titleId, id }: Pick<Reservation, 'titleId' | 'id'>,
): Promise<number> => table.countRange(waitsUpTo(titleId, stampOf(id)));
