// Long: a repeat, two tries at once and a try that was cut off are three cases of one promise.
import { describe, expect, it } from 'vitest';
import { remove } from '../../../lib/store/expression.ts';
import { answerKey } from '../../../lib/store/keys.ts';
import { codes, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, openLibrary } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
const library = await openLibrary({ hook });
const { as, staff, east, addCopy, addPatron, checkOut, copy, clock } = library;
await addPatron('20001');
await addPatron('20002');

const key = (text: string) => ({ 'idempotency-key': text });
const reserving = (copyId: string, patronId = '20001') => ({ copyId, patronId, pickupBranchId: CEN });
const post = (body: unknown, headers: Record<string, string>) =>
  staff.post('/api/reservations', body, headers);

describe('Idempotency-Key: a request is answered once', () => {
  it('the same request gets the first answer again, and happens once', async () => {
    await addCopy('c1');
    const first = await post(reserving('c1'), key('k1'));
    clock.set('2026-10-12T12:00:00.000Z');
    const second = await post(reserving('c1'), key('k1'));
    expect(second).toEqual(first);
    expect(first.status).toBe(201);
    expect((await copy('c1')).reservations).toBe(1);
  });

  it('so does the answer, when things have changed meanwhile', async () => {
    await addCopy('c2');
    const first = await post(reserving('c2'), key('k2'));
    await staff.delete(`/api/reservations/${first.body.id ?? ''}`);
    expect((await post(reserving('c2'), key('k2'))).body).toEqual(first.body);
    expect((await copy('c2')).reservations).toBe(0);
  });

  it('a refusal is an answer too', async () => {
    await addCopy('c3');
    await library.block('c3', 'reservation');
    const first = await post(reserving('c3'), key('k3'));
    await library.lift('c3', 'reservation');
    const second = await post(reserving('c3'), key('k3'));
    expect([first.status, codes(first.body)]).toEqual([409, ['copy-not-reservable']]);
    expect(second).toEqual(first);
    expect((await post(reserving('c3'), key('k3 again'))).status).toBe(201);
  });

  it('a 403 for the person and a 400 of a rule are answers too', async () => {
    await addCopy('c4');
    const asPatron = () => as.patron('20002').post('/api/reservations', reserving('c4'), key('k4'));
    expect([(await asPatron()).status, (await asPatron()).status]).toEqual([403, 403]);
    const past = { ...reserving('c4'), expiresOn: '2026-10-11' };
    expect((await post(past, key('k4b'))).status).toBe(400);
    expect((await post(past, key('k4b'))).status).toBe(400);
  });

  it('another body under the same key: 409 idempotency-key-reused', async () => {
    await addCopy('c5');
    await post(reserving('c5'), key('k5'));
    const other = await post(reserving('c5', '20002'), key('k5'));
    expect([other.status, codes(other.body)]).toEqual([409, ['idempotency-key-reused']]);
    expect((await copy('c5')).reservations).toBe(1);
    expect((await post(reserving('c5'), key('k5'))).status).toBe(201);
  });

  it('the order of fields and the white space do not make another body', async () => {
    await addCopy('c6');
    const first = await post('{"copyId":"c6","patronId":"20001","pickupBranchId":"CEN"}', key('k6'));
    const second = await post(' { "pickupBranchId":"CEN", "patronId":"20001" , "copyId":"c6"}', key('k6'));
    expect([first.status, second.body]).toEqual([201, first.body]);
  });

  it('a key belongs to its caller and its path', async () => {
    await addCopy('c7');
    await post(reserving('c7'), key('k7'));
    const other = await east.post('/api/reservations', reserving('c7', '20002'), key('k7'));
    expect(other.status).toBe(201);
    const question = await staff.post('/api/reservations/check', reserving('c7'), key('k7'));
    expect(question.status).toBe(200);
  });

  it('for 24 hours: after that it is a new request', async () => {
    await addCopy('c8');
    clock.set('2026-10-12T13:00:00.000Z');
    const first = await post(reserving('c8'), key('k8'));
    clock.set('2026-10-13T12:59:59.000Z');
    expect((await post(reserving('c8'), key('k8'))).body).toEqual(first.body);
    clock.set('2026-10-13T13:00:01.000Z');
    expect(codes((await post(reserving('c8'), key('k8'))).body)).toEqual(['already-reserved']);
    clock.setDay('2026-10-12');
  });

  it.each(['', 'x'.repeat(65), 'sleutel-é', 'a\tb', 'a\nb'])('400 for the key %j', async (text) => {
    await addCopy('c9');
    const { status, body } = await post(reserving('c9'), key(text));
    expect([status, pointers(body)]).toEqual([400, ['/header/idempotency-key']]);
    expect((await copy('c9')).reservations).toBe(0);
  });

  it.each(['x', 'x'.repeat(64), '!"#$%&~', '1'])('takes the key %j', async (text) => {
    const id = `ck-${text.length}${text.charCodeAt(0)}`;
    await addCopy(id);
    expect((await post(reserving(id), key(text))).status).toBe(201);
  });

  it('only POST takes notice of it', async () => {
    const path = '/api/copies/c1/blocks/loan';
    expect((await staff.put(path, { reason: 'a' }, key('k10'))).status).toBe(201);
    expect((await staff.put(path, { reason: 'b' }, key('k10'))).status).toBe(200);
  });

  it('a loan and a check-in are answered once too', async () => {
    await addCopy('c11');
    const lending = { copyId: 'c11', patronId: '20001', branchId: CEN };
    const taking = { copyId: 'c11', branchId: CEN };
    const lent = await staff.post('/api/loans', lending, key('k11'));
    const back = await staff.post('/api/check-ins', taking, key('k12'));
    await checkOut('c11', '20002');
    expect(await staff.post('/api/loans', lending, key('k11'))).toEqual(lent);
    expect(await staff.post('/api/check-ins', taking, key('k12'))).toEqual(back);
    expect((await copy('c11')).loan?.patronId).toBe('20002');
  });

  it('a question is asked anew each time, whatever its key', async () => {
    await addCopy('q1');
    const ask = () => staff.post('/api/reservations/check', reserving('q1'), key('q'));
    expect((await ask()).body.allowed).toBe(true);
    await library.block('q1', 'reservation');
    expect((await ask()).body.allowed).toBe(false);
  });

  it('a check-in gets the answer of its day again, to the byte, when that day has passed', async () => {
    await addCopy('c12');
    await library.block('c12', 'loan', { endDate: '2026-10-12' });
    await post(reserving('c12', '20001'), key('k13'));
    const taking = { copyId: 'c12', branchId: CEN };
    clock.set('2026-10-12T12:00:00.000Z');
    const first = await staff.post('/api/check-ins', taking, key('k14'));
    expect(first.body.copy?.lendable).toEqual({ open: false, from: '2026-10-13' });
    clock.set('2026-10-13T07:00:00.000Z');
    expect((await copy('c12')).lendable).toEqual({ open: true });
    expect(await staff.post('/api/check-ins', taking, key('k14'))).toEqual(first);
  });
});

