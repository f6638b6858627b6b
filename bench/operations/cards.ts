import { awaitedTitle, activityOf, patronOf, reservationOf, titleOf } from '../fixtures.ts';
import { createPatron } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { aSpecialCard, OWN } from '../../testing/builders.ts';
import type { Prepared } from '../operation.ts';

const body = { branchId: OWN, kind: 'ordinary' };

export const putNewCard = (id: string): Prepared => ({
  items: [],
  ours: { method: 'PUT', path: `/api/patrons/${patronOf(id).patronId}`, body, status: 201 },
});

export const changeCard = (id: string): Prepared => {
  const patron = patronOf(id);
  return {
    items: [createPatron(patron)],
    ours: {
      method: 'PUT',
      path: `/api/patrons/${patron.patronId}`,
      body: { ...body, blocked: true },
      status: 200,
    },
  };
};

export const putSameCard = (id: string): Prepared => {
  const patron = patronOf(id);
  return {
    items: [createPatron(patron)],
    ours: { method: 'PUT', path: `/api/patrons/${patron.patronId}`, body, status: 200 },
  };
};

export const viewCard = (id: string): Prepared => {
  const patron = patronOf(id);
  return {
    items: [createPatron(patron)],
    ours: { method: 'GET', path: `/api/patrons/${patron.patronId}`, status: 200 },
  };
};

/** A card with one open reservation. */
export const deleteCard = (id: string): Prepared => {
  const patron = patronOf(id, { openReservations: 1 });
  const reservation = reservationOf(id);
  const title = titleOf(id);
  return {
    items: [...awaitedTitle(title, [reservation]), createPatron(patron), placeReservation(reservation)],
    ours: { method: 'DELETE', path: `/api/patrons/${patron.patronId}`, status: 204 },
  };
};

const specialCards = (id: string) =>
  Array.from({ length: 10 }, (_, n) =>
    createPatron(aSpecialCard({ patronId: `PAS${id}.${n}`, branchId: OWN, activityId: activityOf(id).id })),
  );

export const cardsOfBranch = (id: string): Prepared => ({
  items: specialCards(id),
  ours: { method: 'GET', path: '/api/patrons', query: { branchId: OWN }, status: 200 },
});

export const cardsOfActivity = (id: string): Prepared => ({
  items: specialCards(id),
  ours: { method: 'GET', path: '/api/patrons', query: { activityId: activityOf(id).id }, status: 200 },
});
