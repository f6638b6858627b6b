// Long: the random batches and copies are made of the random days, blocks and rules above them.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Activity } from '../lib/domain/activity.ts';
import { defined } from '../lib/domain/defined.ts';
import type { ThemeAgreement } from '../lib/domain/theme-agreement.ts';
import type { BatchChange } from '../lib/domain/batch.ts';
import type { Batch } from '../lib/domain/batch-state.ts';
import { slotKey, slotOf, type Block, type BlockKind, type Blocks } from '../lib/domain/block.ts';
import type { Day } from '../lib/domain/calendar.ts';
import type { Copy } from '../lib/domain/copy.ts';
import { flagKey } from '../lib/domain/flag-key.ts';
import type { HistoryLine } from '../lib/domain/history.ts';
import type { Patron } from '../lib/domain/patron.ts';
import type { OpenReservation } from '../lib/domain/reservation.ts';
import type { BlockingRule } from '../lib/domain/standing-rule.ts';
import {
  aBatch,
  aCopy,
  aCopyReservation,
  anActivity,
  anAgreement,
  aLoan,
  aLoanBlock,
  aPatron,
  aReservationBlock,
  aRule,
  aSpecialCard,
  aTitleReservation,
  blocksOf,
  FAR,
  OWN,
  RUNNING,
  SIBLING,
  TODAY,
} from './builders.ts';

const MS_PER_DAY = 86_400_000;

/** Counts days from another day without the code under test. */
export const dayFrom = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);

/** Any day of 1900 to 2099, including leap days and clock changes. */
export const anyDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 73_000 })
  .map((n) => dayFrom('1900-01-01', n));

/** A day within three weeks of `TODAY`, so that days before, on and after it all occur. */
export const anyDayNear: fc.Arbitrary<Day> = fc.integer({ min: -21, max: 21 }).map((n) => dayFrom(TODAY, n));

export const anyBranchId = fc.constantFrom(OWN, SIBLING, FAR);

const anySlot = fc.oneof(
  fc.constant({ source: { type: 'manual' } } as const),
  fc.constant({ source: { type: 'batch', id: 'b1' } } as const),
  fc.constantFrom('r1', 'r2', 'KERST', 'KERST@BR2').map((id) => ({ source: { type: 'rule', id } }) as const),
  fc.constantFrom('a1', 'a2').map((activityId) => ({ source: { type: 'manual' }, activityId }) as const),
);

/** Any block: both kinds and codes, any slot, with and without an end date. */
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
    const origin = { ...slot, placedAt, ...defined({ reason }) };
    return kind === 'reservation'
      ? aReservationBlock({ ...origin, code })
      : aLoanBlock({ ...origin, ...defined({ endDate }) });
  });

/** Up to six blocks. A later block replaces an earlier one in the same slot. */
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

/** Any copy of title T1: any branch, state and blocks. */
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
  .map(({ loan, transitTo, ...over }) => aCopy({ ...over, ...defined({ loan, transitTo }) }));

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

/** A queue of copies and title T1, in any order. Each reservation has its own place in time. */
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
        : aCopyReservation({ ...over, copyId, ...defined({ cardBranchId }) }),
    ),
  );

const anyScope = fc.record(
  {
    branchIds: fc.subarray([OWN, SIBLING, FAR]),
    collections: fc.subarray(['KERST', 'SINT']),
    titleIds: fc.subarray(['T1', 'T2']),
  },
  { requiredKeys: [] },
);

/** Two days near `TODAY`, the first not later than the last. */
const anyDays = fc
  .tuple(anyDayNear, anyDayNear)
  .map(([a, b]): readonly [Day, Day] => (a < b ? [a, b] : [b, a]));

/** Activity a1 or a2 near `TODAY`: coming, running, over or closed, of any scope. */
export const anyActivity: fc.Arbitrary<Activity> = fc
  .record({
    id: fc.constantFrom('a1', 'a2'),
    days: anyDays,
    scope: anyScope,
    agreement: fc.boolean(),
    atEnd: fc.constantFrom('flag', 'lift'),
    closedOn: fc.option(anyDayNear, { nil: undefined }),
  })
  .map(({ days: [startDate, endDate], scope, closedOn, ...over }) =>
    anActivity({ ...over, ...scope, startDate, endDate, ...defined({ closedOn }) }),
  );

/** The agreement of a1 or a2 on days near `TODAY`, of any scope. */
export const anyAgreement: fc.Arbitrary<ThemeAgreement> = fc
  .record({ activityId: fc.constantFrom('a1', 'a2'), days: anyDays, scope: anyScope })
  .map(({ activityId, days: [from, until], scope }) => anAgreement({ activityId, from, until, ...scope }));

/**
 * A rule with a block, for the Christmas collection or another one: any code, branch and activity.
 */