describe('two tries of one request at once', () => {
  it('one that is refused by what the other has just done answers with that, and keeps no refusal', async () => {
    await addCopy('twin');
    const lend = () =>
      staff.post('/api/loans', { copyId: 'twin', patronId: '20001', branchId: CEN }, key('twin'));
    const lent = Promise.withResolvers<undefined>();
    let reads = 0;
    hook.before = async ({ command }) => {
      // One try reads only after the other one has lent the copy.
      if (command === 'QueryCommand' && ++reads === 1) await lent.promise;
    };
    hook.after = ({ command }) => {
      if (command === 'TransactWriteCommand') lent.resolve(undefined);
    };
    const [first, second] = await Promise.all([lend(), lend()]);
    hook.before = hook.after = undefined;
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await lend()).body).toEqual(first.body);
    expect((await copy('twin')).status).toBe('on-loan');
  });

  it('one that was refused and answered keeps the other from doing it after all', async () => {
    await addCopy('late');
    await library.block('late', 'reservation');
    const [refused, answer] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    hook.before = async ({ command }) => {
      if (command === 'PutCommand') {
        refused.resolve(undefined);
        await answer.promise;
      }
    };
    const first = post(reserving('late'), key('late'));
    await refused.promise;
    hook.before = undefined;
    await library.lift('late', 'reservation');
    const [reached, go] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    hook.before = async ({ command }) => {
      if (command !== 'TransactWriteCommand') return;
      reached.resolve(undefined);
      await go.promise;
    };
    const second = post(reserving('late'), key('late'));
    await reached.promise;
    answer.resolve(undefined);
    const answered = await first;
    go.resolve(undefined);
    expect((await second).body).toEqual(answered.body);
    expect(codes(answered.body)).toEqual(['copy-not-reservable']);
    expect((await copy('late')).reservations).toBe(0);
    hook.before = undefined;
  });

  it('a try that failed before it did anything has no place in line (R6)', async () => {
    await addCopy('later');
    hook.before = ({ command }) => {
      if (command === 'TransactWriteCommand') throw new Error('not now');
    };
    expect((await post(reserving('later'), key('later'))).status).toBe(500);
    hook.before = undefined;
    await done(post(reserving('later', '20002'), {}));
    const { status, body } = await post(reserving('later'), key('later'));
    expect([status, body.position]).toEqual([201, 2]);
    expect((await library.reservation(body.id)).position).toBe(2);
  });
});

