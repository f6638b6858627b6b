import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstContradiction, type HistoryOperation } from '../../proof/consistency/checker/linearize.ts';

/** A register: a read answers the last write. */
type Register = number;
interface Use {
  readonly from: number;
  readonly to: number;
  readonly write?: number;
  readonly read?: number;
  readonly certain?: boolean;
}

const operationOf = ({ from, to, write, read, certain = true }: Use): HistoryOperation<Register> => ({
  from,
  to,
  certain,
  steps: [write !== undefined ? () => [write] : { sees: (state) => state === read }],
});

const contradictionIn = (uses: readonly Use[]) => firstContradiction(0, uses.map(operationOf), String);

describe('histories of a register', () => {
  it.each<[string, readonly Use[], number | undefined]>([
    ['nothing at all', [], undefined],
    [
      'a read of what was written before',
      [
        { from: 0, to: 1, write: 1 },
        { from: 2, to: 3, read: 1 },
      ],
      undefined,
    ],
    [
      'a read of what was there before',
      [
        { from: 0, to: 1, write: 1 },
        { from: 2, to: 3, read: 0 },
      ],
      1,
    ],
    [
      'either, while the write is under way',
      [
        { from: 0, to: 9, write: 1 },
        { from: 2, to: 3, read: 0 },
      ],
      undefined,
    ],
    [
      'the new, and then the old again',
      [
        { from: 0, to: 9, write: 1 },
        { from: 2, to: 3, read: 1 },
        { from: 4, to: 5, read: 0 },
      ],
      2,
    ],
    ['what nobody wrote', [{ from: 0, to: 1, read: 5 }], 0],
    [
      'what was written without an answer',
      [
        { from: 0, to: 1, write: 1, certain: false },
        { from: 2, to: 3, read: 1 },
      ],
      undefined,
    ],
    [
      'what was written without an answer, and then not',
      [
        { from: 0, to: 1, write: 1, certain: false },
        { from: 2, to: 3, read: 1 },
        { from: 4, to: 5, read: 0 },
      ],
      2,
    ],
    [
      'what was written without an answer, later than it can have been',
      [
        { from: 0, to: 1, write: 1, certain: false },
        { from: 2, to: 3, read: 0 },
        { from: 4, to: 5, read: 1 },
      ],
      2,
    ],
  ])('%s', (_, uses, at) => {
    expect(contradictionIn(uses)?.at).toBe(at);
  });

  it('two steps of one call may lie apart, but in their order', () => {
    const seesThenSets: HistoryOperation<Register> = {
      from: 0,
      to: 9,
      certain: true,
      steps: [{ sees: (state) => state === 1 }, () => [2]],
    };
    const one = operationOf({ from: 0, to: 9, write: 1 });
    const looks = (read: number, from: number) => operationOf({ from, to: from + 0.5, read });
    expect(firstContradiction(0, [seesThenSets, one, looks(1, 3), looks(2, 5)], String)).toBeUndefined();
    expect(firstContradiction(0, [seesThenSets, one, looks(2, 3), looks(1, 5)], String)).toBeDefined();
  });
});

const orders = (uses: readonly Use[]): readonly (readonly Use[])[] =>
  uses.length === 0
    ? [[]]
    : uses.flatMap((use) => orders(uses.filter((one) => one !== use)).map((rest) => [use, ...rest]));

/** Whether some order that respects real time explains a history; tries all orders. */
const isExplained = (uses: readonly Use[]): boolean =>
  orders(uses).some((order) => {
    const inTime = order.every((one, index) => order.slice(index + 1).every((later) => later.to >= one.from));
    let state = 0;
    return (
      inTime &&
      order.every(({ write, read }) => {
        if (write !== undefined) state = write;
        return read === undefined || read === state;
      })
    );
  });

it('finds the same as trying every order', () => {
  const use = fc
    .record({ from: fc.nat(12), length: fc.nat(6), value: fc.nat(2), writes: fc.boolean() })
    .map(({ from, length, value, writes }) => ({
      from,
      to: from + length + 0.5,
      ...(writes ? { write: value } : { read: value }),
    }));
  fc.assert(
    fc.property(fc.array(use, { maxLength: 6 }), (uses) => {
      expect(contradictionIn(uses) === undefined).toBe(isExplained(uses));
    }),
    { numRuns: 500 },
  );
});
