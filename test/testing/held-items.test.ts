import { expect, it } from 'vitest';
import { holdItems } from '../../testing/database/held-items.ts';

/** Items that are held for 20 ms, and a clock that the test sets. */
const opened = () => {
  const clock = { now: 0 };
  return { clock, held: holdItems(20, () => clock.now) };
};

it('an item is held from the beginning of its transaction until 20 ms after its end', () => {
  const { clock, held } = opened();
  const end = held.hold(['a', 'b']);
  clock.now = 10_000;
  expect(held.meets(['a', 'c', 'b'])).toEqual([true, false, true]);
  end();
  clock.now += 19;
  expect(held.meets(['a', 'b'])).toEqual([true, true]);
  clock.now += 1;
  expect(held.meets(['a', 'b'])).toEqual([false, false]);
});

it('a question holds nothing', () => {
  const { held } = opened();
  held.meets(['a']);
  expect(held.meets(['a'])).toEqual([false]);
});

it('the same transaction, sent again, does not meet itself', () => {
  const { clock, held } = opened();
  held.hold(['a'], 'token')();
  expect([held.meets(['a'], 'token'), held.meets(['a'], 'other'), held.meets(['a'])]).toEqual([
    [false],
    [true],
    [true],
  ]);
  clock.now = 5;
  const end = held.hold(['a'], 'token');
  clock.now = 1_000;
  expect(held.meets(['a'])).toEqual([true]);
  end();
  clock.now = 1_020;
  expect(held.meets(['a'])).toEqual([false]);
});

it('the end of an earlier attempt does not end a later one', () => {
  const { clock, held } = opened();
  const first = held.hold(['a'], 'token');
  held.hold(['a'], 'token');
  first();
  clock.now = 1_000;
  expect(held.meets(['a'])).toEqual([true]);
});
