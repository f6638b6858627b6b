import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onNewDays, type ActivityPlan } from '../../lib/domain/activity.ts';
import type { Day } from '../../lib/domain/calendar.ts';
import { anyDay, dayFrom } from '../../testing/arbitraries.ts';
import { OWN, TODAY } from '../../testing/builders.ts';

describe('A4: last year’s activity on new days', () => {
  const plan: ActivityPlan = {
    name: 'Kinderboekenweek',
    startDate: '2026-10-07',
    endDate: '2026-10-18',
    branchIds: [OWN],
    collections: ['KBW'],
    titleIds: ['T1'],
    agreement: true,
    agreementFrom: '2026-09-16',
    atEnd: 'lift',
    contacts: ['jeugd@oosterhout.example.nl'],
  };
  const days = { startDate: '2027-10-06', endDate: '2027-10-17' };

  it('keeps all that people said of it, with its agreement three weeks before it again', () => {
    expect(onNewDays(plan, days)).toStrictEqual({ ...plan, ...days, agreementFrom: '2027-09-15' });
  });

  it('keeps nothing of what was done for it', () => {
    const closing = { by: 'staff-BR2', at: '2026-10-12T08:00:00.000Z', force: false, of: 3 };
    const done = { ...plan, id: 'a1', closedOn: TODAY, closing, term: 3, version: 9 };
    expect(onNewDays(done, days)).toStrictEqual(onNewDays(plan, days));
  });

  it('may get another name', () => {
    expect(onNewDays(plan, days, 'Kinderboekenweek 2027').name).toBe('Kinderboekenweek 2027');
  });

  it('has nothing that it had not', () => {
    const bare: ActivityPlan = {
      name: 'Kerst',
      startDate: '2026-12-25',
      endDate: '2026-12-26',
      agreement: false,
      atEnd: 'flag',
    };
    expect(onNewDays(bare, days)).toStrictEqual({ ...bare, ...days });
  });

  it.for<[string, Day, Day, Day, Day]>([
    ['the same days', '2026-10-07', '2026-09-16', '2026-10-07', '2026-09-16'],
    ['an agreement from its first day', '2026-10-07', '2026-10-07', '2027-10-06', '2027-10-06'],
    ['earlier in the year', '2026-10-07', '2026-10-01', '2026-01-03', '2025-12-28'],
    ['over the end of summer time', '2026-11-02', '2026-10-19', '2027-10-25', '2027-10-11'],
    ['onto the end of summer time', '2026-10-07', '2026-10-01', '2026-10-31', '2026-10-25'],
    ['over the start of summer time', '2026-04-05', '2026-03-22', '2027-03-28', '2027-03-14'],
    ['over leap day, to a year that has none', '2028-03-01', '2028-02-28', '2029-03-01', '2029-02-27'],
    ['to a leap year', '2027-03-01', '2027-02-27', '2028-03-01', '2028-02-28'],
    ['onto leap day', '2027-03-08', '2027-03-01', '2028-03-07', '2028-02-29'],
  ])('%s: %s with %s is %s with %s', ([, startDate, agreementFrom, newStart, shifted]) => {
    const old = { ...plan, startDate, agreementFrom, endDate: '2028-12-31' };
    const moved = onNewDays(old, { startDate: newStart, endDate: '2029-12-31' });
    expect(moved.agreementFrom).toBe(shifted);
  });

  it('and back again is as it was', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.integer({ min: -60, max: 10 }), (startDate, other, before) => {
        const old = { ...plan, startDate, agreementFrom: dayFrom(startDate, before) };
        const moved = onNewDays(old, { startDate: other, endDate: other });
        expect(moved.agreementFrom).toBe(dayFrom(other, before));
        expect(onNewDays(moved, old)).toStrictEqual(old);
      }),
    );
  });
});
