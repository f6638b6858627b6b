import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceFrom, pickerOf, spreadId } from '../../testing/random.ts';

test('A seed gives the same chances each time, each from 0 up to 1', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [one, other] = [chanceFrom(seed), chanceFrom(seed)];
      for (let n = 0; n < 20; n++) {
        const chance = one();
        expect(other()).toBe(chance);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThan(1);
      }
    }),
  );
});

test.each([
  [0, 'a'],
  [0.24, 'a'],
  [0.25, 'c'],
  [0.99, 'c'],
])('A chance of %d picks what has that place among the weights', (chance, picked) => {
  const pick = pickerOf([
    ['a', 1],
    ['b', 0],
    ['c', 3],
  ]);
  expect(pick(() => chance)).toBe(picked);
});

test('Every id comes once, and the first hundred lie over all of the space', () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => spreadId(n));
  expect(new Set(ids).size).toBe(ids.length);
  const tenths = new Set(ids.slice(0, 100).map((id) => id.slice(0, 1)));
  expect(tenths.size).toBe(10);
  expect(ids.every((id) => /^\d{8}$/.test(id))).toBe(true);
});
