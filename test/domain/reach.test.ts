import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import { comesWithinReach, goesOutOfReach, reachOf, type Reach } from '../../lib/domain/reach.ts';
import { refusalsToReserve } from '../../lib/domain/reservation-rules.ts';
import { anyCopy } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aHold,
  aLoan,
  aLoanBlock,
  aRequest,
  aReservationBlock,
  TODAY,
} from '../../testing/builders.ts';

const blocked = (
  ...blocks: readonly (ReturnType<typeof aLoanBlock> | ReturnType<typeof aReservationBlock>)[]
) => aCopy({ blocks: Object.fromEntries(blocks.map((block, n) => [`${block.kind}#${n}`, block])) });

const seven = aReservationBlock({ code: 7 });
const eight = aReservationBlock({ code: 8 });
const dated = aLoanBlock({ endDate: '2026-12-31' });
const endless = aLoanBlock();

describe('B4–B6, R3: whom a copy can serve', () => {
  it.each<[string, Copy, Reach]>([
    ['on the shelf', aCopy(), 'everybody'],
    ['on loan', aCopy({ loan: aLoan() }), 'everybody'],
    ['on order', aCopy({ onOrder: true }), 'everybody'],
    ['code 7', blocked(seven), 'own'],
    ['code 8', blocked(eight), 'nobody'],
    ['codes 7 and 8', blocked(seven, eight), 'nobody'],
    ['behind a loan block with an end date', blocked(dated), 'later'],
    ['behind one with code 7', blocked(seven, dated), 'later'],
    ['behind a loan block without an end', blocked(endless), 'nobody'],
    ['behind one of each', blocked(dated, endless), 'nobody'],
    ['withdrawn', aCopy({ withdrawn: true }), 'nobody'],
    ['missing', aCopy({ missing: true }), 'nobody'],
    ['on a special card', aCopy({ loan: aLoan({ special: true }) }), 'nobody'],
  ])('%s', (_name, copy, reach) => {
    expect(reachOf(copy)).toBe(reach);
  });

  it('serves an own patron at its branch exactly when it serves anybody', () => {
    fc.assert(
      fc.property(anyCopy, (copy) => {
        const request = aRequest({ pickupBranchId: copy.branchId });
        const patron = { ...request.patron, branchId: copy.branchId, patronId: 'nobody-else' };
        const refusals = refusalsToReserve(copy, { ...request, patron }, TODAY);
        const lapsed = refusals.length === 0 && reachOf(copy) === 'nobody';
        // A loan block that has lapsed stays on the copy until the night.
        if (!lapsed) expect(refusals.length === 0).toBe(reachOf(copy) !== 'nobody');
      }),
    );
  });
});

const shelf = aCopy();
const asked = aCopy({ wanted: true });

describe('R8: what a change means for the shelf', () => {
  it.each<[string, Copy, Copy, boolean]>([
    ['checked in', aCopy({ loan: aLoan() }), shelf, true],
    ['found', aCopy({ missing: true }), shelf, true],
    ['code 8 lifted', blocked(eight), shelf, true],
    ['code 8 becomes 7', blocked(eight), blocked(seven), true],
    ['code 7 lifted', blocked(seven), shelf, true],
    ['a loan block gets an end', blocked(endless), blocked(dated), true],
    ['a dated loan block lifted', blocked(dated), shelf, true],
    ['a dated loan block lifted before code 7', blocked(seven, dated), blocked(seven), true],
    ['nothing', shelf, shelf, false],
    ['code 7 set', shelf, blocked(seven), false],
    [
      'a block lifted on a copy on loan',
      aCopy({ ...blocked(eight), loan: aLoan() }),
      aCopy({ loan: aLoan() }),
      false,
    ],
  ])('%s: within reach of more people: %#', (_name, before, after, comes) => {
    expect(comesWithinReach(before, after)).toBe(comes);
  });

  const match = { reservationId: aHold().reservationId };
  it.each<[string, Copy, Copy, boolean]>([
    ['lent', asked, aCopy({ loan: aLoan(), wanted: false }), true],
    ['missing', asked, aCopy({ missing: true }), true],
    ['blocked', asked, { ...blocked(eight), wanted: true }, true],
    ['moved to another title', asked, aCopy({ wanted: true, titleId: 'T2' }), true],
    ['put aside for who gets it', { ...asked, match }, aCopy({ hold: aHold() }), false],
    [
      'put aside for somebody else',
      { ...asked, match: { reservationId: 'x' } },
      aCopy({ hold: aHold() }),
      true,
    ],
    ['put aside before it was matched', asked, aCopy({ hold: aHold() }), true],
    ['unmarked', asked, shelf, false],
    ['lent, and nobody had asked for it', shelf, aCopy({ loan: aLoan() }), false],
  ])('%s: out of reach, so that another may be asked for: %#', (_name, before, after, goes) => {
    expect(goesOutOfReach(before, after)).toBe(goes);
  });
});
