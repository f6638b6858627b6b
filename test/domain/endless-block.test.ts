// Long: one block of exactly 90 days is due, flagged, kept and due again through all tests.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import { flagsOf, keepFlag, raise, withStandingFlags } from '../../lib/domain/flag.ts';
import { endlessFlags, firstEndlessDay } from '../../lib/domain/endless-block.ts';
import { flagKey } from '../../lib/domain/flag-key.ts';
import { anyDay, anyDayNear, anyFlaggedCopy, dayFrom } from '../../testing/arbitraries.ts';
import { aCopy, aLoanBlock, aReservationBlock, blocksOf, TODAY } from '../../testing/builders.ts';

const ON_RESERVATION = flagKey('block-without-end', 'reservation');
const ON_LOAN = flagKey('block-without-end', 'loan');

/** Exactly 90 days before `TODAY`. */
const placedAt = '2026-07-14T09:00:00.000Z';
const old = aReservationBlock({ placedAt });
const oldCopy = aCopy({ blocks: blocksOf(old) });

describe('N2: a block with neither end date nor activity nor rule is flagged after 90 days', () => {
  it.each<[string, Block, string | undefined]>([
    ['a reservation block', old, TODAY],
    ['code 7 too', aReservationBlock({ code: 7, placedAt }), TODAY],
    ['a loan block', aLoanBlock({ placedAt }), TODAY],
    ['one set by a batch', aReservationBlock({ placedAt, source: { type: 'batch', id: 'b1' } }), TODAY],
    ['a loan block with an end date', aLoanBlock({ placedAt, endDate: '2027-01-01' }), undefined],
    ['one of an activity', aReservationBlock({ placedAt, activityId: 'a1' }), undefined],
    ['a loan block of an activity', aLoanBlock({ placedAt, activityId: 'a1' }), undefined],
    ['one of a rule', aReservationBlock({ placedAt, source: { type: 'rule', id: 'r1' } }), undefined],
    [
      'one of a rule in the slot of no rule',
      aReservationBlock({ placedAt, source: { type: 'rule' } }),
      undefined,
    ],
    ['T1: set just after midnight', aLoanBlock({ placedAt: '2026-07-13T22:00:00.000Z' }), TODAY],
    ['T1: set just before midnight', aLoanBlock({ placedAt: '2026-07-13T21:59:59.999Z' }), '2026-10-11'],
    ['over the end of summer time', aLoanBlock({ placedAt: '2026-08-01T09:00:00.000Z' }), '2026-10-30'],
    ['over the year’s end', aLoanBlock({ placedAt: '2026-10-12T09:00:00.000Z' }), '2027-01-10'],
    ['over leap day', aLoanBlock({ placedAt: '2028-01-01T09:00:00.000Z' }), '2028-03-31'],
    ['in a year that has none', aLoanBlock({ placedAt: '2027-01-01T09:00:00.000Z' }), '2027-04-01'],
  ])('%s', (_name, block, first) => {
    const copy = aCopy({ blocks: blocksOf(block) });
    expect(firstEndlessDay(copy)).toBe(first);
    const day = first ?? '2999-12-31';
    expect(endlessFlags(copy, dayFrom(day, -1))).toEqual([]);
    expect(endlessFlags(copy, day)).toEqual(first ? [flagKey('block-without-end', block.kind)] : []);
  });

  it('on the 90th day, the day after and not the day before, for every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const copy = aCopy({ blocks: blocksOf(aLoanBlock({ placedAt: `${day}T12:00:00.000Z` })) });
        expect(firstEndlessDay(copy)).toBe(dayFrom(day, 90));
        const flags = [89, 90, 91].map((n) => endlessFlags(copy, dayFrom(day, n)));
        expect(flags).toEqual([[], [ON_LOAN], [ON_LOAN]]);
      }),
    );
  });

  it('each kind for itself; the first of them is what the night waits for', () => {
    const later = aLoanBlock({ placedAt: '2026-07-20T09:00:00.000Z' });
    const copy = aCopy({ blocks: blocksOf(old, later) });
    expect(firstEndlessDay(copy)).toBe(TODAY);
    expect(endlessFlags(copy, TODAY)).toEqual([ON_RESERVATION]);
    expect(endlessFlags(copy, '2026-10-18')).toEqual([ON_RESERVATION, ON_LOAN]);
    const earlier = aLoanBlock({ placedAt: '2026-07-10T09:00:00.000Z' });
    expect(firstEndlessDay(aCopy({ blocks: blocksOf(old, earlier) }))).toBe('2026-10-08');
  });

  it('a copy without such a block is none of the night’s business', () => {
    expect(firstEndlessDay(aCopy())).toBeUndefined();
  });
});

