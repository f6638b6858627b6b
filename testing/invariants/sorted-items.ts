/** The items of a table by type, for the invariants. */
import { toLine } from '../../lib/store/title-lines.ts';
import type { Day } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Work } from '../../lib/store/work.ts';
import type { Reservation } from '../../lib/domain/reservation.ts';
import type { Item } from '../database/empty-table.ts';

export const sorted = (all: readonly Item[]) => {
  const byKind = Map.groupBy(all, ({ pk }) => (pk === 'WORK' ? pk : pk.slice(0, pk.indexOf('#') + 1)));
  const of = (pk: string, sk: string) => (byKind.get(pk) ?? []).filter((item) => item.sk.startsWith(sk));
  const reservations = (state: string) =>
    [...of('COPY#', state), ...of('TITLE#', state)].map((item) => item.reservation as Reservation);
  return {
    copies: of('COPY#', 'META').map((item) => item.copy as Copy),
    titles: of('TITLE#', 'META'),
    listed: of('TITLE#', 'COPY#'),
    patrons: of('PATRON#', 'META'),
    lines: of('TITLE#', 'LINE').map(toLine),
    entries: of('TITLE#', 'WAITS#'),
    open: of('PATRON#', 'OPEN#'),
    work: (byKind.get('WORK') ?? []).map((item) => item.work as Work),
    loans: of('PATRON#', 'LOAN#'),
    queued: reservations('QUEUE#'),
    closed: reservations('CLOSED#'),
    history: of('COPY#', 'HISTORY#').sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1)),
  };
};

export type Sorted = ReturnType<typeof sorted>;

/** The number of items for each partition key. */
export const countsOf = (items: readonly Item[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(items, ({ pk }) => pk)].map(([pk, own]) => [pk, own.length]));

export const isOver = (lastDay: Day | undefined, today: Day): boolean =>
  lastDay !== undefined && lastDay < today;

/** Past its last day. Only the night has still to close it. */
export const hasLapsed = ({ status, expiresOn, readyUntil }: Reservation, today: Day): boolean =>
  (status === 'waiting' && isOver(expiresOn, today)) || (status === 'ready' && isOver(readyUntil, today));
