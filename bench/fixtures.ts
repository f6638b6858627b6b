/**
 * What the bench finds in the table: things like those of the tests, with the texts of a real
 * catalogue.
 */
import { addDays, dayOf } from '../lib/domain/calendar.ts';
import type { Activity } from '../lib/domain/activity.ts';
import type { Copy } from '../lib/domain/copy.ts';
import type { Author } from '../lib/domain/history.ts';
import type { Patron } from '../lib/domain/patron.ts';
import type { Title } from '../lib/domain/title.ts';
import { DEFAULT_RESERVATION_DAYS, reservationId, type OpenReservation } from '../lib/domain/reservation.ts';
import { writeActivity } from '../lib/store/activities.ts';
import { writeBranch } from '../lib/store/branches.ts';
import { changeCopy } from '../lib/store/copies.ts';
import { createTitle, listCopyUnder } from '../lib/store/titles.ts';
import type { Writes } from '../lib/store/writes.ts';
import { aBranch, aCopy, aLoanBlock, aPatron, aTitle, FAR, OWN } from '../testing/builders.ts';

export const NOW = new Date().toISOString();
export const TODAY = dayOf(NOW);

/** As long as the ids that requests get. */
export const REQUEST_ID = 'mubench00000000000000';

/** The librarian who calls. */
export const CALLER = { sub: 'staff-BR2', role: 'admin' } as const;
export const author: Author = { at: NOW, by: CALLER.sub, cause: { type: 'person', id: CALLER.sub } };

/** For the Easter table: no loans until two weeks from now. */
export const easterBlock = aLoanBlock({
  endDate: addDays(TODAY, 14),
  reason: 'Paastafel',
  placedBy: CALLER.sub,
  placedAt: NOW,
});

export const copyOf = (id: string, over: Partial<Copy> = {}): Copy =>
  aCopy({ copyId: `C${id}`, titleId: `T${id}`, collection: 'PRENTEN', shelfmark: 'AK Bruna', ...over });

export const titleOf = (id: string, over: Partial<Title> = {}): Title =>
  aTitle({
    titleId: `T${id}`,
    title: `Nijntje op school ${id}`,
    author: 'Bruna, Dick',
    isbn: '9789056470012',
    ...over,
  });

export const patronOf = (id: string, over: Partial<Patron> = {}): Patron =>
  aPatron({ patronId: `P${id}`, ...over });

/** An activity that runs for another two weeks, at a branch where nothing else happens. */
export const activityOf = (id: string, over: Partial<Activity> = {}): Activity => ({
  id: `A${id}`,
  name: 'Tentoonstelling Gouden Griffels',
  startDate: addDays(TODAY, -14),
  endDate: addDays(TODAY, 14),
  branchIds: [FAR],
  agreement: false,
  atEnd: 'flag',
  term: 1,
  version: 1,
  ...over,
});

/** A waiting title reservation, placed long enough ago to come before any that the bench makes. */
export const reservationOf = (id: string): OpenReservation => ({
  id: reservationId('title', `T${id}`, '000000000000000000000'),
  kind: 'title',
  titleId: `T${id}`,
  patronId: `P${id}`,
  pickupBranchId: OWN,
  status: 'waiting',
  placedAt: NOW,
  expiresOn: addDays(TODAY, DEFAULT_RESERVATION_DAYS),
  version: 1,
});

/** The items of a copy in its first version. */
export const newCopy = (copy: Copy): Writes => ({
  ...changeCopy(undefined, copy),
  ...listCopyUnder(copy.titleId, copy.copyId),
});

/** The items of a title and its copies. */
export const newTitle = (title: Title, ...copies: readonly Copy[]): readonly Writes[] => [
  createTitle(title),
  ...copies.map(newCopy),
];

/** What runs at the branch where the bench works: as much as at a busy branch in autumn. */
export const ACTIVITIES: readonly Activity[] = ['1', '2', '3'].map((n) =>
  activityOf(`.own${n}`, { branchIds: [OWN], collections: ['GRIFFELS'] }),
);

/** The branches where the bench works. */
export const BRANCHES: readonly Writes[] = [OWN, FAR].map((branchId) =>
  writeBranch(undefined, aBranch({ branchId })),
);

/** The items of what runs there. */
export const ACTIVITY_ITEMS: readonly Writes[] = ACTIVITIES.map((activity) =>
  writeActivity(undefined, activity),
);
