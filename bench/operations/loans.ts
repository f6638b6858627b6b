import {
  newTitle,
  awaitedTitle,
  ACTIVITIES,
  copyOf,
  kept,
  NOW,
  patronOf,
  REQUEST_ID,
  reservationOf,
  titleOf,
  TODAY,
} from '../fixtures.ts';
import { INDEXES } from '../../lib/contract.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import type { Loan } from '../../lib/domain/copy.ts';
import { dueDateFor } from '../../lib/domain/lending-rules.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import { agreementsKeyFor } from '../../lib/store/theme-agreements.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { branchActivities } from '../../lib/store/index-keys.ts';
import {
  activityKey,
  branchKey,
  copyWithQueue,
  openKey,
  patronKey,
  titleKey,
  titleWithQueue,
} from '../../lib/store/keys.ts';
import {
  addLoan,
  canBeServed,
  createPatron,
  endLoan,
  uncountFromCard,
  countOnCard,
} from '../../lib/store/patrons.ts';
import { changeReservation, placeReservation } from '../../lib/store/reservations.ts';
import { counting } from '../../lib/store/title-lines.ts';
import { aHold, aLoan, OWN } from '../../testing/builders.ts';
import { atOnce, batchGet, query, queryIndex, update, write } from '../sdk-baseline.ts';
import type { Compared } from '../operation.ts';

const ACTIVITY_KEYS = ACTIVITIES.map(({ id }) => activityKey(id));

const loanTo = (patron: Patron): Loan =>
  aLoan({ patronId: patron.patronId, since: NOW, dueDate: dueDateFor(patron, TODAY) ?? TODAY });

export const checkOut = (id: string): Compared => {
  const copy = copyOf(id);
  const patron = patronOf(id);
  const { copyId, titleId } = copy;
  const { patronId } = patron;
  const loan = loanTo(patron);
  return {
    items: [...newTitle(titleOf(id), copy), createPatron(patron)],
    ours: { method: 'POST', path: '/api/loans', body: { copyId, patronId, branchId: OWN }, status: 201 },
    bare: [
      query(copyWithQueue(copyId)),
      batchGet(patronKey(patronId), branchKey(OWN), openKey(patronId, 'title', titleId), titleKey(titleId)),
      write(
        changeCopy(copy, { ...copy, loan }),
        addLoan(copyId, loan),
        countOnCard(patron, { loans: 1 }),
        kept(id, { copyId, loan }),
      ),
    ],
  };
};

/** A copy on loan, and the change of its card at the return. */
const lentOut = (id: string) => {
  const borrower = patronOf(`${id}.out`, { loans: 1 });
  const loan = loanTo(borrower);
  const copy = copyOf(id, { loan });
  const { copyId } = copy;
  return {
    copy,
    items: [createPatron(borrower), addLoan(copyId, loan)],
    ours: {
      method: 'POST',
      path: '/api/check-ins',
      body: { copyId, branchId: OWN },
      status: 200,
    } as const,
    read: [
      atOnce(
        query(copyWithQueue(copyId)),
        ...[OWN, '*'].map((place) => queryIndex(INDEXES.activities, branchActivities(place), 50)),
      ),
      atOnce(
        query(titleWithQueue(copy.titleId)),
        batchGet(branchKey(OWN), agreementsKeyFor(copyId), ...ACTIVITY_KEYS),
      ),
    ],
    returned: [endLoan(copyId, loan), uncountFromCard(loan.patronId, { loans: -1 })],
  };
};

export const checkInToShelf = (id: string): Compared => {
  const { copy, items, ours, read, returned } = lentOut(id);
  return {
    items: [...newTitle(titleOf(id), copy), ...items],
    ours,
    bare: [...read, write(changeCopy(copy, copyOf(id)), ...returned, kept(id, copyOf(id)))],
  };
};

/** The copy serves the next reservation of its title, which is collected at this desk. */
export const checkInToServe = (id: string): Compared => {
  const { copy, items, ours, read, returned } = lentOut(id);
  const waiting = reservationOf(id);
  const readyUntil = addDays(TODAY, 7);
  const ready: OpenReservation = { ...waiting, status: 'ready', servedBy: copy.copyId, readyUntil };
  const hold = aHold({
    reservationId: waiting.id,
    patronId: waiting.patronId,
    kind: 'title',
    readyUntil,
  });
  return {
    items: [
      ...awaitedTitle(titleOf(id), [waiting], copy),
      ...items,
      createPatron(patronOf(id, { openReservations: 1 })),
      placeReservation(waiting),
    ],
    ours,
    bare: [
      ...read,
      write(
        changeCopy(copy, copyOf(id, { hold })),
        ...returned,
        changeReservation(waiting, ready, NOW),
        canBeServed(waiting.patronId, undefined),
        kept(id, { ...copy, ready }),
      ),
      update(counting({ titleId: copy.titleId, ref: REQUEST_ID, change: -1 })),
    ],
  };
};
