/** The arithmetic of a year, on cases that were computed by hand. */
import { expect, test } from 'vitest';
import type { Cost } from '../../bench/meter.ts';
import { ALL_OPERATIONS } from '../../bench/operations/all-operations.ts';
import { billOf, eurosOf } from '../../bench/year/bill.ts';
import { costsFrom } from '../../bench/year/costs.ts';
import { daysOf, spread, weightsOf, type Profile } from '../../bench/year/days.ts';
import { EVENTS, type EventKind } from '../../bench/year/events.ts';
import { PRICES, REQUEST } from '../../bench/year/prices.ts';
import { simulateYear } from '../../bench/year/simulate.ts';

const YEAR = 2027;
const cost: Cost = { roundTrips: 2, readUnits: 10, writeUnits: 4 };
const event = (over: Partial<EventKind> = {}): EventKind => ({
  ...{ name: 'look', count: 365_000, profile: 'night', operation: 'look', times: 1, inBackground: false },
  ...over,
});
const PROFILES: readonly Profile[] = ['desk', 'web', 'night', 'before-themes', 'after-themes'];

test('A year has all of its days', () => {
  expect(daysOf(2027)).toHaveLength(365);
  expect(daysOf(2028)).toHaveLength(366);
});

test.each(PROFILES)('All events of a year come: %s', (profile) => {
  const sum = spread(1000, weightsOf(profile, YEAR)).reduce((total, count) => total + count, 0);
  expect(sum).toBeCloseTo(1000, 6);
});

test.each([
  ['a Sunday', '2027-03-07'],
  ['Christmas', '2027-12-25'],
  ['Easter Monday', '2027-03-29'],
  ['King’s day', '2027-04-27'],
])('Nothing comes to the desk on %s', (_, day) => {
  expect(weightsOf('desk', YEAR)[daysOf(YEAR).indexOf(day)]).toBe(0);
});

test('The Kinderboekenweek is busier than the week before it', () => {
  const weights = weightsOf('desk', YEAR);
  const wednesday = daysOf(YEAR).indexOf('2027-10-06');
  expect(weights[wednesday]).toBeGreaterThan((weights[wednesday - 7] ?? 0) * 1.2);
});

test('Each day costs what comes on it', () => {
  const [day] = simulateYear(YEAR, [event({ times: 0.5 })], () => cost);
  expect(day).toMatchObject({ day: '2027-01-01', events: 1000, calls: 1000, roundTrips: 1000 });
  expect(day).toMatchObject({ readUnits: 5000, writeUnits: 2000, busy: { calls: 0 } });
});

test('What is done in the background is no call', () => {
  const [day] = simulateYear(YEAR, [event({ inBackground: true })], () => cost);
  expect(day).toMatchObject({ events: 1000, calls: 0, readUnits: 10_000 });
});

test('A month is paid for by the price of each unit', () => {
  const days = simulateYear(YEAR, [event()], () => cost);
  const basis = { cpuMs: 5, storedBytes: 69e9, growthPerDay: 1e9 };
  const [january] = billOf(days, basis);
  if (!january) throw new Error('There is no January.');
  expect(january).toMatchObject({
    month: '2027-01',
    events: 31_000,
    readUnits: 310_000,
    writeUnits: 124_000,
  });
  expect(january.gigabytes).toBe(100);
  const euro = PRICES.euroPerDollar;
  expect(january.euros.units).toBeCloseTo(euro * (310_000 * PRICES.readUnit + 124_000 * PRICES.writeUnit));
  expect(january.euros.storage).toBeCloseTo(euro * 100 * PRICES.storedGigabyteMonth);
  const seconds = (31_000 * (5 / REQUEST.processor + 2 * REQUEST.roundTripMs)) / 1000;
  const lambda =
    seconds * REQUEST.memoryGigabytes * PRICES.lambdaGigabyteSecond + 31_000 * PRICES.lambdaRequest;
  expect(january.euros.lambda).toBeCloseTo(euro * lambda);
  expect(eurosOf(january)).toBeCloseTo(Object.values(january.euros).reduce((sum, one) => sum + one, 0));
});

test('What a thing that is due costs is what it adds to a night, for each', () => {
  const operations = [
    { name: 'a night with 10 things due', cost: { roundTrips: 34, readUnits: 57, writeUnits: 103 } },
    { name: 'a night with nothing due', cost: { roundTrips: 14, readUnits: 7, writeUnits: 3 } },
  ];
  const costOf = costsFrom(operations, 10);
  expect(costOf('a night, for each thing due')).toEqual({ roundTrips: 2, readUnits: 5, writeUnits: 10 });
  expect(() => costOf('something else')).toThrow('Nothing was measured');
});

test('Every event is an operation that is measured', () => {
  const measured = new Set(ALL_OPERATIONS.map(({ name }) => name));
  const rest = EVENTS.map(({ operation }) => operation).filter((name) => !measured.has(name));
  expect([...new Set(rest)].sort()).toEqual([
    'a batch, preview, for each copy',
    'a batch, run, for each copy',
    'a night with nothing due',
    'a night, for each thing due',
  ]);
});
