import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  belongingOf,
  carriesBlockOf,
  isHeldAt,
  isOver,
  lastDayOfActivity,
  stateOn,
  type Activity,
  type ActivityState,
  closedFrom,
} from '../../lib/domain/activity.ts';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { anyActivity, anyDay, anyDayNear, dayFrom } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aLoanBlock,
  anActivity,
  aReservationBlock,
  blocksOf,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

describe('A1, T2: the state of an activity follows from the day', () => {
  const oneDay = { startDate: '2026-10-12', endDate: '2026-10-12' };
  const acrossClocks = { startDate: '2026-10-25', endDate: '2026-10-25' };
  it.each<[string, Partial<Activity>, string, ActivityState]>([
    ['long before', {}, '2025-10-12', 'coming'],
    ['the day before its first', {}, '2026-10-06', 'coming'],
    ['its first day', {}, '2026-10-07', 'running'],
    ['a day between', {}, '2026-10-12', 'running'],
    ['its last day, which is included', {}, '2026-10-18', 'running'],
    ['the day after its last', {}, '2026-10-19', 'over'],
    ['a year after', {}, '2027-10-12', 'over'],
    ['of one day, the day before', oneDay, '2026-10-11', 'coming'],
    ['of one day, on it', oneDay, '2026-10-12', 'running'],
    ['of one day, the day after', oneDay, '2026-10-13', 'over'],
    ['of the day of 25 hours, on it', acrossClocks, '2026-10-25', 'running'],
    ['of the day of 25 hours, the day after', acrossClocks, '2026-10-26', 'over'],
    ['A3: closed early, on that day', { closedOn: '2026-10-12' }, '2026-10-12', 'closed'],
    ['A3: closed early, the day after', { closedOn: '2026-10-12' }, '2026-10-13', 'closed'],
    ['A3: closed before it began', { closedOn: '2026-10-01' }, '2026-10-02', 'closed'],
    ['A3: closed after its last day', { closedOn: '2026-10-20' }, '2026-10-21', 'closed'],
  ])('%s', (_name, over, today, state) => {
    const activity = anActivity(over);
    expect(stateOn(activity, today)).toBe(state);
    expect(isOver(activity, today)).toBe(state === 'over' || state === 'closed');
  });

  it('comes, runs and is over, in that order, for as many days as it has', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 40 }), (startDate, more) => {
        const activity = anActivity({ startDate, endDate: dayFrom(startDate, more) });
        const states = Array.from({ length: more + 5 }, (_, n) =>
          stateOn(activity, dayFrom(startDate, n - 2)),
        );
        const running = Array.from({ length: more + 1 }, () => 'running');
        expect(states).toEqual(['coming', 'coming', ...running, 'over', 'over']);
      }),
    );
  });

  it('A3: once closed it is over on every day', () => {
    fc.assert(
      fc.property(anyActivity, anyDayNear, (activity, today) => {
        const closed = { ...activity, closedOn: today };
        expect([stateOn(closed, today), isOver(closed, today)]).toEqual(['closed', true]);
      }),
    );
  });
});

describe('A3: the last day on which it was there', () => {
  it.each<[string, Partial<Activity>, string]>([
    ['its own', {}, '2026-10-18'],
    ['closed between: that day', { closedOn: '2026-10-12' }, '2026-10-12'],
    ['closed on the day before its last: that day', { closedOn: '2026-10-17' }, '2026-10-17'],
    ['closed on its last day: its own', { closedOn: '2026-10-18' }, '2026-10-18'],
    ['closed on the day after its last: its own', { closedOn: '2026-10-19' }, '2026-10-18'],
    ['closed long after: its own', { closedOn: '2026-12-01' }, '2026-10-18'],
    ['closed on its first day: that day', { closedOn: '2026-10-07' }, '2026-10-07'],
  ])('%s', (_name, over, lastDay) => {
    expect(lastDayOfActivity(anActivity(over))).toBe(lastDay);
  });

  it('is its own or the day it was closed, whichever comes first', () => {
    fc.assert(
      fc.property(anyActivity, anyDayNear, (activity, closedOn) => {
        const [first] = [activity.endDate, closedOn].sort();
        expect(lastDayOfActivity({ ...activity, closedOn })).toBe(first);
      }),
    );
  });
});

describe('A1: where an activity is held', () => {
  it.each([
    ['none named: everywhere', {}, true],
    ['this one', { branchIds: [OWN] }, true],
    ['this one among others', { branchIds: [SIBLING, OWN] }, true],
    ['another one', { branchIds: [SIBLING] }, false],
  ])('%s', (_name, over, held) => {
    expect(isHeldAt(anActivity(over), OWN)).toBe(held);
  });
});

