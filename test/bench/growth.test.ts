import { expect, test } from 'vitest';
import type { Cost } from '../../bench/meter.ts';
import { growthIn, growthText } from '../../bench/size/growth.ts';

const cost = (over: Partial<Cost> = {}): Cost => ({ roundTrips: 2, readUnits: 5, writeUnits: 14, ...over });

test('What costs the same in each catalogue does not grow', () => {
  expect(growthIn([{ name: 'reserve', costs: [cost(), cost(), cost()] }])).toEqual([]);
});

test.each([
  ['roundTrips', { roundTrips: 3 }, 2, 3],
  ['readUnits', { readUnits: 5.5 }, 5, 5.5],
  ['writeUnits', { writeUnits: 20 }, 14, 20],
] as const)('More %s in a larger one is growth', (measure, more, from, to) => {
  const rows = [{ name: 'reserve', costs: [cost(), cost(more), cost()] }];
  expect(growthIn(rows)).toEqual([{ name: 'reserve', measure, from, to }]);
});

test('What costs less in a larger one does not grow', () => {
  expect(growthIn([{ name: 'reserve', costs: [cost(), cost({ readUnits: 4 })] }])).toEqual([]);
});

test('What grows by its nature is left out', () => {
  const rows = [{ name: 'count', costs: [cost(), cost({ readUnits: 9 })] }];
  expect(growthIn(rows, ['count'])).toEqual([]);
});

test('Growth is told in words', () => {
  expect(growthText({ name: 'reserve', measure: 'readUnits', from: 5, to: 9 })).toBe(
    'reserve: 5 read units in the smallest catalogue, 9 in a larger one',
  );
});
