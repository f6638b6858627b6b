// Long: the properties add up the counts that the two tables give for one copy and one change.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { flagsOf } from '../../lib/domain/flag.ts';
import { flagKey } from '../../lib/domain/flag-key.ts';
import { countOn, sumOf, countChanges, type ActivityCounts } from '../../lib/domain/activity-counts.ts';
import { anyDayNear, anyFlaggedCopy } from '../../testing/arbitraries.ts';
import { aCopy, aLoan, aLoanBlock, aReservationBlock, blocksOf, TODAY } from '../../testing/builders.ts';

const YESTERDAY = '2026-10-11';
const activityId = 'a1';
const blocked = aReservationBlock({ activityId });
const dated = (endDate: string) => aLoanBlock({ activityId, endDate });
const onCard = aLoan({ special: true, activityId });

const flagged = (...kinds: readonly ('reservation-block-left-on' | 'loan-block-left-on')[]) =>
  Object.fromEntries(kinds.map((kind) => [flagKey(kind, activityId), YESTERDAY]));

/** The counts that a copy adds to each activity. */
const countsOf = (copy: Copy): Record<string, ActivityCounts> =>
  Object.fromEntries(countChanges(undefined, copy));

const changed = (before: Copy, after: Copy): Record<string, ActivityCounts> =>
  Object.fromEntries(countChanges(before, after));

describe('what a copy counts for', () => {
  it.each<[string, Partial<Copy>, Record<string, ActivityCounts>]>([
    ['nothing', {}, {}],
    ['nothing for blocks of no activity', { blocks: blocksOf(aReservationBlock(), aLoanBlock()) }, {}],
    ['a block', { blocks: blocksOf(blocked) }, { a1: { blocked: 1 } }],
    [
      'two blocks: one copy',
      { blocks: blocksOf(blocked, aLoanBlock({ activityId })) },
      { a1: { blocked: 1 } },
    ],
    [
      'a dated loan block, until its last day',
      { blocks: blocksOf(dated(TODAY)) },
      { a1: { 'blocked@2026-10-12': 1 } },
    ],
    [
      'a dated loan block beside one without end',
      { blocks: blocksOf(dated(TODAY), blocked) },
      { a1: { blocked: 1 } },
    ],
    [
      'blocks of two activities, for each',
      { blocks: blocksOf(blocked, aLoanBlock({ activityId: 'a2', endDate: TODAY })) },
      { a1: { blocked: 1 }, a2: { 'blocked@2026-10-12': 1 } },
    ],
    ['on a special card', { loan: onCard }, { a1: { onSpecialCards: 1 } }],
    ['not on a special card of no activity', { loan: aLoan({ special: true }) }, {}],
    ['not on loan', { loan: aLoan({ activityId }) }, {}],
    [
      'its flags, each',
      {
        blocks: blocksOf(blocked, aLoanBlock({ activityId })),
        flags: flagged('reservation-block-left-on', 'loan-block-left-on'),
      },
      { a1: { blocked: 1, flags: 2 } },
    ],
    [
      'a flag for a dated loan block, until its last day',
      { blocks: blocksOf(blocked, dated(TODAY)), flags: flagged('loan-block-left-on') },
      { a1: { blocked: 1, 'flags@2026-10-12': 1 } },
    ],
    [
      'its flags on a special card of the activity, by themselves too, each until its last day',
      {
        blocks: blocksOf(blocked, dated(TODAY)),
        loan: onCard,
        flags: flagged('reservation-block-left-on', 'loan-block-left-on'),
      },
      {
        a1: {
          blocked: 1,
          onSpecialCards: 1,
          flags: 1,
          'flags@2026-10-12': 1,
          flagsOnSpecialCards: 1,
          'flagsOnSpecialCards@2026-10-12': 1,
        },
      },
    ],
    [
      'its flags on a special card of another activity',
      {
        blocks: blocksOf(blocked),
        loan: { ...onCard, activityId: 'a2' },
        flags: flagged('reservation-block-left-on'),
      },
      { a1: { blocked: 1, flags: 1 }, a2: { onSpecialCards: 1 } },
    ],
    ['no flag without its cause', { flags: flagged('loan-block-left-on') }, {}],
    [
      'no flag without an activity',
      {
        blocks: blocksOf(aLoanBlock({ placedAt: '2026-07-01T09:00:00.000Z' })),
        flags: { [flagKey('block-without-end', 'loan')]: TODAY },
      },
      {},
    ],
  ])('%s', (_name, over, counters) => {
    expect(countsOf(aCopy(over))).toStrictEqual(counters);
  });
});

