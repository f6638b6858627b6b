import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lagsBehind,
  numberAfter,
  numberAt,
  stampOfNumber,
  type TitleLine,
} from '../../lib/domain/title-line.ts';

const NOW = '2026-10-12T08:00:00.000Z';
const lineAt = (last: number): TitleLine => ({
  titleId: 'T1',
  last,
  waiting: 0,
  joined: {},
  places: {},
  counted: {},
});

describe('R6: numbers', () => {
  it('are microseconds, of which the clock gives the milliseconds', () => {
    expect(numberAt(NOW)).toBe(1_791_792_000_000_000);
  });

  it('are stamps of twelve characters, in the same order', () => {
    const anyNumber = fc.integer({ min: 0, max: numberAt('2999-12-31T00:00:00.000Z') });
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        expect(stampOfNumber(a)).toMatch(/^[0-9a-z]{9}\d{3}$/);
        expect(Math.sign(a - b)).toBe(stampOfNumber(a) < stampOfNumber(b) ? -1 : Number(a > b));
      }),
    );
  });

  it('come after the stamps of versions before, which began with the time of a request', () => {
    const stamp = (ms: number, random: string) => ms.toString(36).padStart(9, '0') + random;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: Date.parse(NOW) }), { minLength: 1 }),
        fc.stringMatching(/^[0-9a-z]{12}$/),
        (times, random) => {
          const stamps = times.map((ms) => stamp(ms, random));
          const next = stampOfNumber(numberAfter(stamps));
          expect(stamps.every((one) => one < next)).toBe(true);
        },
      ),
    );
    expect(numberAfter([])).toBe(0);
  });

  it('lag behind when a second has passed since the last', () => {
    const at = numberAt(NOW);
    expect([lagsBehind(lineAt(at - 1_000_001), NOW), lagsBehind(lineAt(at - 1_000_000), NOW)]).toEqual([
      true,
      false,
    ]);
    expect(lagsBehind(lineAt(at + 5), NOW)).toBe(false);
  });
});