describe('N2: what is flagged already is not due again', () => {
  const flagged = raise(oldCopy, endlessFlags(oldCopy, TODAY), TODAY);

  it('as long as it stands', () => {
    expect(flagged.flags).toEqual({ [ON_RESERVATION]: TODAY });
    expect(firstEndlessDay(flagged)).toBeUndefined();
    expect(endlessFlags(flagged, '2027-10-12')).toEqual([]);
  });

  it('the block of the other kind still is', () => {
    const both = { ...flagged, blocks: blocksOf(old, aLoanBlock({ placedAt })) };
    expect([firstEndlessDay(both), endlessFlags(both, TODAY)]).toEqual([TODAY, [ON_LOAN]]);
  });

  it.each<[string, readonly Block[], readonly string[]]>([
    ['stays with the block', [old], [ON_RESERVATION]],
    ['goes when it is lifted', [], []],
    [
      'goes when it is set anew: 90 days from then',
      [aReservationBlock({ placedAt: '2026-10-12T08:00:00.000Z' })],
      [],
    ],
    ['goes when it is set by a rule', [aReservationBlock({ placedAt, source: { type: 'rule' } })], []],
    ['says nothing of a loan block', [aLoanBlock({ placedAt })], []],
    [
      'says nothing of a block of an activity',
      [aReservationBlock({ placedAt, activityId: 'reservation' })],
      [],
    ],
  ])('%s', (_name, blocks, left) => {
    const after = withStandingFlags({ ...flagged, blocks: blocksOf(...blocks) });
    expect(Object.keys(after.flags ?? {})).toEqual(left);
  });

  it('goes when a loan block gets an end date', () => {
    const copy = aCopy({ blocks: blocksOf(aLoanBlock({ placedAt })), flags: { [ON_LOAN]: TODAY } });
    const dated = { ...copy, blocks: blocksOf(aLoanBlock({ placedAt, endDate: '2026-12-31' })) };
    expect([flagsOf(copy).size, flagsOf(dated).size]).toEqual([1, 0]);
  });

  it('set anew, it is flagged once more, 90 days later', () => {
    const anew = withStandingFlags({
      ...flagged,
      blocks: blocksOf(aReservationBlock({ placedAt: '2026-10-13T08:00:00.000Z' })),
    });
    expect(firstEndlessDay(anew)).toBe('2027-01-11');
    expect(raise(anew, endlessFlags(anew, '2027-01-11'), '2027-01-11').flags).toEqual({
      [ON_RESERVATION]: '2027-01-11',
    });
  });
});

