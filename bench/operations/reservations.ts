import { newTitle, copyOf, kept, NOW, patronOf, REQUEST_ID, reservationOf, titleOf } from '../fixtures.ts';
import { omit } from '../../lib/domain/omit.ts';
import { INDEXES } from '../../lib/contract.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { numberAt } from '../../lib/domain/title-line.ts';
import { reservationId, type OpenReservation } from '../../lib/domain/reservation.ts';
import { agreementsKeyFor, sameAgreements } from '../../lib/store/theme-agreements.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { copiesServing } from '../../lib/store/index-keys.ts';
import { branchKey, copyKey, lineKey, openKey, patronKey } from '../../lib/store/keys.ts';
import { createPatron, countOnCard } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { placeClaimed, claimTitle } from '../../lib/store/claims.ts';
import { joining as joiningLine, startingAt as numbering } from '../../lib/store/title-lines.ts';
import { addWork, type Work } from '../../lib/store/work.ts';
import { FAR, OWN } from '../../testing/builders.ts';
import { atOnce, batchGet, queryIndex, update, write } from '../sdk-baseline.ts';
import type { Compared } from '../operation.ts';

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
  const items = [...newTitle(titleOf(id), copy), createPatron(patron)];
  return { copy, patron, request, items };
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
      match: { reservationId: placed.id },
    };
    return {
      items,
      ours: { method: 'POST', path: '/api/reservations', body: request, status: 201 },
      bare: [
        readForCopy(copy.copyId, patron.patronId, pickupBranchId),
        ...(pickupBranchId === patron.branchId ? [] : [batchGet(branchKey(patron.branchId))]),
        update(numbering(copy.titleId, numberAt(NOW) + 1)),
        write(
          changeCopy(copy, awaited),
          placeReservation(placed),
          countOnCard(patron, { openReservations: 1 }, LIMIT),
          sameAgreements(copy.copyId, NO_AGREEMENTS),
          kept(id, placed),
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

/** A title with three copies on the shelf; one is asked for, after the answer. */
export const reserveTitle = (id: string): Compared => {
  const title = titleOf(id);
  const copies = [1, 2, 3].map((n) => copyOf(id, { copyId: `C${id}.${n}` }));
  const patron = patronOf(id);
  const { patronId } = patron;
  const { titleId } = title;
  const reservation = omit(reservationOf(id), 'id');
  const placed = { ...reservation, id: reservationId('title', titleId, REQUEST_ID) };
  const claim = { ref: REQUEST_ID, card: patron, reservation };
  const joining: Work = {
    kind: 'join',
    ref: REQUEST_ID,
    titleId,
    card: patron,
    pickupBranchId: OWN,
    at: NOW,
    version: REQUEST_ID,
  };
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
        batchGet(lineKey(titleId), patronKey(patronId), branchKey(OWN), openKey(patronId, 'title', titleId)),
        queryIndex(INDEXES.servingCopies, copiesServing(titleId), 10),
      ),
      write(
        claimTitle(claim),
        countOnCard(patron, { openReservations: 1 }, LIMIT),
        addWork(joining),
        kept(id, { joining }),
      ),
      atOnce(
        update(joiningLine(titleId, REQUEST_ID)),
        batchGet(agreementsKeyFor(patronId), ...copies.slice(1).map(({ copyId }) => copyKey(copyId))),
      ),
      write(placeClaimed(claim, placed), kept(`${id} placed`, placed)),
    ],
  };
};
