import { describe, expect, it } from 'vitest';
import { wrongWithPositions } from '../../proof/consistency/checker/positions.ts';
import type { Command } from '../../proof/consistency/model/command.ts';
import type { Call } from '../../proof/consistency/model/operations.ts';

/** A call from one second to another, and its answer. */
const call = (
  command: Command,
  [from, to]: readonly [number, number],
  status: number,
  body: object = {},
): Call => ({ command, by: { sub: 'staff' }, from, to, answer: { status, body } });

const reserve: Command = { do: 'reserve a title', titleId: 'T01', patronId: 'p', pickupBranchId: 'CEN' };

/** A reservation with this number that was told this position. */
const told = (number: string, position: number, at: readonly [number, number]): Call =>
  call(reserve, at, 201, { id: `t.T01.${number}`, position });
const cancelled = (at: readonly [number, number]): Call => call({ do: 'cancel', id: 't.T01.1' }, at, 200);

describe('R6: positions that cannot have been told', () => {
  it.each<[string, readonly Call[]]>([
    ['the same to two, and nobody left', [told('1', 1, [0, 2]), told('2', 1, [1, 3])]],
    [
      'the same to two, and somebody left later',
      [told('1', 1, [0, 2]), told('2', 1, [1, 3]), cancelled([5, 6])],
    ],
    [
      'an earlier number to who asked after the other was answered',
      [told('2', 1, [0, 1]), told('1', 2, [2, 3])],
    ],
    ['behind more than had asked', [told('1', 2, [0, 1]), told('2', 3, [4, 5])]],
    ['behind one who was refused before', [call(reserve, [0, 1], 409), told('1', 2, [2, 3])]],
    ['none', [told('1', 0, [0, 1])]],
  ])('%s', (_name, calls) => {
    expect(wrongWithPositions(calls)).not.toEqual([]);
  });
});

describe('R6: positions that can', () => {
  it.each<[string, readonly Call[], number?]>([
    ['one after the other', [told('1', 1, [0, 1]), told('2', 2, [2, 3])]],
    ['at the same moment, in any order', [told('2', 2, [0, 5]), told('1', 1, [1, 4])]],
    ['the same again, after somebody left', [told('1', 1, [0, 1]), cancelled([2, 3]), told('2', 1, [4, 5])]],
    ['behind those who waited before', [told('1', 3, [0, 1])], 2],
    ['behind one whose answer was lost', [call(reserve, [0, 9], 503), told('1', 2, [1, 2])]],
  ])('%s', (_name, calls, before) => {
    expect(wrongWithPositions(calls, before)).toEqual([]);
  });
});
