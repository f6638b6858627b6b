import fc from 'fast-check';
import type { Block } from '../../lib/domain/block.ts';
import type { Day } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/people.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import {
  aCopy,
  aCopyReservation,
  aLoan,
  aLoanBlock,
  aPatron,
  aReservationBlock,
  aSpecialCard,
  aTitleReservation,
  blocksOf,
  FAR,
  OWN,
  SIBLING,
  TODAY,
} from './build.ts';

const MS_PER_DAY = 86_400_000;

/** A day counted from another one without the code under test. */
export const dayFrom = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);

/** Any day of 1900 to 2099, leap days and clock changes among them. */
export const anyDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 73_000 })
  .map((n) => dayFrom('1900-01-01', n));

/** A day within three weeks of `TODAY`, so that days before, on and after it all occur. */
export const anyDayNear: fc.Arbitrary<Day> = fc.integer({ min: -21, max: 21 }).map((n) => dayFrom(TODAY, n));

export const anyBranchId = fc.constantFrom(OWN, SIBLING, FAR);

const anySlot = fc.oneof(
  fc.constant({ source: { type: 'manual' } } as const),
  fc.constant({ source: { type: 'batch', id: 'b1' } } as const),
  fc.constantFrom('r1', 'r2').map((id) => ({ source: { type: 'rule', id } }) as const),
  fc.constantFrom('a1', 'a2').map((activityId) => ({ source: { type: 'manual' }, activityId }) as const),
);

/** Any block: of both kinds and codes, in any slot, with and without an end date. */
export const anyBlock: fc.Arbitrary<Block> = fc
  .tuple(
    anySlot,
    fc.constantFrom('reservation', 'loan'),
    fc.constantFrom(7, 8),
    fc.option(anyDayNear, { nil: undefined }),
    fc.constantFrom('2026-09-30T09:00:00.000Z', '2026-10-01T09:00:00.000Z', '2026-10-02T09:00:00.000Z'),
    fc.option(fc.constantFrom('etalage', 'kleine collectie'), { nil: undefined }),
  )
  .map(([slot, kind, code, endDate, placedAt, reason]) => {
    const origin = { ...slot, placedAt, ...(reason !== undefined && { reason }) };
    return kind === 'reservation'
      ? aReservationBlock({ ...origin, code })
      : aLoanBlock({ ...origin, ...(endDate !== undefined && { endDate }) });
  });

/** Up to six blocks, of which the later ones take the place of earlier ones in the same slot. */
export const anyBlocks = fc.array(anyBlock, { maxLength: 6 }).map((blocks) => blocksOf(...blocks));

export const anyPatron: fc.Arbitrary<Patron> = fc
  .record({
    patronId: fc.constantFrom('3', '7', '16'),
    branchId: anyBranchId,
    special: fc.boolean(),
    blocked: fc.boolean(),
    openReservations: fc.nat({ max: 20 }),
  })
  .map(({ special, ...over }) => (special ? aSpecialCard(over) : aPatron(over)));

const anyLoan = fc
  .record({ patronId: fc.constantFrom('3', '7', '16'), special: fc.boolean() })
  .map((over) => aLoan({ ...over, ...(over.special && { label: 'Vitrine' }) }));

/** Any copy of title T1: anywhere, in any state, with any blocks. */
export const anyCopy: fc.Arbitrary<Copy> = fc
  .record({
    copyId: fc.constantFrom('2905', '2906', '2907', '2908'),
    branchId: anyBranchId,
    onOrder: fc.boolean(),
    missing: fc.boolean(),
    withdrawn: fc.boolean(),
    blocks: anyBlocks,
    loan: fc.option(anyLoan, { nil: undefined }),
    transitTo: fc.option(anyBranchId, { nil: undefined }),
  })
  .map(({ loan, transitTo, ...over }) =>
    aCopy({ ...over, ...(loan && { loan }), ...(transitTo !== undefined && { transitTo }) }),
  );

/** Different copies of title T1, most of them on the shelf. */
export const anyCopiesOnShelf = fc.uniqueArray(
  fc
    .record({
      copyId: fc.constantFrom('2905', '2906', '2907', '2908'),
      branchId: anyBranchId,
      blocks: anyBlocks,
    })
    .chain((over) => fc.boolean().map((out) => aCopy({ ...over, ...(out && { loan: aLoan() }) }))),
  { selector: ({ copyId }) => copyId, maxLength: 4 },
);

/** A queue of copies and title T1, each reservation at its own place in time, in any order. */
export const anyQueue: fc.Arbitrary<readonly OpenReservation[]> = fc
  .uniqueArray(
    fc.record({
      nth: fc.nat({ max: 50 }),
      copyId: fc.option(fc.constantFrom('2905', '2906'), { nil: undefined }),
      patronId: fc.constantFrom('3', '7', '16', 'S1', 'unknown'),
      pickupBranchId: anyBranchId,
      cardBranchId: fc.option(anyBranchId, { nil: undefined }),
      expiresOn: anyDayNear,
    }),
    { selector: ({ nth }) => nth, maxLength: 8 },
  )
  .map((parts) =>
    parts.map(({ copyId, cardBranchId, ...over }) =>
      copyId === undefined
        ? aTitleReservation(over)
        : aCopyReservation({ ...over, copyId, ...(cardBranchId !== undefined && { cardBranchId }) }),
    ),
  );
