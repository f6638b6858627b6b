// Long: a slot, an end date and a code make one block; each of its rules is a short table.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blocksInForce,
  codeInForce,
  firstDayLendable,
  firstLapseDay,
  hasLapsed,
  loanBlockInForce,
  saysTheSame,
  slotKey,
  slotOf,
  type Block,
} from '../../lib/domain/block.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import { anyBlock, anyBlocks, anyDay, anyDayNear } from '../../testing/arbitraries.ts';
import { aLoanBlock, aReservationBlock, blocksOf, TODAY } from '../../testing/builders.ts';

describe('B1: a block has a slot: its activity, or the rule that set it, or neither', () => {
  it.each([
    ['by hand', aReservationBlock(), {}, 'reservation'],
    ['by a batch', aReservationBlock({ source: { type: 'batch', id: 'b1' } }), {}, 'reservation'],
    ['a loan block by hand', aLoanBlock(), {}, 'loan'],
    [
      'by a rule',
      aReservationBlock({ source: { type: 'rule', id: 'r1' } }),
      { ruleId: 'r1' },
      'reservation#rule#r1',
    ],
    ['by a rule without a name', aReservationBlock({ source: { type: 'rule' } }), {}, 'reservation'],
    ['for an activity', aLoanBlock({ activityId: 'a1' }), { activityId: 'a1' }, 'loan#activity#a1'],
    [
      'C1: by a rule with an activity',
      aReservationBlock({ source: { type: 'rule', id: 'r1' }, activityId: 'a1' }),
      { activityId: 'a1' },
      'reservation#activity#a1',
    ],
  ])('%s', (_name, block, slot, key) => {
    expect(slotOf(block)).toEqual(slot);
    expect(slotKey(block.kind, slotOf(block))).toBe(key);
  });

  it('an activity and a rule of the same name, and the two kinds, never share a slot', () => {
    const keys = (['reservation', 'loan'] as const).flatMap((kind) =>
      [{}, { ruleId: 'x' }, { activityId: 'x' }].map((slot) => slotKey(kind, slot)),
    );
    expect(new Set(keys).size).toBe(6);
  });
});

describe('T2, B3: a loan block is in force up to and including its end date', () => {
  it('on D and not on D + 1, for every D', () => {
    fc.assert(
      fc.property(anyDay, (end) => {
        const blocks = blocksOf(aLoanBlock({ endDate: end }));
        const next = addDays(end, 1);
        expect(loanBlockInForce(blocks, addDays(end, -1))).toEqual({ until: end });
        expect(loanBlockInForce(blocks, end)).toEqual({ until: end });
        expect(loanBlockInForce(blocks, next)).toBeUndefined();
        expect(firstDayLendable(blocks, end)).toBe(next);
        expect(firstDayLendable(blocks, next)).toBeUndefined();
        expect(firstLapseDay(blocks)).toBe(next);
      }),
    );
  });

  it.each([
    ['the start of summer time', '2026-03-28', '2026-03-29'],
    ['the day of 23 hours', '2026-03-29', '2026-03-30'],
    ['the end of summer time', '2026-10-24', '2026-10-25'],
    ['the day of 25 hours', '2026-10-25', '2026-10-26'],
    ['New Year', '2026-12-31', '2027-01-01'],
    ['leap day', '2028-02-28', '2028-02-29'],
    ['the day after leap day', '2028-02-29', '2028-03-01'],
  ])('over %s: until %s, lendable again and due for the night on %s', (_name, endDate, next) => {
    const block = aLoanBlock({ endDate });
    expect([hasLapsed(block, endDate), hasLapsed(block, next)]).toEqual([false, true]);
    expect(firstDayLendable(blocksOf(block), endDate)).toBe(next);
    expect(firstLapseDay(blocksOf(block))).toBe(next);
  });

  it.each([
    ['a loan block without end date', aLoanBlock()],
    ['a loan block of an activity, without end date', aLoanBlock({ activityId: 'a1' })],
    ['B2: a reservation block', aReservationBlock()],
  ])('%s never lapses', (_name, block) => {
    expect(hasLapsed(block, '2999-12-31')).toBe(false);
  });
});

