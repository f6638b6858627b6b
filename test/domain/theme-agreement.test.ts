// Long: one table has a row for each scope, branch and day that may keep a copy at home.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../lib/domain/activity.ts';
import {
  agreementOf,
  keptAtHomeBy,
  withAgreement,
  type ThemeAgreement,
} from '../../lib/domain/theme-agreement.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import {
  anyAgreement,
  anyBranchId,
  anyCopy,
  anyDay,
  anyDayNear,
  dayFrom,
} from '../../testing/arbitraries.ts';
import {
  aCopy,
  aLoanBlock,
  anActivity,
  anAgreement,
  aReservationBlock,
  blocksOf,
  FAR,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

describe('A5: the agreement of an activity', () => {
  const agreed = { agreement: true };
  const scope = { branchIds: [OWN, SIBLING], collections: ['KBW'], titleIds: ['T1'] };
  it.each<[string, Partial<Activity>, ThemeAgreement | undefined]>([
    ['none', {}, undefined],
    ['none, though it has a day for one', { agreementFrom: '2026-09-16' }, undefined],
    ['from its first day to its last', agreed, anAgreement()],
    [
      'from weeks earlier, when books are gathered',
      { ...agreed, agreementFrom: '2026-09-16' },
      anAgreement({ from: '2026-09-16' }),
    ],
    ['about what it names', { ...agreed, ...scope }, anAgreement(scope)],
    [
      'under its own name',
      { ...agreed, id: 'a7', name: 'Sint' },
      anAgreement({ activityId: 'a7', name: 'Sint' }),
    ],
    ['A3: none once it is closed', { ...agreed, closedOn: TODAY }, undefined],
    ['A3: none where it was closed after its last day', { ...agreed, closedOn: '2026-10-20' }, undefined],
  ])('%s', (_name, over, agreement) => {
    expect(agreementOf(anActivity(over))).toStrictEqual(agreement);
  });
});

describe('A5: the agreements that keep a copy at its own branch', () => {
  const mine = { blocks: blocksOf(aReservationBlock({ activityId: 'a1' })) };
  const ofKerst = { collection: 'KERST' };
  it.for<[string, Partial<Copy>, Partial<ThemeAgreement>, string, boolean]>([
    ['nothing named: a copy with a reservation block of it', mine, {}, SIBLING, true],
    [
      'nothing named: a copy with a loan block of it',
      { blocks: blocksOf(aLoanBlock({ activityId: 'a1' })) },
      {},
      SIBLING,
      true,
    ],
    ['nothing named: a copy without a block', {}, {}, SIBLING, false],
    [
      'nothing named: a copy with a block of another activity',
      { blocks: blocksOf(aReservationBlock({ activityId: 'a2' })) },
      {},
      SIBLING,
      false,
    ],
    [
      'T2, nothing named: a copy with a block that has lapsed',
      { blocks: blocksOf(aLoanBlock({ activityId: 'a1', endDate: '2026-10-11' })) },
      {},
      SIBLING,
      false,
    ],
    ['its collection named', ofKerst, { collections: ['SINT', 'KERST'] }, SIBLING, true],
    ['another collection named', ofKerst, { collections: ['SINT'] }, SIBLING, false],
    ['its title named', {}, { titleIds: ['T1'] }, SIBLING, true],
    ['another title named', {}, { titleIds: ['T2'] }, SIBLING, false],
    [
      'its title named, and another collection',
      ofKerst,
      { collections: ['SINT'], titleIds: ['T1'] },
      SIBLING,
      true,
    ],
    ['something else named, though it has a block', mine, { collections: ['KERST'] }, SIBLING, false],
    ['another title named, though it has a block', mine, { titleIds: ['T2'] }, SIBLING, false],
    ['its branch takes part', mine, { branchIds: [OWN] }, SIBLING, true],
    [
      'nothing named: every copy with a block, also of a branch that takes no part',
      mine,
      { branchIds: [SIBLING, FAR] },
      SIBLING,
      true,
    ],
    [
      'its collection named, but its branch takes no part',
      ofKerst,
      { collections: ['KERST'], branchIds: [SIBLING, FAR] },
      SIBLING,
      false,
    ],
    ['collected where no one takes part', mine, { branchIds: [OWN] }, FAR, true],
    ['collected at its own branch', mine, {}, OWN, false],
    ['its collection named, collected at its own branch', ofKerst, { collections: ['KERST'] }, OWN, false],
    ['on the first day', mine, { from: TODAY }, SIBLING, true],
    ['the day before the first', mine, { from: '2026-10-13' }, SIBLING, false],
    ['on the last day, which is included', mine, { until: TODAY }, SIBLING, true],
    ['T2: the day after the last', mine, { until: '2026-10-11' }, SIBLING, false],
  ])('%s', ([, copy, over, pickup, kept]) => {
    const agreement = anAgreement(over);
    expect(keptAtHomeBy(aCopy(copy), pickup, [agreement], TODAY)).toEqual(kept ? [agreement] : []);
  });

  it('all of them, in their order', () => {
    const first = anAgreement({ activityId: 'a2', titleIds: ['T1'] });
    const other = anAgreement({ activityId: 'a3', titleIds: ['T2'] });
    const second = anAgreement({ titleIds: ['T1'] });
    expect(keptAtHomeBy(aCopy(), SIBLING, [first, other, second], TODAY)).toEqual([first, second]);
  });

  it('from its first day to its last, both included, for all days', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 60 }), (from, more) => {
        const agreement = anAgreement({ from, until: dayFrom(from, more), titleIds: ['T1'] });
        const kept = [-1, 0, more, more + 1].map(
          (n) => keptAtHomeBy(aCopy(), SIBLING, [agreement], dayFrom(from, n)).length,
        );
        expect(kept).toEqual([0, 1, 1, 0]);
      }),
    );
  });

  it('whoever comes to the copy’s own branch is served, whatever was agreed', () => {
    fc.assert(
      fc.property(anyCopy, fc.array(anyAgreement), anyDayNear, (copy, agreements, today) => {
        expect(keptAtHomeBy(copy, copy.branchId, agreements, today)).toEqual([]);
      }),
    );
  });

  it('elsewhere it makes no difference where', () => {
    fc.assert(
      fc.property(anyCopy, anyBranchId, anyAgreement, anyDayNear, (copy, pickup, agreement, today) => {
        fc.pre(pickup !== copy.branchId);
        const kept = keptAtHomeBy(copy, pickup, [agreement], today);
        expect(keptAtHomeBy(copy, 'another branch', [agreement], today)).toEqual(kept);
      }),
    );
  });
});

