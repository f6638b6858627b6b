import { describe, expect, it } from 'vitest';
import { startApi, type Answered } from '../../testing/api/test-api.ts';
import { codes } from '../../testing/api/response-body.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';
import { CEN, done, openLibrary } from '../../testing/api/small-library.ts';

const library = await openLibrary();
const { addTitle, addCopy, addPatron, addBranch, copy, reservation } = library;

/** Functions that run at the same time. */
const functions = await Promise.all(Array.from({ length: 4 }, () => startApi({ beside: library })));
const adminAt = (n: number) => (functions[n % functions.length] ?? library).as.admin;

const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index);
const fromOne = (n: number): readonly number[] => numbers(n).map((index) => index + 1);
const atOnce = <T>(n: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(numbers(n).map((index) => act(index)));
const statuses = (answers: readonly Answered[]) => answers.map(({ status }) => status).sort();
const times = (n: number, status: number): number[] => Array<number>(n).fill(status);
const places = (answers: readonly Answered[]) =>
  answers.map(({ body }) => body.position ?? 0).sort((a, b) => a - b);

const openOf = async (patronId: string) =>
  (await done(library.staff.get(`/api/patrons/${patronId}`))).openReservations;

checkAfterEach(() => library);

describe('eight identical reservations at the same moment make one (R5)', () => {
  const together = (kind: string, id: string, headers: Record<string, string>) =>
    atOnce(8, (n) =>
      adminAt(n).post('/api/reservations', { [`${kind}Id`]: id, patronId: id, pickupBranchId: CEN }, headers),
    );

  it.each(['copy', 'title'])('of a %s: one is accepted, seven are told so', async (kind) => {
    const id = `R5-${kind}`;
    await addTitle(id);
    await Promise.all([addCopy(id, { titleId: id }), addPatron(id)]);
    const answers = await together(kind, id, {});
    expect(statuses(answers)).toEqual([201, ...times(7, 409)]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map((answer) => codes(answer.body))).toEqual(Array(7).fill(['already-reserved']));
    expect(await openOf(id)).toBe(1);
  });

  it.each(['copy', 'title'])(
    'of a %s under one Idempotency-Key: all eight get the same answer',
    async (kind) => {
      const id = `R5-key-${kind}`;
      await addTitle(id);
      await Promise.all([addCopy(id, { titleId: id }), addPatron(id)]);
      const answers = await together(kind, id, { 'idempotency-key': id });
      expect(statuses(answers)).toEqual(times(8, 201));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await openOf(id)).toBe(1);
    },
  );
});

it('thirty patrons at once for one copy: thirty reservations, at thirty places in line', async () => {
  await addCopy('many');
  await atOnce(30, (n) => addPatron(`many-${n}`));
  const answers = await atOnce(30, (n) =>
    adminAt(n).post('/api/reservations', { copyId: 'many', patronId: `many-${n}`, pickupBranchId: CEN }),
  );
  expect(statuses(answers)).toEqual(times(30, 201));
  expect(places(answers)).toEqual(fromOne(30));
  const now = await Promise.all(answers.map(({ body }) => reservation(body.id)));
  expect(now.map(({ position }) => position ?? 0).sort((a, b) => a - b)).toEqual(fromOne(30));
  expect((await copy('many')).reservations).toBe(30);
});

it('twelve patrons at once for one title: all of them, each at a place of its own', async () => {
  await addTitle('popular');
  await addCopy('popular', { titleId: 'popular' });
  await atOnce(12, (n) => addPatron(`pop-${n}`));
  const answers = await atOnce(12, (n) =>
    adminAt(n).post('/api/reservations', { titleId: 'popular', patronId: `pop-${n}`, pickupBranchId: CEN }),
  );
  expect(statuses(answers)).toEqual(times(12, 201));
  expect(places(answers)).toEqual(fromOne(12));
});

it('R9: of ten at once, a limit of three lets three through', async () => {
  await addBranch('THREE', { reservationLimit: 3 });
  await addPatron('eager', { branchId: 'THREE' });
  await atOnce(10, (n) => addCopy(`eager-${n}`));
  const answers = await atOnce(10, (n) =>
    adminAt(n).post('/api/reservations', { copyId: `eager-${n}`, patronId: 'eager', pickupBranchId: CEN }),
  );
  expect(statuses(answers)).toEqual([...times(3, 201), ...times(7, 409)]);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused.map(({ body }) => codes(body))).toEqual(Array(7).fill(['reservation-limit-reached']));
  expect(await openOf('eager')).toBe(3);
});

it('eight desks check one copy out: one of them does', async () => {
  await addCopy('wanted');
  await atOnce(8, (n) => addPatron(`desk-${n}`));
  const answers = await atOnce(8, (n) =>
    adminAt(n).post('/api/loans', { copyId: 'wanted', patronId: `desk-${n}`, branchId: CEN }),
  );
  expect(statuses(answers)).toEqual([201, ...times(7, 409)]);
});

it('B9: eight people change one block at once: the history tells each, one after the other', async () => {
  await addCopy('blocked');
  const answers = await atOnce(8, (n) =>
    adminAt(n).put('/api/copies/blocked/blocks/loan', { reason: `reason ${n}` }),
  );
  expect(statuses(answers)).toEqual([...times(7, 200), 201]);
  expect(await library.history('blocked')).toHaveLength(8);
});

it.each(numbers(4))(
  'R8: copies come to the shelf while their title is reserved: everybody is served, or on the pull list (%i)',
  async (round) => {
    const titleId = `arrive-${round}`;
    await addTitle(titleId);
    await addPatron(`out-${round}`);
    const ids = numbers(4).map((n) => `${titleId}-${n}`);
    for (const id of ids) {
      await Promise.all([addCopy(id, { titleId }), addPatron(id)]);
      await library.checkOut(id, `out-${round}`);
    }
    await Promise.all(
      ids.flatMap((id, n) => [
        done(adminAt(n).post('/api/check-ins', { copyId: id, branchId: CEN })),
        done(adminAt(n + 1).post('/api/reservations', { titleId, patronId: id, pickupBranchId: CEN })),
      ]),
    );
    // Who joined while a copy came in may have seen none: it is looked for once more.
    await library.aMinuteLater();
    const ofTitle = await done(library.staff.get(`/api/reservations?titleId=${titleId}`));
    const ready = (ofTitle.items ?? []).filter(({ status }) => status === 'ready').length;
    const pulled = (await library.pulls()).filter((line) => line.startsWith(titleId)).length;
    expect(ready + pulled).toBe(4);
  },
);
