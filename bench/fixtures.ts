/** The entities of the benchmarks: those of the tests, with the texts of a real catalogue. */
import { newLine, emptyLine } from '../lib/store/title-lines.ts';
import { listCopyUnder, createTitle } from '../lib/store/titles.ts';
import { changeCopy } from '../lib/store/copies.ts';
import { addDays, dayOf } from '../lib/domain/calendar.ts';
import type { Activity } from '../lib/domain/activity.ts';
import type { Copy } from '../lib/domain/copy.ts';
import type { Author } from '../lib/domain/history.ts';
import type { Patron } from '../lib/domain/patron.ts';
import type { Title } from '../lib/domain/title.ts';
import { DEFAULT_RESERVATION_DAYS, reservationId, type OpenReservation } from '../lib/domain/reservation.ts';
import { numberAt } from '../lib/domain/title-line.ts';
import { writeActivity } from '../lib/store/activities.ts';
import { writeBranch } from '../lib/store/branches.ts';
import { recordEffect } from '../lib/store/idempotency-records.ts';
import { answerKey } from '../lib/store/keys.ts';
import { addEntry } from '../lib/store/line-entries.ts';
import type { Writes } from '../lib/store/writes.ts';
import { aBranch, aCopy, aLoanBlock, aPatron, aTitle, FAR, OWN } from '../testing/builders.ts';

export const NOW = new Date().toISOString();
export const TODAY = dayOf(NOW);

/** As long as the request ids of the gateway. */
export const REQUEST_ID = 'mubench00000000000000';

/** The user who makes every call. */
export const CALLER = { sub: 'staff-BR2', role: 'admin' } as const;
export const author: Author = { at: NOW, by: CALLER.sub, cause: { type: 'person', id: CALLER.sub } };

/** The record of what a call with an `Idempotency-Key` did. */
export const kept = (id: string, effect: object): Writes => {
  const key = answerKey(CALLER.sub, '/api/reservations', `bench-${id}`);
  return recordEffect({ key, fingerprint: 'x'.repeat(43), language: 'nl', now: NOW }, effect);
};

/** A loan block of the Easter table, for two weeks. */
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

/** An activity that ends in two weeks, at a branch where nothing else happens. */
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

/** A waiting title reservation, older than any that a benchmark makes. */
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

/** The items of a title for which these wait, and of its copies. */
export const awaitedTitle = (
  title: Title,
  waiting: readonly OpenReservation[],
  ...copies: readonly Copy[]
): readonly Writes[] => [
  { ...createTitle(title), ...newLine(emptyLine(title.titleId, numberAt(NOW), waiting.length)) },
  ...waiting.map(addEntry),
  ...copies.map(newCopy),
];

/** The items of a title and its copies. */
export const newTitle = (title: Title, ...copies: readonly Copy[]): readonly Writes[] =>
  awaitedTitle(title, [], ...copies);

/** The activities at the branch of the benchmarks: as many as at a busy branch in autumn. */
export const ACTIVITIES: readonly Activity[] = ['1', '2', '3'].map((n) =>
  activityOf(`.own${n}`, { branchIds: [OWN], collections: ['GRIFFELS'] }),
);

/** The items of the branches of the benchmarks. */
export const BRANCHES: readonly Writes[] = [OWN, FAR].map((branchId) =>
  writeBranch(undefined, aBranch({ branchId })),
);

/** The items of `ACTIVITIES`. */
export const ACTIVITY_ITEMS: readonly Writes[] = ACTIVITIES.map((activity) =>
  writeActivity(undefined, activity),
);