describe('a first try that was cut off after its write, before its answer', () => {
  /**
   * Simulates a function that dies after its nth write from now on: the caller and all later
   * requests get an error.
   */
  const cutAfterWrite = (nth: number) => {
    let writes = 0;
    hook.after = (request) => {
      if (isWrite(request)) writes++;
      if (writes >= nth) throw new Error('cut off');
    };
  };

  /** The first write does the work. */
  const triedTwice = async (
    path: string,
    body: unknown,
    name: string,
    { writes = 1, between = () => Promise.resolve() } = {},
  ) => {
    cutAfterWrite(writes);
    const first = await staff.post(path, body, key(name));
    hook.after = undefined;
    await between();
    const second = await staff.post(path, body, key(name));
    expect(first.status).toBe(500);
    expect(await staff.post(path, body, key(name))).toEqual(second);
    return second;
  };

  const openOf = async (patronId: string) =>
    (await done(staff.get(`/api/patrons/${patronId}`))).openReservations;

  it('a reservation of a copy: the next try answers the one it made', async () => {
    await addPatron('cut-1');
    await addCopy('cut-1');
    const { status, body } = await triedTwice('/api/reservations', reserving('cut-1', 'cut-1'), 'cut 1', {
      writes: 2,
    });
    expect([status, body.position]).toEqual([201, 1]);
    expect(await library.reservation(body.id)).toEqual(body);
    expect(await openOf('cut-1')).toBe(1);
  });

  it('a reservation of a title: the next try answers the one it made, with its place in line', async () => {
    await addPatron('cut-2');
    await library.addTitle('cut-2');
    await addCopy('cut-2', { titleId: 'cut-2' });
    await library.reserve('20002', { titleId: 'cut-2' });
    const asked = { titleId: 'cut-2', patronId: 'cut-2', pickupBranchId: CEN };
    const { status, body } = await triedTwice('/api/reservations', asked, 'cut 2');
    expect([status, body.position]).toEqual([201, 2]);
    expect(await library.reservation(body.id)).toEqual(body);
    expect(await openOf('cut-2')).toBe(1);
    expect((await done(staff.get('/api/titles/cut-2'))).waiting).toBe(2);
  });

  it('a reservation of a title is finished however late, when the table has deleted its record', async () => {
    await addPatron('cut-7');
    await library.addTitle('cut-7');
    await addCopy('cut-7', { titleId: 'cut-7' });
    const asked = { titleId: 'cut-7', patronId: 'cut-7', pickupBranchId: CEN };
    cutAfterWrite(1);
    expect((await post(asked, key('cut 7'))).status).toBe(500);
    hook.after = undefined;
    await library.table.write({ deleted: remove(answerKey('staff-CEN', '/api/reservations', 'cut 7')) });
    clock.set('2026-10-14T09:00:00.000Z');
    await library.work('sweep');
    expect((await done(staff.get('/api/titles/cut-7'))).waiting).toBe(1);
    expect(await openOf('cut-7')).toBe(1);
    clock.setDay('2026-10-12');
  });

  it('a reservation that somebody cancels before the next try stays cancelled', async () => {
    await addPatron('cut-3');
    await addCopy('cut-3');
    const cancel = async () => {
      const { items = [] } = await done(staff.get('/api/reservations?patronId=cut-3'));
      await done(staff.delete(`/api/reservations/${items[0]?.id ?? ''}`));
    };
    const { status } = await triedTwice('/api/reservations', reserving('cut-3', 'cut-3'), 'cut 3', {
      writes: 2,
      between: cancel,
    });
    expect(status).toBe(201);
    expect([await openOf('cut-3'), (await copy('cut-3')).reservations]).toEqual([0, 0]);
  });

  it('a loan: the next try answers the same loan', async () => {
    await addCopy('cut-4');
    const asked = { copyId: 'cut-4', patronId: '20001', branchId: CEN };
    const { status, body } = await triedTwice('/api/loans', asked, 'cut 4');
    expect([status, body.since]).toEqual([201, (await copy('cut-4')).loan?.since]);
  });

  it('a loan that has ended before the next try has ended', async () => {
    await addCopy('cut-5');
    const asked = { copyId: 'cut-5', patronId: '20001', branchId: CEN };
    const back = async () => {
      await done(library.checkIn('cut-5'));
    };
    expect((await triedTwice('/api/loans', asked, 'cut 5', { between: back })).status).toBe(201);
    expect((await copy('cut-5')).status).toBe('available');
  });

  it('a check-in of a copy that is lent again before the next try leaves that loan alone', async () => {
    await addCopy('cut-6');
    await checkOut('cut-6', '20001');
    const again = async () => {
      await done(checkOut('cut-6', '20002'));
    };
    const asked = { copyId: 'cut-6', branchId: CEN };
    expect((await triedTwice('/api/check-ins', asked, 'cut 6', { between: again })).status).toBe(200);
    expect((await copy('cut-6')).loan?.patronId).toBe('20002');
  });
});
