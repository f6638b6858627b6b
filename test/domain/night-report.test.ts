import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToReport,
  NO_NIGHT_COUNTS,
  type NightCounts,
  type NightReport,
} from '../../lib/domain/night-report.ts';

const names = Object.keys(NO_NIGHT_COUNTS) as (keyof NightCounts)[];
const anyCounts: fc.Arbitrary<NightCounts> = fc
  .array(fc.nat({ max: 1000 }), { minLength: names.length, maxLength: names.length })
  .map(
    (numbers) =>
      Object.fromEntries(names.map((name, index) => [name, numbers[index]])) as unknown as NightCounts,
  );

const begun: NightReport = {
  id: 'run-1',
  job: 'nightly',
  day: '2026-10-12',
  startedAt: '2026-10-12T01:30:00.000Z',
  counts: NO_NIGHT_COUNTS,
  setAside: [],
};

const sumOf = (...counts: Partial<NightCounts>[]): NightCounts =>
  addToReport(begun, { counts, setAside: [] }).counts;

describe('N5: a night counts what it did', () => {
  it('of every kind, from nothing', () => {
    expect(NO_NIGHT_COUNTS).toEqual({
      loanBlocksLifted: 0,
      activityBlocksLifted: 0,
      reservationsExpired: 0,
      patronsForgotten: 0,
      flagsRaised: 0,
      flagsResolved: 0,
      mailsSent: 0,
      setAside: 0,
    });
  });

  it('each kind by itself, in any order', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const sum = sumOf(a, b);
        for (const name of names) expect(sum[name]).toBe(a[name] + b[name]);
        expect(sumOf(b, a)).toEqual(sum);
      }),
    );
  });

  it.each(names)('only %s, and the rest stays', (name) => {
    expect(sumOf({ [name]: 3 }, {})).toEqual({ ...NO_NIGHT_COUNTS, [name]: 3 });
    expect(sumOf({ [name]: 2 }, { [name]: 1 })).toEqual({ ...NO_NIGHT_COUNTS, [name]: 3 });
  });

  it('names at most 200 records that were set aside, and counts them all', () => {
    const aside = (from: number) =>
      Array.from({ length: 150 }, (_, index) => ({ key: `copy ${from + index}`, reason: 'why' }));
    const first = addToReport(begun, { counts: [], setAside: aside(0) });
    const report = addToReport(first, { counts: [], setAside: aside(150) });
    expect(report.setAside).toHaveLength(200);
    expect(report.counts.setAside).toBe(300);
    expect(report.setAside[150]).toEqual({ key: 'copy 150', reason: 'why' });
  });

  it('does not set a record aside twice', () => {
    const part = { counts: [], setAside: [{ key: 'copy 1', reason: 'why' }] };
    const report = addToReport(addToReport(begun, part), part);
    expect([report.counts.setAside, report.setAside]).toEqual([1, part.setAside]);
  });

  it('ends with its last part only', () => {
    expect(addToReport(begun, { counts: [], setAside: [] })).not.toHaveProperty('endedAt');
    const endedAt = '2026-10-12T01:31:00.000Z';
    expect(addToReport(begun, { counts: [], setAside: [], endedAt })).toEqual({ ...begun, endedAt });
  });
});
