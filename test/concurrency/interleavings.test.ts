import { expect } from 'vitest';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';
import { done, openLibrary } from '../../testing/api/small-library.ts';
import {
  everyOrder,
  reserveCopy,
  type ConcurrentAction,
  type Given,
  type Pair,
} from '../../testing/concurrency/concurrent-pairs.ts';

const library = await openLibrary();
const { block, checkOut, reserve, copy, history, pulls } = library;

checkAfterEach(() => library);

const setLoanBlock: ConcurrentAction = ({ as }, id) => as.admin.put(`/api/copies/${id}/blocks/loan`, {});
const changeLoanBlock: ConcurrentAction = ({ as }, id) =>
  as.admin.put(`/api/copies/${id}/blocks/loan`, { reason: 'x' });
const liftLoanBlock: ConcurrentAction = ({ as }, id) => as.admin.delete(`/api/copies/${id}/blocks/loan`);
const lendTo =
  (who: string): ConcurrentAction =>
  ({ as }, id) =>
    as.admin.post('/api/loans', { copyId: id, patronId: `${who}-${id}`, branchId: id });
const takeIn: ConcurrentAction = ({ as }, id) =>
  as.admin.post('/api/check-ins', { copyId: id, branchId: id });
const reserveTitle: ConcurrentAction = ({ as }, id) =>
  as.admin.post('/api/reservations', { titleId: id, patronId: `a-${id}`, pickupBranchId: id });
const addAnother: ConcurrentAction = ({ as }, id) =>
  as.feed.put(`/api/copies/new-${id}`, { titleId: id, branchId: id });
const loseIt: ConcurrentAction = ({ as }, id) =>
  as.feed.put(`/api/copies/${id}`, { titleId: id, branchId: id, missing: true });
const readPullList: ConcurrentAction = ({ as }, id) => as.admin.get(`/api/branches/${id}/pull-list`);
const cancel: ConcurrentAction = async ({ as }, id) => {
  const { items = [] } = await done(as.admin.get(`/api/reservations?patronId=a-${id}`));
  return as.admin.delete(`/api/reservations/${items[0]?.id ?? ''}`);
};
const removeCard: ConcurrentAction = ({ as }, id) => as.feed.delete(`/api/patrons/a-${id}`);

const isOut: Given = (_, id) => checkOut(id, `b-${id}`, { branchId: id });
const isOutAndReserved: Given = async (at, id) => {
  await isOut(at, id);
  await reserve(`a-${id}`, { copyId: id, pickupBranchId: id });
};

const statusOf = async (id: string) => (await copy(id)).status;
const firstOf = async (patronId: string) => {
  const { items = [] } = await done(library.staff.get(`/api/reservations?patronId=${patronId}`));
  return items[0];
};

/** Either the copy serves the waiting reservation, or a copy is on the pull list for it. */
const isServedOrPulled = async (id: string) => {
  await library.aMinuteLater();
  const status = (await firstOf(`a-${id}`))?.status;
  const pulled = (await pulls(id)).filter((line) => line.endsWith(` for a-${id}`)).length;
  expect([status, pulled]).toEqual(status === 'ready' ? ['ready', 0] : ['waiting', 1]);
};