describe('A5: the list of agreements', () => {
  const one = anAgreement();
  const other = anAgreement({ activityId: 'a2', name: 'Sinterklaas' });
  const lastDay = anAgreement({ activityId: 'a3', until: TODAY });
  const past = anAgreement({ activityId: 'a4', until: '2026-09-10' });
  const justPast = anAgreement({ activityId: 'a5', until: '2026-09-11' });
  const changed = anAgreement({ until: '2026-10-25' });
  const withLess = { ...one, until: '2026-09-10' };
  it.each<[string, readonly ThemeAgreement[], ThemeAgreement | undefined, readonly ThemeAgreement[]]>([
    ['the first', [], one, [one]],
    ['one more', [other], one, [other, one]],
    ['another instead of it', [one, other], changed, [other, changed]],
    ['it is taken out', [one, other], undefined, [other]],
    ['it was not there', [other], undefined, [other]],
    ['those that are long past go too', [past, lastDay, other], one, [lastDay, other, one]],
    ['one that is just past stays: the clock may be ahead', [justPast], one, [justPast, one]],
    ['also where it is taken out', [past, one, lastDay], undefined, [lastDay]],
    ['one that is long past itself is not added', [other], withLess, [other]],
    ['one that is long past itself goes', [one, other], withLess, [other]],
    ['one whose last day it is', [], { ...one, until: TODAY }, [{ ...one, until: TODAY }]],
  ])('%s', (_name, list, agreement, after) => {
    expect(withAgreement(list, 'a1', agreement, TODAY)).toEqual(after);
  });

  it('has an activity once at the most, and nothing that is long past', () => {
    fc.assert(
      fc.property(fc.array(anyAgreement), anyDayNear, (agreements, today) => {
        const list = agreements.reduce<readonly ThemeAgreement[]>(
          (rest, agreement) => withAgreement(rest, agreement.activityId, agreement, today),
          [],
        );
        const ids = list.map(({ activityId }) => activityId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(list.filter(({ until }) => until < addDays(today, -31))).toEqual([]);
      }),
    );
  });

  it('a clock that is a month ahead drops no agreement that still runs', () => {
    fc.assert(
      fc.property(fc.array(anyAgreement), anyDayNear, fc.nat(31), (agreements, today, ahead) => {
        const running = agreements.filter(({ until }) => until >= today);
        const others = running.map((one) => ({ ...one, activityId: `other-${one.activityId}` }));
        const list = withAgreement(others, 'a1', undefined, addDays(today, ahead));
        expect(list).toEqual(others);
      }),
    );
  });

  it('keeps a copy at home as the agreements themselves did', () => {
    fc.assert(
      fc.property(anyCopy, anyBranchId, anyAgreement, anyDayNear, (copy, pickup, agreement, today) => {
        const list = withAgreement([], agreement.activityId, agreement, today);
        expect(keptAtHomeBy(copy, pickup, list, today)).toEqual(
          keptAtHomeBy(copy, pickup, [agreement], today),
        );
      }),
    );
  });
});
