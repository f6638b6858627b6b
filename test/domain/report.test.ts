import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, NO_COUNTS, type NightCounts } from '../../lib/domain/report.ts';

const names = Object.keys(NO_COUNTS) as (keyof NightCounts)[];
const anyCounts: fc.Arbitrary<NightCounts> = fc
  .array(fc.nat({ max: 1000 }), { minLength: names.length, maxLength: names.length })
  .map(
    (numbers) =>
      Object.fromEntries(names.map((name, index) => [name, numbers[index]])) as unknown as NightCounts,
  );

describe('N5: a night counts what it did', () => {
  it('of every kind, from nothing', () => {
    expect(NO_COUNTS).toEqual({
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
        const sum = addCounts(a, b);
        for (const name of names) expect(sum[name]).toBe(a[name] + b[name]);
        expect(addCounts(b, a)).toEqual(sum);
      }),
    );
  });

  it.each(names)('only %s, and the rest stays', (name) => {
    expect(addCounts(NO_COUNTS, { [name]: 3 })).toEqual({ ...NO_COUNTS, [name]: 3 });
    expect(addCounts({ ...NO_COUNTS, [name]: 3 }, {})).toEqual({ ...NO_COUNTS, [name]: 3 });
  });
});