describe('N2: staff may say "keep", which silences it for another 90 days', () => {
  const flagged = raise(oldCopy, [ON_RESERVATION], TODAY);
  const kept = keepFlag(flagged, 'reservation', TODAY);
  const again = '2027-01-10';

  it('the flag goes, and nothing else changes', () => {
    expect(kept).toStrictEqual({ ...oldCopy, quiet: { reservation: again } });
    expect(withStandingFlags(kept)).toStrictEqual(kept);
  });

  it('it is flagged again on the 90th day, not before', () => {
    expect(firstEndlessDay(kept)).toBe(again);
    expect(endlessFlags(kept, '2027-01-09')).toEqual([]);
    expect(endlessFlags(kept, again)).toEqual([ON_RESERVATION]);
  });

  it('a silence that ends before the 90 days do hastens nothing', () => {
    const copy = { ...oldCopy, quiet: { reservation: '2026-10-01' } };
    expect([firstEndlessDay(copy), endlessFlags(copy, '2026-10-11')]).toEqual([TODAY, []]);
  });

  it('and may be kept again', () => {
    const twice = keepFlag(raise(kept, endlessFlags(kept, again), again), 'reservation', '2027-01-15');
    expect(twice.quiet).toEqual({ reservation: '2027-04-15' });
    expect(twice).not.toHaveProperty('flags');
  });

  it('the other flags and the other kind stay as they are', () => {
    const both = { ...oldCopy, blocks: blocksOf(old, aLoanBlock({ placedAt })) };
    const copy = keepFlag(raise(both, [ON_RESERVATION, ON_LOAN], TODAY), 'loan', TODAY);
    expect([copy.flags, copy.quiet]).toEqual([{ [ON_RESERVATION]: TODAY }, { loan: again }]);
    expect(keepFlag(copy, 'reservation', '2026-10-13').quiet).toEqual({
      loan: again,
      reservation: '2027-01-11',
    });
  });

  it.each<[string, readonly Block[], boolean]>([
    ['the block stays', [old], true],
    ['the block is lifted', [], false],
    ['the block is set anew', [aReservationBlock({ placedAt: '2026-10-13T08:00:00.000Z' })], false],
    ['the block becomes a rule’s', [aReservationBlock({ placedAt, source: { type: 'rule' } })], false],
    ['it was about a loan block, which is not there', [aLoanBlock({ placedAt })], false],
  ])('the silence is forgotten with what it was about: %s', (_name, blocks, quiet) => {
    const after = withStandingFlags({ ...kept, blocks: blocksOf(...blocks) });
    expect(after.quiet).toEqual(quiet ? { reservation: again } : undefined);
    expect('quiet' in after).toBe(quiet);
  });

  it('so a block that is lifted and set again later is not silenced by what was said of the old one', () => {
    const lifted = withStandingFlags({ ...kept, blocks: {} });
    const anew = withStandingFlags({
      ...lifted,
      blocks: blocksOf(aReservationBlock({ placedAt: '2026-10-12T08:00:00.000Z' })),
    });
    expect(anew).not.toHaveProperty('quiet');
    expect(firstEndlessDay(anew)).toBe('2027-01-10');
  });

  it('whatever the copy, kept means: no such flag, and none for 90 days', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyDayNear, (before, today) => {
        const copy = withStandingFlags(before);
        for (const kind of ['reservation', 'loan'] as const) {
          const after = keepFlag(copy, kind, today);
          const key = flagKey('block-without-end', kind);
          expect(after.flags?.[key]).toBeUndefined();
          expect(endlessFlags(after, dayFrom(today, 89))).not.toContain(key);
        }
      }),
    );
  });
});

describe('N6: the night finds a copy on the day on which there is something to flag', () => {
  it('not a day earlier, and not when it has been done', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, (before) => {
        const copy = withStandingFlags(before);
        const due = firstEndlessDay(copy);
        fc.pre(due !== undefined);
        expect(endlessFlags(copy, dayFrom(due, -1))).toEqual([]);
        const keys = endlessFlags(copy, due);
        expect(keys.length).toBeGreaterThan(0);
        const done = withStandingFlags(raise(copy, keys, due));
        expect(Object.keys(done.flags ?? {})).toEqual(expect.arrayContaining([...keys]));
        expect(endlessFlags(done, due)).toEqual([]);
        expect((firstEndlessDay(done) ?? '9999-12-31') > due).toBe(true);
      }),
    );
  });
});
