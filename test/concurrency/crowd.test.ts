import { expect, it } from 'vitest';
import { codes } from '../../testing/api/response-body.ts';
import { CEN, done, openLibrary } from '../../testing/api/small-library.ts';
import { startApi, type Answered } from '../../testing/api/test-api.ts';
import { strictHook } from '../../testing/database/strict-transactions.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';

// The library is set up without the strictness, one thing after the other.
const library = await openLibrary();
const { addTitle, addCopy, addPatron, addCard, copy, reservation } = library;

/** Functions that run at the same time on a table that cancels overlapping transactions. */
const hook = strictHook();
const functions = await Promise.all(Array.from({ length: 4 }, () => startApi({ beside: library, hook })));
const adminAt = (n: number) => (functions[n % functions.length] ?? library).as.admin;

const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index);
const fromOne = (n: number): readonly number[] => numbers(n).map((index) => index + 1);
const atOnce = <T>(n: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(numbers(n).map((index) => act(index)));

/** How many answers have each status. */
const statuses = (answers: readonly Answered[]): Readonly<Record<number, number>> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

const sorted = (values: readonly (number | undefined)[]): readonly number[] =>
  values.map((value) => value ?? 0).sort((a, b) => a - b);

const placesOf = (answers: readonly Answered[]) => sorted(answers.map(({ body }) => body.position));

const reserveAt = (n: number, patronId: string, of: object): Promise<Answered> =>
  adminAt(n).post('/api/reservations', { patronId, pickupBranchId: CEN, ...of });

checkAfterEach(() => library);

it('forty people reserve one title of three copies at the same moment: all of them, each at a place of its own', async () => {
  await addTitle('popular');
  await atOnce(3, (n) => addCopy(`popular-${n}`, { titleId: 'popular' }));
  await atOnce(40, (n) => addPatron(`reader-${n}`));
  const answers = await atOnce(40, (n) => reserveAt(n, `reader-${n}`, { titleId: 'popular' }));
  expect(statuses(answers)).toEqual({ 201: 40 });
  expect(placesOf(answers)).toEqual(fromOne(40));
});

it('thirty people reserve one copy at the same moment: all of them, each at a place of its own', async () => {
  await addTitle('wanted');
  await addCopy('wanted', { titleId: 'wanted' });
  await atOnce(30, (n) => addPatron(`fan-${n}`));
  const answers = await atOnce(30, (n) => reserveAt(n, `fan-${n}`, { copyId: 'wanted' }));
  expect(statuses(answers)).toEqual({ 201: 30 });
  expect(placesOf(answers)).toEqual(fromOne(30));
  expect((await copy('wanted')).reservations).toBe(30);
});

it('thirty people reserve a copy each at the same moment: all of them', async () => {
  await addTitle('shared');
  await atOnce(30, (n) => addCopy(`shared-${n}`, { titleId: 'shared' }));
  await atOnce(30, (n) => addPatron(`one-${n}`));
  const answers = await atOnce(30, (n) => reserveAt(n, `one-${n}`, { copyId: `shared-${n}` }));
  expect(statuses(answers)).toEqual({ 201: 30 });
});

it('R9: one card reserves seventeen titles at the same moment: two are too many', async () => {
  await addPatron('eager');
  await atOnce(17, (n) => addTitle(`eager-${n}`));
  await atOnce(17, (n) => addCopy(`eager-${n}`, { titleId: `eager-${n}` }));
  const answers = await atOnce(17, (n) => reserveAt(n, 'eager', { titleId: `eager-${n}` }));
  expect(statuses(answers)).toEqual({ 201: 15, 409: 2 });
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused.map(({ body }) => codes(body))).toEqual(Array(2).fill(['reservation-limit-reached']));
  const card = await done(library.as.admin.get('/api/patrons/eager'));
  expect(card.openReservations).toBe(15);
});

it('fifty copies are checked out onto one special card at the same moment: all of them', async () => {
  await addCard('SHOW');
  await addTitle('shown');
  await atOnce(50, (n) => addCopy(`shown-${n}`, { titleId: 'shown' }));
  const answers = await atOnce(50, (n) =>
    adminAt(n).post('/api/loans', { copyId: `shown-${n}`, patronId: 'SHOW', branchId: CEN }),
  );
  expect(statuses(answers)).toEqual({ 201: 50 });
  // The counter of the card against its loans is one of the invariants.
  const loans = await done(library.as.admin.get('/api/loans?patronId=SHOW&limit=200'));
  expect(loans.items).toHaveLength(50);
});

it('thirty copies of a title with forty in line are checked in at the same moment: the first thirty are served', async () => {
  await addTitle('awaited');
  await atOnce(30, (n) => addCopy(`awaited-${n}`, { titleId: 'awaited' }));
  await atOnce(30, (n) => addPatron(`borrower-${n}`));
  await atOnce(30, (n) => done(library.checkOut(`awaited-${n}`, `borrower-${n}`)));
  const line: (string | undefined)[] = [];
  for (const n of numbers(40)) {
    await addPatron(`waits-${n}`);
    line.push((await done(library.reserve(`waits-${n}`, { titleId: 'awaited' }))).id);
  }
  const answers = await atOnce(30, (n) =>
    adminAt(n).post('/api/check-ins', { copyId: `awaited-${n}`, branchId: CEN }),
  );
  expect(statuses(answers)).toEqual({ 200: 30 });
  const now = await Promise.all(line.map((id) => reservation(id)));
  expect(now.map(({ status }) => status)).toEqual(numbers(40).map((n) => (n < 30 ? 'ready' : 'waiting')));
  expect(new Set(now.map(({ servedBy }) => servedBy).filter(Boolean)).size).toBe(30);
});