const PAIRS: readonly Pair[] = [
  {
    name: 'a loan block and a check-out: what is lent was lent before the block, which says so',
    requests: [2, 3],
    acts: [setLoanBlock, lendTo('a')],
    then: async (blocked, loan, id) => {
      expect(blocked.status).toBe(201);
      const lentFirst = blocked.body.copy?.status === 'on-loan';
      expect([loan.status, await statusOf(id)]).toEqual(lentFirst ? [201, 'on-loan'] : [409, 'available']);
    },
  },
  {
    name: 'the lifting of a loan block and a check-out: refused, or lent',
    given: (_, id) => block(id, 'loan'),
    requests: [2, 3],
    acts: [liftLoanBlock, lendTo('a')],
    then: async (lifted, loan, id) => {
      const lent = loan.status === 201;
      expect([lifted.status, loan.status]).toEqual([200, lent ? 201 : 409]);
      expect(await statusOf(id)).toBe(lent ? 'on-loan' : 'available');
    },
  },
  {
    name: 'two check-outs: one',
    requests: [3, 3],
    acts: [lendTo('a'), lendTo('b')],
    then: (first, second) => {
      expect([first.status, second.status].sort()).toEqual([201, 409]);
    },
  },
  {
    name: 'a check-in and a reservation of the title: served, or on the pull list',
    given: isOut,
    requests: [4, 4],
    acts: [takeIn, reserveTitle],
    then: async (back, reserved, id) => {
      expect([back.status, reserved.status]).toEqual([200, 201]);
      await isServedOrPulled(id);
    },
  },
  {
    name: 'a check-in and a reservation of the copy: served, or on the pull list',
    given: isOut,
    requests: [4, 2],
    acts: [takeIn, reserveCopy],
    then: async (back, reserved, id) => {
      expect([back.status, reserved.status]).toEqual([200, 201]);
      await isServedOrPulled(id);
    },
  },
  {
    name: 'a new copy and a reservation of the title: it is on the pull list',
    given: isOut,
    requests: [3, 4],
    acts: [addAnother, reserveTitle],
    then: async (added, reserved, id) => {
      expect([added.status, reserved.status]).toEqual([201, 201]);
      await isServedOrPulled(id);
    },
  },
  {
    name: 'the pull list, which takes a mark off that nobody needs, and a reservation of the title',
    given: async (_, id) => {
      const placed = await done(reserve(`b-${id}`, { titleId: id, pickupBranchId: id }));
      await library.staff.delete(`/api/reservations/${placed.id ?? ''}`);
    },
    requests: [6, 4],
    acts: [readPullList, reserveTitle],
    then: async (read, reserved, id) => {
      expect([read.status, reserved.status]).toEqual([200, 201]);
      await isServedOrPulled(id);
    },
  },
  {
    name: 'a cancellation and a check-in: the copy is kept for nobody who is gone',
    given: isOutAndReserved,
    requests: [4, 4],
    acts: [cancel, takeIn],
    then: async (cancelled, back, id) => {
      expect([cancelled.status, back.status]).toEqual([200, 200]);
      expect([await statusOf(id), (await firstOf(`a-${id}`))?.status]).toEqual(['available', 'cancelled']);
    },
  },
  {
    name: 'a check-in and the loss of the copy: who waits is served by what was found, or waits on',
    given: isOutAndReserved,
    requests: [4, 3],
    acts: [takeIn, loseIt],
    then: async (back, lost, id) => {
      expect([back.status, lost.status]).toEqual([200, 200]);
      const found = (await statusOf(id)) === 'reservation-shelf';
      expect((await firstOf(`a-${id}`))?.status).toBe(found ? 'ready' : 'waiting');
    },
  },
  {
    name: 'a check-out and a reservation by the same card: nothing is left open',
    requests: [3, 2],
    acts: [lendTo('a'), reserveCopy],
    then: async (loan, reserved, id) => {
      expect(loan.status).toBe(201);
      const status = (await firstOf(`a-${id}`))?.status;
      expect([reserved.status, status]).toEqual(
        reserved.status === 201 ? [201, 'fulfilled'] : [409, undefined],
      );
    },
  },
  {
    name: 'the end of a card and a reservation by it: nothing of the card is left',
    requests: [5, 2],
    acts: [removeCard, reserveCopy],
    then: async (removed, reserved, id) => {
      expect(removed.status).toBe(204);
      expect((await copy(id)).reservations).toBe(0);
      const { items = [] } = await done(library.staff.get(`/api/reservations?copyId=${id}`));
      expect([reserved.status, items.map(({ status, patronId }) => [status, patronId])]).toEqual(
        reserved.status === 201 ? [201, [['cancelled', undefined]]] : [409, []],
      );
    },
  },
  {
    name: 'two people who set one block: both are in the history, one after the other',
    requests: [2, 2],
    acts: [setLoanBlock, changeLoanBlock],
    then: async (first, second, id) => {
      expect([first.status, second.status].sort()).toEqual([200, 201]);
      expect((await history(id)).map(({ action }) => action)).toEqual(['changed', 'set']);
    },
  },
];

everyOrder(library, PAIRS);
