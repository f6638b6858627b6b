// Long: each way into a line and out of it is tried with the same small library.

import { beforeEach, describe, expect, it } from 'vitest';
import { codes, each } from '../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';
import { startApi, type Answered } from '../../testing/api/test-api.ts';
import { failWrite, isWrite, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';
import { loadLine } from '../../lib/store/title-lines.ts';
import { fromOne } from '../../testing/sampling.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';

let library: Library;
const hook: RequestHook = {};

beforeEach(async () => {
  delete hook.before;
  delete hook.after;
  library = await openLibrary({ hook });
  await library.addCopy('c1');
  for (const id of ['a', 'b', 'c']) await library.addPatron(id);
});

checkAfterEach(() => library);

const ofTitle = { titleId: TITLE };

const waitingNow = async () => (await done(library.staff.get(`/api/titles/${TITLE}`))).waiting;
const openOf = async (patronId: string) =>
  (await done(library.staff.get(`/api/patrons/${patronId}`))).openReservations;
const line = async () =>
  each(await done(library.staff.get(`/api/reservations?open=true&titleId=${TITLE}`)), 'patronId');

/** Does something once, after the first write of the next request. */
const afterFirstWrite = (act: () => Promise<unknown>) => {
  hook.after = async (request) => {
    if (!isWrite(request)) return;
    delete hook.after;
    await act();
  };
};

/** Whether a transaction puts a reservation in the line of a title. */
const putsInLine = (input: object): boolean =>
  ((input as { TransactItems?: { Put?: { Item: { pk: string; sk: string } } }[] }).TransactItems ?? []).some(
    ({ Put }) => Put?.Item.pk.startsWith('TITLE#') && Put.Item.sk.startsWith('QUEUE#'),
  );

/** Whether a query reads the line of a title with the head of its queue. */
const readsLine = (input: object): boolean =>
  (input as { ExpressionAttributeValues?: Record<string, unknown> }).ExpressionAttributeValues?.[':from'] ===
  'LINE';

/** How many have just got a number in the line. */
const numbers = async (): Promise<number> =>
  Object.keys((await loadLine(library.table, TITLE))?.joined ?? {}).length;

/** Does something once, before the next count of a range. */
const beforeCount = (act: () => Promise<unknown>) => {
  hook.before = async ({ input }) => {
    if ((input as { Select?: string }).Select !== 'COUNT') return;
    delete hook.before;
    await act();
  };
};

describe('R6: the order of acceptance', () => {
  it('is no matter of clocks: who comes later from a function whose clock is behind stands behind', async () => {
    const behind = await startApi({
      beside: library,
      services: { clock: () => '2026-10-12T07:00:00.000Z' },
    });
    await done(library.reserve('a', ofTitle));
    const body = { ...ofTitle, patronId: 'b', pickupBranchId: CEN };
    const late = await done(behind.as.admin.post('/api/reservations', body));
    expect(late.position).toBe(2);
    expect(await line()).toEqual(['a', 'b']);
    await done(library.checkOut('c1', 'c'));
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
  });

  it('is one for both kinds: a copy reservation of before comes first, one of after does not', async () => {
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('a', ofTitle));
    await done(library.reserve('b', { copyId: 'c1' }));
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
  });

  it('passes over nobody who is placed between what a check-in reads and what it decides', async () => {
    await done(library.checkOut('c1', 'c'));
    const gate = Promise.withResolvers<undefined>();
    hook.before = async (request) => {
      if (!putsInLine(request.input)) return;
      delete hook.before;
      await gate.promise;
    };
    const first = library.reserve('a', ofTitle);
    while ((await numbers()) === 0) await new Promise((soon) => setTimeout(soon, 5));
    expect((await done(library.reserve('b', ofTitle))).position).toBe(2);
    hook.after = async ({ input }) => {
      if (!readsLine(input)) return;
      delete hook.after;
      gate.resolve(undefined);
      await first;
    };
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
  });

  it('passes over nobody who joins behind forty whom the copy cannot serve, while it reads', async () => {
    await library.addCopy('c2', { branchId: EAST });
    for (const n of fromOne(42)) {
      await library.addPatron(`far-${n}`, { branchId: EAST });
      await done(library.reserve(`far-${n}`, { ...ofTitle, pickupBranchId: EAST }));
    }
    await done(library.block('c1', 'reservation', { code: 7 }));
    const gate = Promise.withResolvers<undefined>();
    let first: Promise<Answered> | undefined;
    hook.after = async ({ input }) => {
      if (!readsLine(input)) return;
      delete hook.after;
      hook.before = async (request) => {
        if (!putsInLine(request.input)) return;
        delete hook.before;
        await gate.promise;
      };
      const before = await numbers();
      first = library.reserve('a', ofTitle);
      while ((await numbers()) === before) await new Promise((soon) => setTimeout(soon, 5));
      await done(library.reserve('b', ofTitle));
    };
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
    gate.resolve(undefined);
    expect((await first)?.status).toBe(201);
  });

  it.each([
    ['one reservation', (id: string) => `/api/reservations/${id}`],
    ['the list of a card', () => '/api/reservations?open=true&patronId=b'],
  ])('%s tells who leaves while being counted a place that was theirs', async (_, pathOf) => {
    await done(library.reserve('a', ofTitle));
    const id = String((await done(library.reserve('b', ofTitle))).id);
    beforeCount(() => done(library.staff.delete(`/api/reservations/${id}`)));
    expect(JSON.stringify(await done(library.staff.get(pathOf(id))))).toContain('"position":2');
  });

  it('who is refused for what stands in the way takes no number: nothing is written', async () => {
    await library.addCopy('c1', { branchId: EAST });
    await done(library.block('c1', 'reservation', { code: 7 }));
    let writes = 0;
    hook.before = (request) => {
      if (isWrite(request)) writes++;
    };
    const answers = [
      await library.reserve('a', ofTitle),
      await library.reserve('a', { ...ofTitle, pickupBranchId: EAST }),
    ];
    expect(answers.map(({ status, body }) => [status, ...codes(body)])).toEqual([
      [409, 'no-copy-can-serve'],
      [409, 'no-copy-can-serve'],
    ]);
    expect(writes).toBe(0);
  });

  it('a number that came to nothing is no place', async () => {
    afterFirstWrite(() => done(library.block('c1', 'reservation', { code: 8 })));
    expect((await library.reserve('a', ofTitle)).status).toBe(409);
    await done(library.lift('c1', 'reservation'));
    expect((await done(library.reserve('b', ofTitle))).position).toBe(1);
    expect(await waitingNow()).toBe(1);
  });
});