export const anyRule: fc.Arbitrary<BlockingRule> = fc
  .record(
    {
      collection: fc.constantFrom('KERST', 'r1'),
      branchId: anyBranchId,
      code: fc.constantFrom(7, 8),
      activityId: fc.constantFrom('a1', 'a2'),
      edition: fc.constantFrom('e1', 'e2'),
    },
    { requiredKeys: ['collection', 'code'] },
  )
  .map(aRule);

const anyBatchChange: fc.Arbitrary<BatchChange> = fc
  .record(
    {
      reservation: fc.option(fc.record({ code: fc.constantFrom(7, 8) })),
      loan: fc.option(fc.constant({})),
    },
    { requiredKeys: [] },
  )
  .filter((change) => Object.keys(change).length > 0);

/**
 * A batch that runs on `TODAY`: it sets or lifts one or both kinds of block, with or without an
 * activity.
 */
export const anyBatch: fc.Arbitrary<Batch> = fc
  .record(
    {
      change: anyBatchChange,
      includeRuled: fc.boolean(),
      activityId: fc.constantFrom('a1', 'a2'),
      reason: fc.constantFrom('etalage', 'kerst'),
    },
    { requiredKeys: ['change', 'includeRuled'] },
  )
  .map(({ change, includeRuled, ...order }) => {
    const lifts = Object.values(change).every((wanted) => wanted === null);
    return aBatch({ ...order, change, includeRuled: includeRuled && lifts }, RUNNING);
  });

/** Whether a batch is about a block, computed from rule M1 in a way that differs from the code. */
export const isAbout = ({ order: { change, activityId, includeRuled } }: Batch, key: string): boolean => {
  const [kind = '', of] = key.split('#');
  if (change[kind as BlockKind] === undefined) return false;
  if (activityId !== undefined) return key === `${kind}#activity#${activityId}`;
  return of === undefined || (of === 'rule' && includeRuled);
};

/** Replays lines of history on blocks. Each line must find the block that it names as `before`. */
export const followed = (blocks: Blocks, lines: readonly HistoryLine[]): Blocks => {
  const left = new Map(Object.entries(blocks));
  for (const { before, after } of lines) {
    const block = after ?? before;
    const key = block ? slotKey(block.kind, slotOf(block)) : '';
    expect(left.get(key)).toEqual(before);
    left.delete(key);
    if (after) left.set(key, after);
  }
  return Object.fromEntries(left);
};

/** The keys of flags of every kind, for a1, a2, and both kinds of block. */
const anyFlagKey = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'reservation-block-left-on' as const,
        'loan-block-left-on' as const,
        'special-card-not-checked-in' as const,
        'rule-not-applied' as const,
      ),
      fc.constantFrom('a1', 'a2'),
    )
    .map(([kind, about]) => flagKey(kind, about)),
  fc.constantFrom('reservation', 'loan').map((kind) => flagKey('block-without-end', kind)),
);

export const anyFlagKeys = fc.array(anyFlagKey, { maxLength: 5 });

const anyBlockOfAnyAge = fc
  .tuple(anyBlock, fc.integer({ min: -200, max: 0 }))
  .map(([block, days]) => ({ ...block, placedAt: `${dayFrom(TODAY, days)}T09:00:00.000Z` }));

const anyLoanOfActivity = fc
  .record({
    special: fc.boolean(),
    activityId: fc.constantFrom('a1', 'a2', undefined),
    branchId: anyBranchId,
  })
  .map(({ activityId, ...over }) => aLoan({ ...over, ...defined({ activityId }) }));

/** A copy as it may be between two writes: with flags and silences whose cause may have gone. */
export const anyFlaggedCopy: fc.Arbitrary<Copy> = fc
  .record({
    branchId: anyBranchId,
    blocks: fc.array(anyBlockOfAnyAge, { maxLength: 6 }).map((blocks) => blocksOf(...blocks)),
    loan: fc.option(anyLoanOfActivity, { nil: undefined }),
    flags: fc.array(fc.tuple(anyFlagKey, anyDayNear), { maxLength: 6 }),
    quiet: fc.record(
      { reservation: fc.integer({ min: -120, max: 120 }), loan: fc.integer({ min: -120, max: 120 }) },
      { requiredKeys: [] },
    ),
  })
  .map(({ branchId, blocks, loan, flags, quiet }) =>
    aCopy({
      branchId,
      blocks,
      ...(loan && { loan }),
      ...(flags.length > 0 && { flags: Object.fromEntries(flags) }),
      ...(Object.keys(quiet).length > 0 && {
        quiet: Object.fromEntries(Object.entries(quiet).map(([kind, days]) => [kind, dayFrom(TODAY, days)])),
      }),
    }),
  );
