import type { Copy } from '../../lib/domain/copy.ts';
import { reservationId, type OpenReservation } from '../../lib/domain/reservation.ts';
import { agreementsKeyFor, sameAgreements } from '../../lib/store/theme-agreements.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { branchKey, copyKey, openKey, patronKey, titleWithAll } from '../../lib/store/keys.ts';
import { createPatron, countOnCard } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { changeQueue } from '../../lib/store/titles.ts';
import { FAR, OWN } from '../../testing/builders.ts';
import { atOnce, batchGet, query, write } from '../sdk-baseline.ts';
import type { Compared } from '../operation.ts';
import { copyOf, newTitle, patronOf, REQUEST_ID, reservationOf, titleOf } from '../fixtures.ts';

const LIMIT = 15;
const NO_AGREEMENTS = { list: [], version: 0 };

const readForCopy = (copyId: string, patronId: string, pickupBranchId: string) =>
  batchGet(
    copyKey(copyId),
    patronKey(patronId),
    branchKey(pickupBranchId),
    openKey(patronId, 'copy', copyId),
    agreementsKeyFor(copyId),
  );

const asking = (id: string, pickupBranchId: string) => {
  const copy = copyOf(id);
  const patron = patronOf(id);
  const request = { copyId: copy.copyId, patronId: patron.patronId, pickupBranchId };
  return { copy, patron, request, items: [...newTitle(titleOf(id), copy), createPatron(patron)] };
};

const reserveCopyFor =
  (pickupBranchId: string) =>
  (id: string): Compared => {
    const { copy, patron, request, items } = asking(id, pickupBranchId);
    const placed: OpenReservation = {
      ...reservationOf(id),
      ...request,
      id: reservationId('copy', copy.copyId, REQUEST_ID),
      kind: 'copy',
    };
    const awaited: Copy = {
      ...copy,
      reservations: 1,
      waiting: 1,
      countsUntil: placed.expiresOn,
      wanted: true,
    };
    return {
      items,
      ours: { method: 'POST', path: '/api/reservations', body: request, status: 201 },
      bare: [
        readForCopy(copy.copyId, patron.patronId, pickupBranchId),
        ...(pickupBranchId === patron.branchId ? [] : [batchGet(branchKey(patron.branchId))]),
        write(
          changeCopy(copy, awaited),
          placeReservation(placed),
          countOnCard(patron, { openReservations: 1 }, LIMIT),
          sameAgreements(copy.copyId, NO_AGREEMENTS),
        ),
      ],
    };
  };

export const reserveCopy = reserveCopyFor(OWN);
export const reserveCopyForElsewhere = reserveCopyFor(FAR);

export const checkReservation = (id: string): Compared => {
  const { request, items } = asking(id, OWN);
  return {
    items,
    ours: { method: 'POST', path: '/api/reservations/check', body: request, status: 200 },
    bare: [readForCopy(request.copyId, request.patronId, OWN)],
  };
};

/** A title with three copies on the shelf; each is marked for the pull list. */
export const reserveTitle = (id: string): Compared => {
  const title = titleOf(id);
  const copies = [1, 2, 3].map((n) => copyOf(id, { copyId: `C${id}.${n}` }));
  const patron = patronOf(id);
  const { patronId } = patron;
  const { titleId } = title;
  const placed = { ...reservationOf(id), id: reservationId('title', titleId, REQUEST_ID) };
  return {
    items: [...newTitle(title, ...copies), createPatron(patron)],
    ours: {
      method: 'POST',
      path: '/api/reservations',
      body: { titleId, patronId, pickupBranchId: OWN },
      status: 201,
    },
    bare: [
      atOnce(
        batchGet(
          patronKey(patronId),
          branchKey(OWN),
          openKey(patronId, 'title', titleId),
          agreementsKeyFor(titleId),
        ),
        query(titleWithAll(titleId)),
      ),
      batchGet(...copies.map(({ copyId }) => copyKey(copyId))),
      atOnce(...copies.map((copy) => write(changeCopy(copy, { ...copy, wanted: true })))),
      write(
        changeQueue(title, { waiting: 1, waitingUntil: placed.expiresOn }),
        placeReservation(placed),
        countOnCard(patron, { openReservations: 1 }, LIMIT),
        sameAgreements(titleId, NO_AGREEMENTS),
      ),
    ],
  };
};
