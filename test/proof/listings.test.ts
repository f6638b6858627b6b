import { describe, expect, it } from 'vitest';
import { callsOfLists } from '../../proof/consistency/checker/listing-calls.ts';
import { wrongInList } from '../../proof/consistency/checker/listings.ts';
import { wrongWithTitle } from '../../proof/consistency/checker/titles.ts';
import { emptyTitleState, PATRONS } from '../../proof/consistency/library.ts';
import type { Command } from '../../proof/consistency/model/command.ts';
import type { Listed, ListQuery, ListRead } from '../../proof/consistency/model/listing.ts';
import { titleOfCall, type Call } from '../../proof/consistency/model/operations.ts';
import type { Facts } from '../../proof/consistency/model/title-state.ts';

const facts: Facts = { today: '2026-10-12', patrons: PATRONS, over: new Map() };
const A = 'T01.a';
const ID = `c.${A}.1`;

type Times = readonly [from: number, to: number];

const call = (command: Command, [from, to]: Times, status: number, body: object = {}): Call => ({
  command,
  by: { sub: 'staff' },
  from,
  to,
  answer: { status, body },
});

const wish = { patronId: 'P1', pickupBranchId: 'CEN' };
const reserved = call({ do: 'reserve a copy', copyId: A, ...wish }, [0, 100], 201, { id: ID, position: 1 });
const cancelled = (at: Times): Call => call({ do: 'cancel', id: ID }, at, 200);
const lent = call({ do: 'check out', copyId: A, patronId: 'P1', branchId: 'CEN' }, [0, 100], 201);
const blocked = call(
  { do: 'set a block', copyId: A, block: { kind: 'reservation', code: 8 } },
  [0, 100],
  201,
);
const lifted = (at: Times): Call =>
  call({ do: 'lift a block', copyId: A, block: { kind: 'reservation' } }, at, 200);

const read = (query: ListQuery, [from, to]: Times, ...items: readonly Listed[]): ListRead => ({
  query,
  from,
  to,
  items,
});

const all: ListQuery = { of: 'reservations', by: 'copyId', id: A, open: false };
const open: ListQuery = { ...all, open: true };
const loans: ListQuery = { of: 'loans', patronId: 'P1' };
const blocks: ListQuery = { of: 'blocked copies', branchId: 'CEN', kind: 'any' };
const pulls: ListQuery = { of: 'pull list', branchId: 'CEN' };

const entry = (status: string) => ({ id: ID, copyId: A, status });
const shown = (code?: 8): Listed & { copyId: string } & Required<Listed>['copy'] => ({
  copyId: A,
  branchId: 'CEN',
  status: 'available',
  blocks: code ? [{ kind: 'reservation', code }] : [],
  reservable: { code: code ?? null },
  lendable: { open: true },
  reservations: 0,
  version: 1,
});

/** What the lists show by themselves, and with the calls. */
const wrongIn = (calls: readonly Call[], list: ListRead): readonly string[] => {
  const listed = callsOfLists([list], calls);
  const initial = emptyTitleState('T01');
  const ofTitle = [...calls, ...listed.filter((one) => titleOfCall(one) === 'T01')];
  const contradiction = wrongWithTitle({ titleId: 'T01', initial, calls: ofTitle }, facts);
  return [...wrongInList(list, calls), ...(contradiction === undefined ? [] : [contradiction])];
};

describe('T3: lists that cannot have been read', () => {
  it.each<[string, readonly Call[], ListRead, RegExp]>([
    ['a reservation twice', [reserved], read(all, [200, 300], entry('waiting'), entry('waiting')), /twice/],
    ['no trace of one that was accepted', [reserved], read(all, [2000, 2100]), /did not list/],
    ['an open one left out of the open ones', [reserved], read(open, [2000, 2100]), /cannot all be true/],
    ['a waiting one as ready', [reserved], read(open, [200, 300], entry('ready')), /cannot all be true/],
    ['one that waits as closed', [reserved], read(all, [200, 300], entry('cancelled')), /cannot all be true/],
    [
      'a closed one among the open',
      [reserved],
      read(open, [200, 300], entry('cancelled')),
      /does not belong/,
    ],
    [
      'a cancelled one as if it still waited',
      [reserved, cancelled([200, 300])],
      read(open, [400, 500], entry('waiting')),
      /cannot all be true/,
    ],
    [
      'one of another copy',
      [],
      read({ ...all, id: 'T01.b' }, [200, 300], entry('waiting')),
      /does not belong/,
    ],
    ['a loan left out', [lent], read(loans, [2000, 2100]), /cannot all be true/],
    ['a loan that is none', [], read(loans, [200, 300], { copyId: A, patronId: 'P1' }), /cannot all be true/],
    [
      'a loan of another card',
      [lent],
      read(loans, [200, 300], { copyId: A, patronId: 'P2' }),
      /does not belong/,
    ],
    ['a blocked copy left out', [blocked], read(blocks, [2000, 2100]), /cannot all be true/],
    ['a copy without a block', [], read(blocks, [200, 300], shown()), /does not belong/],
    [
      'a block that was lifted',
      [blocked, lifted([200, 300])],
      read(blocks, [400, 500], shown(8)),
      /cannot all be true/,
    ],
    [
      'a copy to be fetched for a reservation that is ready',
      [],
      read(pulls, [200, 300], { copy: shown(), reservation: entry('ready') }),
      /does not belong/,
    ],
    [
      'a copy to be fetched for a reservation that was cancelled before',
      [reserved, cancelled([200, 300])],
      read(pulls, [400, 500], { copy: shown(), reservation: entry('waiting') }),
      /cannot all be true/,
    ],
  ])('%s', (_, calls, list, why) => {
    expect(wrongIn(calls, list).join('; ')).toMatch(why);
  });
});

describe('T3: lists that can', () => {
  it.each<[string, readonly Call[], ListRead]>([
    ['what is there', [reserved], read(all, [200, 300], entry('waiting'))],
    ['without what was accepted less than a second ago', [reserved], read(all, [1000, 1100])],
    ['without what is accepted meanwhile', [reserved], read(open, [50, 150])],
    ['with what is accepted meanwhile', [reserved], read(open, [50, 150], entry('waiting'))],
    [
      'a closed one as closed',
      [reserved, cancelled([200, 300])],
      read(all, [2000, 2100], entry('cancelled')),
    ],
    ['the open ones, without a closed one', [reserved, cancelled([200, 300])], read(open, [2000, 2100])],
    [
      'as it was, while it is cancelled',
      [reserved, cancelled([200, 900])],
      read(open, [400, 500], entry('waiting')),
    ],
    ['a loan', [lent], read(loans, [2000, 2100], { copyId: A, patronId: 'P1' })],
    ['without a loan of less than a second ago', [lent], read(loans, [1000, 1050])],
    ['a blocked copy', [blocked], read(blocks, [2000, 2100], shown(8))],
    ['without a copy that was blocked less than a second ago', [blocked], read(blocks, [1000, 1050])],
  ])('%s', (_, calls, list) => {
    expect(wrongIn(calls, list)).toEqual([]);
  });
});
