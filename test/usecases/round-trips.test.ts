// Long: what each call costs stands in one table, to be compared.

import { beforeEach, describe, expect, it } from 'vitest';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';
import { isWrite, type Request, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';

let requests: Request[] = [];
const hook: RequestHook = {
  before: (request) => {
    requests.push(request);
  },
};
let library: Library;

beforeEach(async () => {
  library = await openLibrary({ hook });
  await library.addCopy('c1');
  await library.addPatron('own');
  await library.addPatron('other');
  await library.addCard('S1');
});

const counted = async (act: (at: Library) => Promise<{ status: number }>) => {
  requests = [];
  const { status } = await act(library);
  expect(status).toBeLessThan(300);
  return requests.length;
};

/**
 * One after the other, because copies of one title that arrive at the same moment wait for each
 * other.
 */
const addCopies = async (name: string, count: number): Promise<readonly string[]> => {
  const ids = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  for (const id of ids) await library.addCopy(id);
  return ids;
};

type Given = (at: Library) => Promise<unknown>;
const nothing: Given = () => Promise.resolve();

describe('requests to the table (a transaction or a batch is one)', () => {
  it.each<readonly [number, string, Given, (at: Library) => Promise<{ status: number }>]>([
    [2, 'setting a block', nothing, ({ block }) => block('c1', 'loan')],
    [
      2,
      'changing a block',
      ({ block }) => block('c1', 'loan'),
      ({ block }) => block('c1', 'loan', { reason: 'x' }),
    ],
    [
      3,
      'lifting a block: the line is read, because the copy may be asked for',
      ({ block }) => block('c1', 'loan'),
      ({ lift }) => lift('c1', 'loan'),
    ],
    [
      3,
      'reserving a copy, collected at the home branch',
      nothing,
      ({ reserve }) => reserve('own', { copyId: 'c1' }),
    ],
    [
      4,
      'reserving a copy, collected elsewhere: the limit is that of the home branch',
      nothing,
      ({ reserve }) => reserve('own', { copyId: 'c1', pickupBranchId: EAST }),
    ],
    [3, 'checking out', nothing, ({ checkOut }) => checkOut('c1', 'own')],
    [
      4,
      'checking out what one has reserved, as a copy and as a title: the line counts it afterwards',
      async ({ reserve }) => {
        await done(reserve('own', { copyId: 'c1' }));
        await done(reserve('own', { titleId: TITLE }));
      },
      ({ checkOut }) => checkOut('c1', 'own'),
    ],
    [3, 'checking out to a special card', nothing, ({ checkOut }) => checkOut('c1', 'S1')],
    [
      6,
      'checking in to the shelf: four steps, with the activities of the branch beside the first',
      ({ checkOut }) => checkOut('c1', 'own'),
      ({ checkIn }) => checkIn('c1'),
    ],
    [
      6,
      'checking in for the next in line',
      async ({ checkOut, reserve }) => {
        await done(checkOut('c1', 'own'));
        await done(reserve('other', { copyId: 'c1' }));
      },
      ({ checkIn }) => checkIn('c1'),
    ],
    [
      3,
      'checking out with an Idempotency-Key: its record is in the same write',
      nothing,
      ({ staff }) => {
        const body = { copyId: 'c1', patronId: 'own', branchId: CEN };
        return staff.post('/api/loans', body, { 'idempotency-key': 'k' });
      },
    ],
    [
      6,
      'checking in with an Idempotency-Key: its record is in the same write',
      ({ checkOut }) => checkOut('c1', 'own'),
      ({ staff }) =>
        staff.post('/api/check-ins', { copyId: 'c1', branchId: CEN }, { 'idempotency-key': 'k' }),
    ],
    [
      1,
      'the question whether one may reserve',
      nothing,
      ({ as }) =>
        as.admin.post('/api/reservations/check', { copyId: 'c1', patronId: 'own', pickupBranchId: CEN }),
    ],
    [
      1,
      'the same while branches keep to an agreement, which is read with the rest',
      ({ addActivity }) => addActivity({ agreement: true, collections: ['K'] }),
      ({ as }) =>
        as.admin.post('/api/reservations/check', { copyId: 'c1', patronId: 'own', pickupBranchId: CEN }),
    ],
    [
      3,
      'reserving a copy while branches keep to an agreement',
      ({ addActivity }) => addActivity({ agreement: true, collections: ['K'] }),
      ({ reserve }) => reserve('own', { copyId: 'c1' }),
    ],
    [1, 'looking at a copy', nothing, ({ as }) => as.admin.get('/api/copies/c1')],
  ])('%i for %s', async (most, _, given, act) => {
    await given(library);
    expect(await counted(act)).toBe(most);
  });

  it('1 for an activity with its counts, however many blocks it has', async () => {
    const id = await library.addActivity();
    const ids = await addCopies('blocked', 60);
    for (const copyId of ids) await done(library.block(copyId, 'loan', { activityId: id }));
    expect(await counted(({ as }) => as.patron('own').get(`/api/activities/${id}`))).toBe(1);
  });

  it('2 for a title with 100 copies', async () => {
    await addCopies('many', 99);
    expect(await counted(({ as }) => as.patron('own').get(`/api/titles/${TITLE}`))).toBe(2);
  });

  it('1 for 100 copies by their barcodes, and for 100 titles', async () => {
    const ids = Array.from({ length: 99 }, (_, n) => `none-${n}`).join(',');
    expect(await counted(({ as }) => as.patron('own').get(`/api/copies?ids=c1,${ids}`))).toBe(1);
    expect(await counted(({ as }) => as.patron('own').get(`/api/titles?ids=${TITLE},${ids}`))).toBe(1);
  });

  it('2 for the special cards of a branch, and one for each on which something is reserved', async () => {
    for (const id of ['S2', 'S3']) await library.addCard(id);
    expect(await counted(({ staff }) => staff.get(`/api/patrons?branchId=${CEN}`))).toBe(2);
    await done(library.reserve('S2', { copyId: 'c1' }));
    expect(await counted(({ staff }) => staff.get(`/api/patrons?branchId=${CEN}`))).toBe(3);
  });

  it('for open reservations one, and those for the queues that are shown, whatever has closed', async () => {
    const count = async () => {
      const lists = ['copyId=c1', 'patronId=own', `titleId=${TITLE}`, `titleId=${TITLE}&limit=1`];
      const counts: number[] = [];
      for (const query of lists)
        counts.push(await counted(({ staff }) => staff.get(`/api/reservations?open=true&${query}`)));
      return counts;
    };
    for (let n = 0; n < 20; n++) {
      for (const of of [{ copyId: 'c1' }, { titleId: TITLE }]) {
        const { id = '' } = await done(library.reserve('own', of));
        await done(library.staff.delete(`/api/reservations/${id}`));
      }
    }
    // For a title its copies are queried for reservations.
    expect(await count()).toEqual([1, 1, 2, 2]);
    await done(library.reserve('own', { copyId: 'c1' }));
    for (const id of ['own', 'other']) await done(library.reserve(id, { titleId: TITLE }));
    // For a card both of its queues are read, and beside them whether it is in the line of the
    // title; for a title the queue of the copy too.
    expect(await count()).toEqual([1, 4, 3, 3]);
  });

  it('a reservation with an Idempotency-Key makes no request more: its effect is its answer', async () => {
    const plain = await counted(({ reserve }) => reserve('own', { copyId: 'c1' }));
    const kept = await counted(({ reserve }) =>
      reserve('other', { copyId: 'c1' }, { 'idempotency-key': 'k' }),
    );
    expect(kept).toBe(plain);
  });
});

describe('the night', () => {
  const night = async (day: string) => {
    requests = [];
    await library.night(`${day}T01:30:00Z`);
    return { writes: requests.filter(isWrite).length, reads: requests.filter((one) => !isWrite(one)).length };
  };

  it('makes one write per due block, and reads in pages', async () => {
    const empty = await night('2026-11-01');
    const ids = await addCopies('due', 40);
    await Promise.all(ids.map((id) => library.block(id, 'loan', { endDate: '2026-10-31' })));
    const due = await night('2026-11-01');
    // Forty copies take a page of each of the four shards. Each page also reads and writes the
    // report. A copy that comes within reach may be asked for, so that its line is read.
    const pages = 4;
    expect(due.reads - empty.reads).toBe(2 * pages + 40);
    expect(due.writes - empty.writes).toBe(40 + pages);
  });

  it('N6: reads no more where more copies are, blocked and reserved ones too, that are not due', async () => {
    const few = await night('2026-11-01');
    const ids = await addCopies('more', 60);
    await Promise.all(ids.map((id) => library.block(id, 'loan', { endDate: '2026-11-01' })));
    await Promise.all(ids.slice(0, 10).map((copyId) => library.reserve('own', { copyId })));
    expect(await night('2026-11-01')).toEqual(few);
  });
});
