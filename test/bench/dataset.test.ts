/** The generated catalogue has the proportions of the real one, and is the same each time. */
import { expect, test } from 'vitest';
import { datasetOf } from '../../bench/dataset/catalogue.ts';
import { OPEN_PER_COPY, pickPickup, pickPlace, PLACES } from '../../bench/dataset/places.ts';
import { collectionOf } from '../../bench/dataset/titles.ts';
import { chanceFrom } from '../../testing/random.ts';
import { ASSUMED, AUTHORITIES, OPEN_AT_ANY_TIME, RESERVATIONS, TYPES } from '../../bench/proportions.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';

const COPIES = 20_000;

const itemsOf = (size: number, seed?: number): Record<string, unknown>[] =>
  [...datasetOf(size, seed)].flatMap((writes) =>
    Object.values(writes).flatMap((write) => ('put' in write ? [write.put] : [])),
  );
const items = itemsOf(COPIES);
const copies = items.flatMap(({ copy }) => (copy === undefined ? [] : [copy as Copy]));
const authorities = new Map(PLACES.map(({ branchId, authority }) => [branchId, authority]));
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const total = sumOf(Object.values(AUTHORITIES));

/** The chance deviation to allow for a part of a number of samples. */
const chanceOf = (part: number, of: number): number => 5 * Math.sqrt((part * (1 - part)) / of) + 0.002;

test('It has as many copies as were asked for', () => {
  expect(copies).toHaveLength(COPIES);
});

test('No two items have the same key', () => {
  expect(new Set(items.map(({ pk, sk }) => `${String(pk)} ${String(sk)}`)).size).toBe(items.length);
});

test.each(Object.entries(AUTHORITIES).map(([name, count], n) => [name, count / total, n] as const))(
  '%s has its part of the copies',
  (_, part, authority) => {
    const own = copies.filter(({ branchId }) => authorities.get(branchId) === authority);
    expect(Math.abs(own.length / COPIES - part)).toBeLessThan(chanceOf(part, COPIES));
  },
);

test.each(Object.entries(TYPES).filter(([, count]) => count > total / 20))(
  'Titles of type %s have their part',
  (type, count) => {
    const titlesOf = (of: readonly Copy[]) => new Set(of.map(({ titleId }) => titleId)).size;
    const own = copies.filter(({ collection }) => collection === collectionOf(type));
    const [part, titles] = [count / total, titlesOf(copies)];
    expect(Math.abs(titlesOf(own) / titles - part)).toBeLessThan(chanceOf(part, titles));
  },
);

test('Most titles have one copy, and a few have many', () => {
  const sizes = [...Map.groupBy(copies, ({ titleId }) => titleId).values()].map(({ length }) => length);
  expect(sizes.filter((size) => size === 1).length / sizes.length).toBeGreaterThan(0.5);
  expect(Math.max(...sizes)).toBeGreaterThan(50);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(ASSUMED.mostCopies);
});

test('About as many copies are on loan and blocked as are assumed', () => {
  const blocked = copies.filter(({ blocks }) => Object.keys(blocks).length > 0).length / COPIES;
  const lent = copies.filter(({ loan }) => loan && !loan.special).length / COPIES;
  expect(Math.abs(blocked - ASSUMED.blocked)).toBeLessThan(chanceOf(ASSUMED.blocked, COPIES));
  expect(Math.abs(lent - ASSUMED.onLoan)).toBeLessThan(chanceOf(ASSUMED.onLoan, COPIES));
});

test('The cards count what is on them', () => {
  const loans = Map.groupBy(
    items.filter(({ loan }) => loan !== undefined),
    ({ pk }) => pk,
  );
  const cards = items.filter(({ patron }) => patron !== undefined);
  expect(cards.length).toBeGreaterThan(COPIES * ASSUMED.cardsPerCopy);
  for (const { pk, patron, loans: counted } of cards) {
    expect([(patron as Patron).patronId, counted]).toEqual([
      (patron as Patron).patronId,
      loans.get(pk)?.length ?? 0,
    ]);
  }
});

test('About as many reservations are open as there are at any time, some of them of one copy', () => {
  const queued = items.filter(({ sk }) => String(sk).startsWith('QUEUE#'));
  const part = OPEN_AT_ANY_TIME / total;
  expect(Math.abs(queued.length / COPIES - part)).toBeLessThan(chanceOf(part, COPIES));
  const ofCopies = queued.filter(({ reservation }) => (reservation as OpenReservation).kind === 'copy');
  expect(ofCopies.length / queued.length).toBeCloseTo(ASSUMED.copyReservations, 1);
});

test('Half of the reservations are collected at another authority, as in the real network', () => {
  const own = sumOf(RESERVATIONS.map((row, authority) => row[authority] ?? 0));
  const across = 1 - own / sumOf(RESERVATIONS.flat());
  expect(across).toBeCloseTo(0.53, 2);
  const chance = chanceFrom(1);
  const places = Array.from({ length: 300_000 }, () => pickPlace(chance));
  const asked = places.filter(({ authority }) => chance() < (OPEN_PER_COPY[authority] ?? 0));
  const away = asked.filter((place) => pickPickup(place, chance).authority !== place.authority);
  expect(Math.abs(away.length / asked.length - across)).toBeLessThan(chanceOf(across, asked.length));
});

test('It is the same for the same seed, and another for another', () => {
  expect(itemsOf(1000, 7)).toEqual(itemsOf(1000, 7));
  expect(itemsOf(1000, 7)).not.toEqual(itemsOf(1000, 8));
});
