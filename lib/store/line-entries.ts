/** Those who wait in the line of a title: a small item for each, in their order (rule R6). */
import type { Instant } from '../domain/calendar.ts';
import { stampOf, type Reservation } from '../domain/reservation.ts';
import { changeOfCount } from '../domain/title-line.ts';
import { put, remove } from './expression.ts';
import { waitsBefore, waitsKey } from './keys.ts';
import type { Table } from './table.ts';
import { addWork } from './work.ts';
import { together, type Writes } from './writes.ts';

const entryKey = ({ titleId, id }: Pick<Reservation, 'titleId' | 'id'>) => waitsKey(titleId, stampOf(id));
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
 * The places of title reservations in their lines, by id: how many wait before each, and itself.
 * One that is not in line has none. One that lapsed since midnight counts until the night has
 * closed it (rule T2). One request for each, and one per 100 of them, at the same time.
 */
export const placesInLine = async (
  table: Table,
  reservations: readonly Pick<Reservation, 'titleId' | 'id'>[],
): Promise<ReadonlyMap<string, number>> => {
  const entries = table.getAll(reservations.map(entryKey));
  const counts = await Promise.all(
    reservations.map(({ titleId, id }) => table.countRange(waitsBefore(titleId, stampOf(id)))),
  );
  const inLine = new Set((await entries).map(({ pk, sk }) => `${pk} ${sk}`));
  const isInLine = (reservation: Pick<Reservation, 'titleId' | 'id'>): boolean => {
    const { pk, sk } = entryKey(reservation);
    return inLine.has(`${pk} ${sk}`);
  };
  return new Map(
    reservations.flatMap((one, index) => (isInLine(one) ? [[one.id, (counts[index] ?? 0) + 1]] : [])),
  );
};