describe('R3: what others share is looked at again before the answer', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['got code 8', () => done(library.block('c1', 'reservation', { code: 8 })), 'copy-not-reservable'],
    ['went to the same patron', () => done(library.checkOut('c1', 'a')), 'already-on-loan'],
    ['is missing', () => library.addCopy('c1', { missing: true }), 'copy-missing'],
    ['is withdrawn', () => library.addCopy('c1', { withdrawn: true }), 'copy-withdrawn'],
  ])('refused, and nothing is left of it, when the only copy %s meanwhile', async (_name, act, reason) => {
    afterFirstWrite(act);
    const { status, body } = await library.reserve('a', ofTitle, { 'idempotency-key': 'k' });
    expect([status, codes(body)]).toEqual([409, ['no-copy-can-serve']]);
    expect(JSON.stringify(body.reasons)).toContain(reason);
    expect([await waitingNow(), await openOf('a'), await line()]).toEqual([0, 0, []]);
    expect((await library.reserve('a', ofTitle, { 'idempotency-key': 'k' })).body).toEqual(body);
  });

  it('stands as long as another copy is left that could serve', async () => {
    await library.addCopy('c2', { branchId: EAST });
    afterFirstWrite(() => done(library.block('c1', 'reservation', { code: 8 })));
    expect((await library.reserve('a', ofTitle)).status).toBe(201);
  });

  it('A5: refused when an agreement has set in meanwhile that keeps the only copy at home', async () => {
    await library.addCopy('c1', { collection: 'GRIFFELS' });
    afterFirstWrite(() => library.addActivity({ agreement: true, collections: ['GRIFFELS'] }));
    const { status, body } = await library.reserve('a', { ...ofTitle, pickupBranchId: EAST });
    expect([status, codes(body)]).toEqual([409, ['no-copy-can-serve']]);
    expect(await openOf('a')).toBe(0);
  });
});

