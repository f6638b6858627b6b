import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import {
  describeCopy,
  isOnShelf,
  kindsBlocked,
  lendableToday,
  reservableToday,
  statusOf,
  type Copy,
} from '../../lib/domain/copy.ts';
import { refusalsToReserve } from '../../lib/domain/reservation-rules.ts';
import { anyCopy, anyDayNear } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aHold,
  aLoan,
  aLoanBlock,
  aPatron,
  aReservationBlock,
  blocksOf,
  TODAY,
} from '../../testing/builders.ts';

const special = aLoan({ special: true, label: 'Vitrine' });

describe('a copy is in one place', () => {
  it.each<[string, Partial<Copy>, string]>([
    ['on the shelf', {}, 'available'],
    ['S2: on a special card', { loan: special }, 'on-special-card'],
    ['lent', { loan: aLoan() }, 'on-loan'],
    ['put aside for a reservation', { hold: aHold() }, 'reservation-shelf'],
    ['R7: on its way to a reservation', { hold: aHold(), transitTo: 'BR1' }, 'in-transit'],
    ['R7: on its way home', { transitTo: 'BR2' }, 'in-transit'],
    ['R11: on order', { onOrder: true }, 'on-order'],
    ['on order goes before on its way', { onOrder: true, transitTo: 'BR2', hold: aHold() }, 'on-order'],
    ['lent goes before on order', { loan: aLoan(), onOrder: true }, 'on-loan'],
    ['missing goes before lent', { missing: true, loan: special, onOrder: true }, 'missing'],
    ['withdrawn goes before missing', { withdrawn: true, missing: true, loan: aLoan() }, 'withdrawn'],
  ])('%s', (_name, over, status) => {
    expect(statusOf(aCopy(over))).toBe(status);
    expect(isOnShelf(aCopy(over))).toBe(status === 'available');
  });

  it('a block does not take it off the shelf', () => {
    expect(isOnShelf(aCopy({ blocks: blocksOf(aReservationBlock(), aLoanBlock()) }))).toBe(true);
  });
});

describe('B4–B6, R4: whether an ordinary own patron could reserve it today', () => {
  const seven = aReservationBlock({ code: 7 });
  const dated = aLoanBlock({ endDate: '2026-11-01' });
  const from = '2026-11-02';
  it.each<[string, Partial<Copy>, readonly Block[], object]>([
    ['a copy without blocks', {}, [], { code: null, open: true }],
    ['B4: code 8', {}, [aReservationBlock()], { code: 8, open: false }],
    ['B5: code 7', {}, [seven], { code: 7, open: true }],
    ['B6: a loan block without end date', {}, [aLoanBlock()], { code: null, open: false }],
    ['B6: a loan block with an end date', {}, [dated], { code: null, open: true, from }],
    [
      'B6: code 8 behind a dated loan block',
      {},
      [aReservationBlock(), dated],
      { code: 8, open: false, from },
    ],
    ['T2: a lapsed loan block', {}, [aLoanBlock({ endDate: '2026-10-11' })], { code: null, open: true }],
    ['lent', { loan: aLoan() }, [], { code: null, open: true }],
    ['R4: on a special card', { loan: special }, [], { code: null, open: false }],
    ['R11: on order', { onOrder: true }, [], { code: null, open: true }],
    ['missing', { missing: true }, [], { code: null, open: false }],
    ['withdrawn', { withdrawn: true }, [], { code: null, open: false }],
  ])('%s', (_name, over, blocks, expected) => {
    expect(reservableToday(aCopy({ ...over, blocks: blocksOf(...blocks) }), TODAY)).toStrictEqual(expected);
  });

  it('is open exactly where an own patron who has not got it, collecting it there, meets no refusal', () => {
    fc.assert(
      fc.property(anyCopy, anyDayNear, (copy, today) => {
        const patron = aPatron({ patronId: 'nobody-else', branchId: copy.branchId });
        const refusals = refusalsToReserve(
          copy,
          { patron, pickupBranchId: copy.branchId, agreements: [] },
          today,
        );
        expect(reservableToday(copy, today).open).toBe(refusals.length === 0);
      }),
    );
  });
});

describe('B3: whether no loan block is in force', () => {
  it.each<[string, readonly Block[], object]>([
    ['without blocks', [], { open: true }],
    ['with a reservation block', [aReservationBlock()], { open: true }],
    ['without end date', [aLoanBlock()], { open: false }],
    ['until today', [aLoanBlock({ endDate: TODAY })], { open: false, from: '2026-10-13' }],
    ['until yesterday', [aLoanBlock({ endDate: '2026-10-11' })], { open: true }],
    [
      'one with and one without',
      [aLoanBlock({ endDate: TODAY }), aLoanBlock({ activityId: 'a' })],
      { open: false },
    ],
  ])('%s', (_name, blocks, expected) => {
    expect(lendableToday(aCopy({ blocks: blocksOf(...blocks) }), TODAY)).toStrictEqual(expected);
  });
});

describe('T2: a copy is described by the day', () => {
  const dated = aLoanBlock({ endDate: TODAY });
  const copy = aCopy({ blocks: blocksOf(dated), loan: aLoan(), collection: 'SINT' });

  it.each([
    [
      'in force on its last day',
      TODAY,
      {
        blocks: [dated],
        reservable: { code: null, open: true, from: '2026-10-13' },
        lendable: { open: false, from: '2026-10-13' },
      },
    ],
    [
      'gone on the next',
      '2026-10-13',
      { blocks: [], reservable: { code: null, open: true }, lendable: { open: true } },
    ],
  ])('a loan block is %s', (_name, today, described) => {
    expect(describeCopy(copy, today)).toStrictEqual({ ...copy, status: 'on-loan', ...described });
  });
});

describe('the kinds of block that a copy is found by', () => {
  it.each<[string, readonly Block[], string | undefined]>([
    ['none', [], undefined],
    ['reservation', [aReservationBlock()], 'reservation'],
    ['reservation twice', [aReservationBlock(), aReservationBlock({ activityId: 'a' })], 'reservation'],
    ['loan', [aLoanBlock()], 'loan'],
    ['both', [aLoanBlock(), aReservationBlock(), aLoanBlock({ activityId: 'a' })], 'both'],
  ])('%s', (_name, blocks, kinds) => {
    expect(kindsBlocked(blocksOf(...blocks))).toBe(kinds);
  });
});