describe('B2: the strictest reservation block counts', () => {
  const seven = (activityId: string) => aReservationBlock({ code: 7, activityId });
  const eight = (activityId: string) => aReservationBlock({ code: 8, activityId });
  it.each([
    ['nothing without blocks', [], null],
    ['nothing of loan blocks alone', [aLoanBlock()], null],
    ['7', [seven('a')], 7],
    ['8', [eight('a')], 8],
    ['8 over 7', [seven('a'), eight('b')], 8],
    ['8 over 7 in the other order', [eight('a'), seven('b')], 8],
    ['7 beside a loan block', [aLoanBlock(), seven('a')], 7],
    ['one 8 among many 7s', [seven('a'), seven('b'), eight('c'), seven('d'), aLoanBlock()], 8],
  ] as const)('%s', (_name, blocks, code) => {
    expect(codeInForce(blocksOf(...blocks))).toBe(code);
  });

  it('whatever the order in which they were set', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const backwards = Object.fromEntries(Object.entries(blocks).reverse());
        const codes = Object.values(blocks).flatMap((block) =>
          block.kind === 'reservation' ? [block.code] : [],
        );
        expect(codeInForce(blocks)).toBe(codes.length === 0 ? null : Math.max(...codes));
        expect(codeInForce(backwards)).toBe(codeInForce(blocks));
      }),
    );
  });
});

describe('B3: lent to nobody until the last end date of all', () => {
  const until = (endDate: string, activityId: string) => aLoanBlock({ endDate, activityId });
  const past = until('2026-10-11', 'old');
  it.each([
    ['nothing without blocks', [], undefined, undefined],
    ['nothing of a reservation block', [aReservationBlock()], undefined, undefined],
    ['nothing of a lapsed one', [past], undefined, undefined],
    ['until today', [until(TODAY, 'a')], { until: TODAY }, '2026-10-13'],
    [
      'the last of two',
      [until('2026-10-20', 'a'), until('2026-11-01', 'b')],
      { until: '2026-11-01' },
      '2026-11-02',
    ],
    [
      'the first, being last',
      [until('2026-11-01', 'a'), until('2026-10-20', 'b')],
      { until: '2026-11-01' },
      '2026-11-02',
    ],
    [
      'of three',
      [until('2026-10-20', 'a'), until('2026-12-31', 'b'), until('2026-11-01', 'c')],
      { until: '2026-12-31' },
      '2027-01-01',
    ],
    ['no end while one has none', [until('2026-11-01', 'a'), aLoanBlock()], {}, undefined],
    ['no end, in the other order', [aLoanBlock(), until('2026-11-01', 'a')], {}, undefined],
    [
      'a lapsed one beside one in force',
      [past, until('2026-10-20', 'a')],
      { until: '2026-10-20' },
      '2026-10-21',
    ],
  ])('%s', (_name, blocks, inForce, from) => {
    expect(loanBlockInForce(blocksOf(...blocks), TODAY)).toEqual(inForce);
    expect(firstDayLendable(blocksOf(...blocks), TODAY)).toBe(from);
  });

  it('B6: on the first day that it can be had nothing is in force, and on the day before something is', () => {
    fc.assert(
      fc.property(anyBlocks, anyDayNear, (blocks, today) => {
        const from = firstDayLendable(blocks, today);
        fc.pre(from !== undefined);
        expect(loanBlockInForce(blocks, from)).toBeUndefined();
        expect(loanBlockInForce(blocks, addDays(from, -1))).toBeDefined();
        expect(from > today).toBe(true);
      }),
    );
  });
});