describe('a reservation that was cut off', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its writes: it is there within two minutes, or not at all',
    async (when) => {
      const ids = fromOne(3).map((nth) => `cut-${nth}`);
      for (const [n, id] of ids.entries()) {
        await library.addPatron(id);
        const stop = failWrite(hook, n + 1, when);
        expect((await library.reserve(id, ofTitle)).status).toBe(500);
        stop();
      }
      await library.aMinuteLater();
      const placed = await line();
      expect(await waitingNow()).toBe(placed.length);
      for (const id of ids) expect(await openOf(id)).toBe(placed.filter((one) => one === id).length);
      if (when === 'after') expect(placed).toHaveLength(3);
    },
  );

  it('is finished for a copy that comes in: nobody with a number is passed over', async () => {
    await done(library.checkOut('c1', 'c'));
    // Cut off after its claim, the start of the line and its number: only the line knows of it.
    const stop = failWrite(hook, 3, 'after');
    expect((await library.reserve('a', ofTitle)).status).toBe(500);
    stop();
    await done(library.reserve('b', ofTitle));
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
  });

  it('answers every try the same, also when a copy that came in has finished it', async () => {
    await done(library.checkOut('c1', 'c'));
    hook.after = async ({ command, input }) => {
      // It has its number, and is not in the queue yet.
      if (command !== 'UpdateCommand' || !JSON.stringify(input).includes('joined')) return;
      delete hook.after;
      expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
    };
    const key = { 'idempotency-key': 'k' };
    const first = await library.reserve('a', ofTitle, key);
    expect([first.status, first.body.status, first.body.position]).toEqual([201, 'waiting', 1]);
    expect((await library.reservation(first.body.id)).status).toBe('ready');
    expect((await library.reserve('a', ofTitle, key)).body).toEqual(first.body);
    expect(await waitingNow()).toBe(0);
  });

  it('R5: holds the place of its card: another try is refused, and cannot double it', async () => {
    const stop = failWrite(hook, 1, 'after');
    expect((await library.reserve('a', ofTitle)).status).toBe(500);
    stop();
    expect(codes((await library.reserve('a', ofTitle)).body)).toEqual(['already-reserved']);
    await library.aMinuteLater();
    expect([await waitingNow(), await openOf('a')]).toEqual([1, 1]);
  });
});

describe('R7: a long line', () => {
  it('is read on where the first forty cannot be served, before a copy reservation of later', async () => {
    await done(library.checkOut('c1', 'c'));
    for (const n of fromOne(41)) {
      await library.addPatron(`blocked-${n}`);
      await done(library.reserve(`blocked-${n}`, ofTitle));
      await library.addPatron(`blocked-${n}`, { blocked: true });
    }
    await done(library.reserve('a', ofTitle));
    await done(library.reserve('b', { copyId: 'c1' }));
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
    expect(await waitingNow()).toBe(41);
  });
});

describe('leaving a line', () => {
  const acts: Readonly<Record<string, () => Promise<Answered>>> = {
    'is cancelled': async () => {
      const { items = [] } = await done(library.staff.get('/api/reservations?patronId=a'));
      return library.as.admin.delete(`/api/reservations/${items[0]?.id ?? ''}`);
    },
    'is served': () => library.checkIn('c1'),
    'is fulfilled': () => library.checkOut('c1', 'a'),
  };

  it.each(Object.keys(acts))('one that %s is counted off once, wherever it is cut off', async (name) => {
    await done(library.reserve('a', ofTitle));
    await done(library.reserve('b', ofTitle));
    hook.after = ({ command, input }) => {
      // The counting: a single update of the line.
      if (command === 'UpdateCommand' && JSON.stringify(input.Key).includes('LINE'))
        throw new Error('cut off');
    };
    const { status } = await (acts[name]?.() ?? Promise.reject(new Error(name)));
    delete hook.after;
    expect(status).toBeLessThan(300);
    expect(await waitingNow()).toBe(1);
    await library.aMinuteLater();
    await library.aMinuteLater();
    expect(await waitingNow()).toBe(1);
  });

  it('one that waits again has its old place, and counts again', async () => {
    const first = await done(library.reserve('a', ofTitle));
    await done(library.reserve('b', ofTitle));
    await done(library.checkIn('c1'));
    expect(await waitingNow()).toBe(1);
    await library.addCopy('c1', { missing: true });
    expect([await waitingNow(), (await library.reservation(first.id)).position]).toEqual([2, 1]);
    expect(await line()).toEqual(['a', 'b']);
  });
});

describe('R8: a copy is asked for', () => {
  it('one per reservation, at the pick-up branch where one is', async () => {
    for (const n of fromOne(3)) await library.addCopy(`e${n}`, { branchId: EAST });
    await done(library.reserve('a', { ...ofTitle, pickupBranchId: EAST }));
    expect(await library.pulls(EAST)).toEqual(['e1 for a']);
    await done(library.reserve('b', { ...ofTitle, pickupBranchId: EAST }));
    expect(await library.pulls(EAST)).toEqual(['e1 for a', 'e2 for b']);
    expect(await library.pulls()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['is lent to somebody else', () => done(library.checkOut('c1', 'c'))],
    ['is not found', () => library.addCopy('c1', { missing: true })],
    ['gets a block', () => done(library.block('c1', 'reservation', { code: 8 }))],
  ])('and another in its place when it %s', async (_name, act) => {
    await done(library.reserve('a', ofTitle));
    expect(await library.pulls()).toEqual(['c1 for a']);
    await library.addCopy('c2');
    await library.addCopy('c3');
    await act();
    expect(await library.pulls()).toEqual(['c2 for a']);
  });
});