describe('A2, T2: whether a copy carries a block of an activity', () => {
  const activityId = 'a1';
  it.each<[string, readonly Block[], boolean]>([
    ['none at all', [], false],
    ['a reservation block', [aReservationBlock({ activityId })], true],
    ['a loan block', [aLoanBlock({ activityId })], true],
    ['a loan block on its last day', [aLoanBlock({ activityId, endDate: TODAY })], true],
    ['a loan block that has lapsed', [aLoanBlock({ activityId, endDate: '2026-10-11' })], false],
    [
      'a lapsed loan block beside a reservation block',
      [aLoanBlock({ activityId, endDate: '2026-10-11' }), aReservationBlock({ activityId })],
      true,
    ],
    ['one of another activity', [aReservationBlock({ activityId: 'a2' })], false],
    ['one of no activity', [aReservationBlock(), aLoanBlock()], false],
    ['one of a rule of that name', [aReservationBlock({ source: { type: 'rule', id: 'a1' } })], false],
  ])('%s', (_name, blocks, carries) => {
    expect(carriesBlockOf(blocksOf(...blocks), activityId, TODAY)).toBe(carries);
  });
});

describe('S3: the running and coming activities that a copy belongs to', () => {
  const blocked = { blocks: blocksOf(aReservationBlock({ activityId: 'a1' })) };
  const ofKerst = { collection: 'KERST' };
  it.each<[string, Partial<Copy>, Partial<Activity>, boolean]>([
    ['nothing says so', {}, {}, false],
    ['by a block', blocked, {}, true],
    ['by a block, though it is held elsewhere', blocked, { branchIds: [SIBLING] }, true],
    ['by a block, though other things are named', blocked, { collections: ['SINT'], titleIds: ['T2'] }, true],
    ['not by a block of another activity', { blocks: blocksOf(aLoanBlock({ activityId: 'a2' })) }, {}, false],
    [
      'T2: not by a lapsed block',
      { blocks: blocksOf(aLoanBlock({ activityId: 'a1', endDate: '2026-10-11' })) },
      {},
      false,
    ],
    ['by its collection', ofKerst, { collections: ['SINT', 'KERST'] }, true],
    ['not by another collection', ofKerst, { collections: ['SINT'] }, false],
    ['not without a collection', {}, { collections: ['KERST'] }, false],
    ['by its title', {}, { titleIds: ['T2', 'T1'] }, true],
    ['not by another title', {}, { titleIds: ['T2'] }, false],
    ['by its title, in another collection', ofKerst, { collections: ['SINT'], titleIds: ['T1'] }, true],
    [
      'by its collection, at a branch that takes part',
      ofKerst,
      { collections: ['KERST'], branchIds: [OWN] },
      true,
    ],
    ['not at one that takes no part', ofKerst, { collections: ['KERST'], branchIds: [SIBLING] }, false],
    ['not by its title at one that takes no part', {}, { titleIds: ['T1'], branchIds: [SIBLING] }, false],
    ['one to come', blocked, { startDate: '2026-10-13' }, true],
    ['on its last day', blocked, { endDate: TODAY }, true],
    ['not one that is over', blocked, { endDate: '2026-10-11' }, false],
    ['A3: not one that is closed', blocked, { closedOn: TODAY }, false],
  ])('%s', (_name, copy, over, belongs) => {
    const activity = anActivity(over);
    expect(belongingOf(aCopy(copy), [activity], TODAY)).toEqual(belongs ? [activity] : []);
  });

  it('each once, the first to begin first', () => {
    const named = { collections: ['KERST'], titleIds: ['T1'] };
    const later = anActivity({ ...named, id: 'a1', startDate: '2026-10-11' });
    const twin = anActivity({ ...named, id: 'a3' });
    const first = anActivity({ ...named, id: 'a2' });
    const copy = aCopy({ ...blocked, ...ofKerst });
    expect(belongingOf(copy, [later, twin, first], TODAY)).toEqual([first, twin, later]);
  });
});

describe('A3: an activity that closes', () => {
  it('counts as over from then on, and whoever set a block for it reads it again', () => {
    const closing = { by: 'admin', at: '2026-10-12T09:00:00.000Z', force: true, of: 7 };
    const activity = anActivity({ term: 3, version: 9 });
    expect(closedFrom(activity, '2026-10-12', closing)).toEqual({
      ...activity,
      closedOn: '2026-10-12',
      closing,
      term: 4,
      version: 10,
    });
  });
});
