import { newTitle, awaitedTitle, copyOf, patronOf, reservationOf, titleOf, TODAY } from '../fixtures.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import {
  DEFAULT_RESERVATION_DAYS,
  reservationId,
  type OpenReservation,
} from '../../lib/domain/reservation.ts';
import { createPatron } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { aReservationBlock, OWN } from '../../testing/builders.ts';
import type { Prepared } from '../operation.ts';

const LAST_DAY = addDays(TODAY, DEFAULT_RESERVATION_DAYS);

/** A title with three copies and a title reservation. */
const titleQueue = (id: string) => {
  const reservation: OpenReservation = { ...reservationOf(id), matchedCopyId: `C${id}.1` };
  const title = titleOf(id);
  const match = { wanted: true, match: { reservationId: reservation.id } };
  const copies = [1, 2, 3].map((n) => copyOf(id, { copyId: `C${id}.${n}`, ...(n === 1 && match) }));
  const patron = patronOf(id, { openReservations: 1 });
  const items = [
    ...awaitedTitle(title, [reservation], ...copies),
    createPatron(patron),
    placeReservation(reservation),
  ];
  return { reservation, title, patron, items };
};

/** A copy with a reservation. */
const copyQueue = (id: string) => {
  const { copyId } = copyOf(id);
  const reservation: OpenReservation = {
    ...reservationOf(id),
    id: reservationId('copy', copyId, '000000000000000000000'),
    kind: 'copy',
    copyId,
  };
  const waiting: Partial<Copy> = { reservations: 1, waiting: 1, countsUntil: LAST_DAY };
  const copy = copyOf(id, { ...waiting, wanted: true, match: { reservationId: reservation.id } });
  const patron = patronOf(id, { openReservations: 1 });
  const items = [...newTitle(titleOf(id), copy), createPatron(patron), placeReservation(reservation)];
  return { reservation, copy, items };
};

const cancelling = ({
  reservation,
  items,
}: Pick<ReturnType<typeof titleQueue>, 'reservation' | 'items'>): Prepared => ({
  items,
  ours: { method: 'DELETE', path: `/api/reservations/${reservation.id}`, status: 200 },
});

export const cancelOfTitle = (id: string): Prepared => cancelling(titleQueue(id));

export const cancelOfCopy = (id: string): Prepared => cancelling(copyQueue(id));

export const viewReservation = (id: string): Prepared => {
  const { reservation, items } = titleQueue(id);
  return { items, ours: { method: 'GET', path: `/api/reservations/${reservation.id}`, status: 200 } };
};

const listing = (items: Prepared['items'], query: Record<string, string>): Prepared => ({
  items,
  ours: { method: 'GET', path: '/api/reservations', query, status: 200 },
});

export const reservationsOfCard = (id: string): Prepared => {
  const { patron, items } = titleQueue(id);
  return listing(items, { patronId: patron.patronId });
};

export const reservationsOfTitle = (id: string): Prepared => {
  const { title, items } = titleQueue(id);
  return listing(items, { titleId: title.titleId });
};

export const openOfCard = (id: string): Prepared => {
  const { patron, items } = titleQueue(id);
  return listing(items, { patronId: patron.patronId, open: 'true' });
};

export const openOfCopy = (id: string): Prepared => {
  const { copy, items } = copyQueue(id);
  return listing(items, { copyId: copy.copyId, open: 'true' });
};

/** Checks whether a title with three copies can be reserved. */
export const checkTitle = (id: string): Prepared => {
  const { title, items } = titleQueue(id);
  const patron = patronOf(`${id}.2`);
  const body = { titleId: title.titleId, patronId: patron.patronId, pickupBranchId: OWN };
  return {
    items: [...items, createPatron(patron)],
    ours: { method: 'POST', path: '/api/reservations/check', body, status: 200 },
  };
};

/** Reserves a blocked copy for a special reason, which staff may do. */
export const reserveBlocked = (id: string): Prepared => {
  const copy = copyOf(id, { blocks: { reservation: aReservationBlock() } });
  const patron = patronOf(id);
  const ask = { copyId: copy.copyId, patronId: patron.patronId, pickupBranchId: OWN };
  return {
    items: [...newTitle(titleOf(id), copy), createPatron(patron)],
    ours: {
      method: 'POST',
      path: '/api/reservations',
      body: { ...ask, override: { reason: 'Voor een collega' } },
      status: 201,
    },
  };
};