describe('T2: what is in force is what has not lapsed', () => {
  it('all others are there, oldest first, the loan block first of two at the same moment', () => {
    const at = (placedAt: string) => ({ placedAt, activityId: placedAt });
    const first = aReservationBlock(at('2026-09-01T09:00:00.000Z'));
    const loan = aLoanBlock(at('2026-09-02T09:00:00.000Z'));
    const same = aReservationBlock(at('2026-09-02T09:00:00.000Z'));
    const last = aLoanBlock({ ...at('2026-09-03T09:00:00.000Z'), endDate: TODAY });
    const lapsed = aLoanBlock({ endDate: '2026-10-11' });
    const inOrder = [first, loan, same, last];
    expect(blocksInForce(blocksOf(last, same, lapsed, loan, first), TODAY)).toEqual(inOrder);
    expect(blocksInForce(blocksOf(first, loan, same, lapsed, last), TODAY)).toEqual(inOrder);
  });

  it('keeps each block in force and no other', () => {
    fc.assert(
      fc.property(anyBlocks, anyDayNear, (blocks, today) => {
        const found = blocksInForce(blocks, today);
        const expected = Object.values(blocks).filter(
          (block) => block.kind === 'reservation' || block.endDate === undefined || block.endDate >= today,
        );
        expect(new Set(found)).toEqual(new Set(expected));
        expect(found.map(({ placedAt }) => placedAt)).toEqual(found.map(({ placedAt }) => placedAt).sort());
      }),
    );
  });
});

describe('N1: the night comes for the loan block that lapses first', () => {
  it.each([
    ['none without blocks', [], undefined],
    ['none for a reservation block', [aReservationBlock()], undefined],
    ['none for a loan block without end date', [aLoanBlock()], undefined],
    [
      'the earliest of more',
      [aLoanBlock({ endDate: '2026-11-01' }), aLoanBlock({ endDate: '2026-10-20', activityId: 'a' })],
      '2026-10-21',
    ],
    [
      'one without end date does not hide it',
      [aLoanBlock(), aLoanBlock({ endDate: '2026-10-20', activityId: 'a' })],
      '2026-10-21',
    ],
  ])('%s', (_name, blocks, day) => {
    expect(firstLapseDay(blocksOf(...blocks))).toBe(day);
  });
});

describe('B9: two blocks say the same when a librarian would read the same', () => {
  const later = { placedAt: '2026-10-12T08:00:00.000Z', placedBy: 'somebody-else' };
  it.each<[string, Block, Block, boolean]>([
    ['the same code by somebody else', aReservationBlock(), aReservationBlock(later), true],
    ['another code', aReservationBlock({ code: 7 }), aReservationBlock({ code: 8 }), false],
    ['another reason', aReservationBlock({ reason: 'a' }), aReservationBlock({ reason: 'b' }), false],
    ['a reason where there was none', aReservationBlock(), aReservationBlock({ reason: 'b' }), false],
    ['the same end date', aLoanBlock({ endDate: TODAY }), aLoanBlock({ endDate: TODAY, ...later }), true],
    ['another end date', aLoanBlock({ endDate: TODAY }), aLoanBlock({ endDate: '2026-10-13' }), false],
    ['an end date where there was none', aLoanBlock(), aLoanBlock({ endDate: TODAY }), false],
    ['no end date twice', aLoanBlock(), aLoanBlock(later), true],
    ['a loan and a reservation block', aLoanBlock(), aReservationBlock(), false],
    ['a reservation and a loan block', aReservationBlock(), aLoanBlock(), false],
  ])('%s', (_name, a, b, same) => {
    expect(saysTheSame(a, b)).toBe(same);
  });

  it('every block says the same as itself, and it works both ways', () => {
    fc.assert(
      fc.property(anyBlock, anyBlock, (a, b) => {
        expect(saysTheSame(a, { ...a })).toBe(true);
        expect(saysTheSame(a, b)).toBe(saysTheSame(b, a));
      }),
    );
  });
});
