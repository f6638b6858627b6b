/**
 * Less frequent operations at the desk: special cards, other branches, reservations that are ready,
 * reservation blocks.
 */
import { reservationOf, activityOf, copyOf, newTitle, NOW, patronOf, titleOf, TODAY } from '../fixtures.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { addLoan, createPatron } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { aHold, aLoan, aReservationBlock, aSpecialCard, FAR, OWN } from '../../testing/builders.ts';
import { ENDED } from '../dataset/exhibitions.ts';
import type { ApiCall, Prepared } from '../operation.ts';
import { withoutCounters } from '../without-counters.ts';

const cardOf = (id: string) => aSpecialCard({ patronId: `PAS${id}`, activityId: activityOf(id).id });

const reservationBlock = (id: string, method: 'PUT' | 'DELETE', blocks: Copy['blocks']): Prepared => {
  const copy = copyOf(id, { blocks });
  const path = `/api/copies/${copy.copyId}/blocks/reservation`;
  return {
    items: newTitle(titleOf(id), copy),
    ours: method === 'PUT' ? { method, path, body: { code: 8 }, status: 201 } : { method, path, status: 200 },
  };
};

export const setReservationBlock = (id: string): Prepared => reservationBlock(id, 'PUT', {});

export const liftReservationBlock = (id: string): Prepared =>
  reservationBlock(id, 'DELETE', { reservation: aReservationBlock() });

const lending = (copyId: string, patronId: string, more: object = {}): ApiCall => ({
  method: 'POST',
  path: '/api/loans',
  body: { copyId, patronId, branchId: OWN, ...more },
  status: 201,
});

export const checkOutToCard = (id: string): Prepared => {
  const copy = copyOf(id);
  const card = cardOf(id);
  return {
    items: [...newTitle(titleOf(id), copy), createPatron(card)],
    ours: lending(copy.copyId, card.patronId),
  };
};

/** A copy on a special card, and the items of that loan. */
const onCard = (id: string, over: Partial<Copy> = {}) => {
  const card = { ...cardOf(id), loans: 1 };
  const { patronId, activityId = '', label = '' } = card;
  const loan = aLoan({ patronId, special: true, activityId, label, cardBranchId: OWN, since: NOW });
  const copy = copyOf(id, { loan, ...over });
  const items = [
    ...newTitle(titleOf(id)),
    withoutCounters(changeCopy(undefined, copy)),
    createPatron(card),
    addLoan(copy.copyId, loan),
  ];
  return { copy, items };
};

/** Checks a copy out from an exhibition, with a reason. */
export const checkOutFromCard = (id: string): Prepared => {
  const { copy, items } = onCard(id);
  const patron = patronOf(id);
  return {
    items: [...items, createPatron(patron)],
    ours: lending(copy.copyId, patron.patronId, { override: { reason: 'Wil dit boek' } }),
  };
};

/** A copy that is put aside for a title reservation, and the items of both. */
const putAside = (id: string) => {
  const readyUntil = addDays(TODAY, 7);
  const copyId = `C${id}`;
  const ready: OpenReservation = { ...reservationOf(id), status: 'ready', servedBy: copyId, readyUntil };
  const hold = aHold({ reservationId: ready.id, patronId: ready.patronId, kind: 'title', readyUntil });
  const title = titleOf(id);
  const items = [
    ...newTitle(title, copyOf(id, { hold })),
    createPatron(patronOf(id, { openReservations: 1 })),
    placeReservation(ready),
  ];
  return { copyId, ready, items };
};

export const checkOutReserved = (id: string): Prepared => {
  const { copyId, ready, items } = putAside(id);
  return { items, ours: lending(copyId, ready.patronId) };
};

/** The copy returns to the shelf, since nobody else waits for it. */
export const cancelReady = (id: string): Prepared => {
  const { ready, items } = putAside(id);
  return { items, ours: { method: 'DELETE', path: `/api/reservations/${ready.id}`, status: 200 } };
};

const checkIn = (copyId: string, more: object): ApiCall => ({
  method: 'POST',
  path: '/api/check-ins',
  body: { copyId, branchId: OWN, ...more },
  status: 200,
});

/** A check-in at another branch sends the copy home. */
export const checkInElsewhere = (id: string): Prepared => {
  const patron = patronOf(id, { loans: 1 });
  const loan = aLoan({ patronId: patron.patronId, since: NOW, dueDate: addDays(TODAY, 7) });
  const copy = copyOf(id, { branchId: FAR, loan });
  return {
    items: [...newTitle(titleOf(id), copy), createPatron(patron), addLoan(copy.copyId, loan)],
    ours: checkIn(copy.copyId, {}),
  };
};

/** A check-in from a special card also lifts the block of an ended activity. */
export const checkInFromCard = (id: string): Prepared => {
  const block = aReservationBlock({ activityId: ENDED.id });
  const { copy, items } = onCard(id, { blocks: { [`reservation#activity#${ENDED.id}`]: block } });
  return { items, ours: checkIn(copy.copyId, { liftEndedBlocks: true }) };
};

export const loansOfCard = (id: string): Prepared => {
  const { patronId } = patronOf(id);
  const loans = Array.from({ length: 10 }, (_, n) => addLoan(`C${id}.${n}`, aLoan({ patronId, since: NOW })));
  return {
    items: loans,
    ours: { method: 'GET', path: '/api/loans', query: { patronId }, status: 200 },
  };
};

export const loansOfActivity = (id: string): Prepared => ({
  items: onCard(id).items,
  ours: { method: 'GET', path: '/api/loans', query: { activityId: activityOf(id).id }, status: 200 },
});