describe('by how much counts change when a copy does', () => {
  const copyWith = (...blocks: readonly Block[]) => aCopy({ blocks: blocksOf(...blocks) });
  it.each<[string, Copy, Copy, Record<string, ActivityCounts>]>([
    ['a block is set', copyWith(), copyWith(blocked), { a1: { blocked: 1 } }],
    ['a block is lifted', copyWith(blocked), copyWith(), { a1: { blocked: -1 } }],
    ['one of two is lifted', copyWith(blocked, dated(TODAY)), copyWith(blocked), {}],
    [
      'the one without end is lifted',
      copyWith(blocked, dated(TODAY)),
      copyWith(dated(TODAY)),
      { a1: { blocked: -1, 'blocked@2026-10-12': 1 } },
    ],
    [
      'an end date is put off',
      copyWith(dated(TODAY)),
      copyWith(dated('2026-11-01')),
      { a1: { 'blocked@2026-10-12': -1, 'blocked@2026-11-01': 1 } },
    ],
    ['checked in from a special card', aCopy({ loan: onCard }), aCopy(), { a1: { onSpecialCards: -1 } }],
    [
      'from the card of one activity to that of another',
      aCopy({ loan: onCard }),
      aCopy({ loan: { ...onCard, activityId: 'a2' } }),
      { a1: { onSpecialCards: -1 }, a2: { onSpecialCards: 1 } },
    ],
    ['something else changes', copyWith(blocked), { ...copyWith(blocked), missing: true }, {}],
  ])('%s', (_name, before, after, changes) => {
    expect(changed(before, after)).toStrictEqual(changes);
  });

  it('whatever becomes of a copy, the changes add up to what it counts for in the end', () => {
    fc.assert(
      fc.property(fc.array(anyFlaggedCopy, { minLength: 1, maxLength: 6 }), (versions) => {
        const all = versions.map((copy, index) => countChanges(versions[index - 1], copy));
        const last = countsOf(versions.at(-1) ?? aCopy());
        for (const id of ['a1', 'a2']) {
          const sum = sumOf(all.map((changes) => changes.get(id) ?? {}));
          const left = Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
          expect(left).toEqual(last[id] ?? {});
        }
      }),
    );
  });

  it('no change says nothing of what stays the same', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyFlaggedCopy, (before, after) => {
        expect(countChanges(before, before).size).toBe(0);
        for (const counts of countChanges(before, after).values()) {
          expect(Object.keys(counts)).not.toEqual([]);
          expect(Object.values(counts)).not.toContain(0);
        }
      }),
    );
  });
});

describe('T2: a count is right on every day, whether or not a night has been', () => {
  it.each([
    ['a copy with a dated block, before its last day', dated(TODAY), YESTERDAY, 1],
    ['on its last day', dated(TODAY), TODAY, 1],
    ['the day after', dated(TODAY), '2026-10-13', 0],
    ['on the day of 25 hours', dated('2026-10-25'), '2026-10-25', 1],
    ['the day after that', dated('2026-10-25'), '2026-10-26', 0],
    ['on New Year’s Eve', dated('2026-12-31'), '2026-12-31', 1],
    ['on New Year’s Day', dated('2026-12-31'), '2027-01-01', 0],
    ['a block without an end', blocked, '2999-12-31', 1],
  ])('%s', (_name, block, today, count) => {
    const counts = countsOf(aCopy({ blocks: blocksOf(block) })).a1 ?? {};
    expect(countOn(counts, 'blocked', today)).toBe(count);
  });

  it('of several copies at once, as one looks at it', () => {
    fc.assert(
      fc.property(fc.array(anyFlaggedCopy, { maxLength: 6 }), anyDayNear, (copies, today) => {
        const there = (end: string | undefined) => end === undefined || end >= today;
        const hasBlock = ({ blocks }: Copy) =>
          Object.values(blocks).some(
            (block) => block.activityId === 'a1' && there(block.kind === 'loan' ? block.endDate : undefined),
          );
        const flagsOn = (some: readonly Copy[]) =>
          some
            .flatMap((copy) => [...flagsOf(copy).values()])
            .filter(({ activityId: id, until }) => id === 'a1' && there(until)).length;
        const onCards = copies.filter(({ loan }) => loan?.special && loan.activityId === 'a1');
        const counts = sumOf(copies.map((copy) => countsOf(copy).a1 ?? {}));
        expect({
          blocked: countOn(counts, 'blocked', today),
          onSpecialCards: countOn(counts, 'onSpecialCards', today),
          flags: countOn(counts, 'flags', today),
          flagsOnSpecialCards: countOn(counts, 'flagsOnSpecialCards', today),
        }).toEqual({
          blocked: copies.filter(hasBlock).length,
          onSpecialCards: onCards.length,
          flags: flagsOn(copies),
          flagsOnSpecialCards: flagsOn(onCards),
        });
      }),
    );
  });

  it('each number by its own name', () => {
    const counts = {
      blocked: 1,
      'blocked@2026-10-12': 2,
      onSpecialCards: 4,
      flags: 8,
      'flags@2026-10-11': 16,
      flagsOnSpecialCards: 32,
      lifted: 64,
    };
    const names = ['blocked', 'onSpecialCards', 'flags', 'flagsOnSpecialCards', 'lifted'] as const;
    expect(names.map((counted) => countOn(counts, counted, TODAY))).toEqual([3, 4, 8, 32, 64]);
    expect(countOn({}, 'lifted', TODAY)).toBe(0);
  });
});

describe('several counters as one', () => {
  it.each<[string, readonly ActivityCounts[], ActivityCounts]>([
    ['none', [], {}],
    ['one', [{ blocked: 2 }], { blocked: 2 }],
    ['the same name', [{ blocked: 2 }, { blocked: -1 }, { blocked: 3 }], { blocked: 4 }],
    ['different names', [{ blocked: 2, flags: 1 }, { lifted: 5 }], { blocked: 2, flags: 1, lifted: 5 }],
    [
      'a day is a name of its own',
      [{ blocked: 1 }, { 'blocked@2026-10-12': 1 }],
      { blocked: 1, 'blocked@2026-10-12': 1 },
    ],
  ])('%s', (_name, counters, sum) => {
    expect(sumOf(counters)).toEqual(sum);
  });
});
