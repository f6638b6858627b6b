/** The start and the latency of requests in a steady load, on a clock of the test's own. */
import { expect, test } from 'vitest';
import { openLoop, type Timer } from '../../bench/load/open-loop.ts';
import { highestRate } from '../../bench/load/search.ts';
import { quantile } from '../../testing/statistics.ts';

/** A clock that jumps from one awaited moment to the next. */
const ownClock = () => {
  let now = 0;
  const waiting: { at: number; wake: () => void }[] = [];
  const sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      waiting.push({ at: now + ms, wake });
    });
  const move = async (): Promise<void> => {
    for (;;) {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      const next = waiting.sort((a, b) => a.at - b.at).shift();
      if (!next) return;
      now = next.at;
      next.wake();
    }
  };
  return { timer: { now: () => now, sleep } satisfies Timer, move };
};

/** A server that handles one request at a time, each in this many milliseconds. */
const oneAtATime = ({ sleep }: Timer, msOf: (n: number) => number) => {
  let before: Promise<unknown> = Promise.resolve();
  return (n: number) => (before = before.then(() => sleep(msOf(n))));
};

const run = async (count: number, rate: number, msOf: (n: number) => number) => {
  const { timer, move } = ownClock();
  const latencies = openLoop(count, rate, oneAtATime(timer, msOf), timer);
  await move();
  return latencies;
};

test('Requests that are done before the next are as slow as they take', async () => {
  expect(await run(5, 10, () => 30)).toEqual([30, 30, 30, 30, 30]);
});

test('What one request keeps waiting counts from when it was to begin', async () => {
  // The second takes 250 ms; those of 200, 300 and 400 ms start on time and wait for it.
  expect(await run(5, 10, (n) => (n === 1 ? 250 : 10))).toEqual([10, 250, 160, 70, 10]);
});

test('A request that fails is never done', async () => {
  const { timer, move } = ownClock();
  const latencies = openLoop(
    2,
    10,
    (n) => (n === 0 ? Promise.reject(new Error()) : Promise.resolve()),
    timer,
  );
  await move();
  expect(await latencies).toEqual([Infinity, 0]);
});

test('Far above what can be done it gives up, and says so in the quantiles', async () => {
  const latencies = await run(2000, 100, () => 1000);
  expect(latencies).toHaveLength(2000);
  expect(quantile(latencies, 0.99)).toBe(Infinity);
});

test.each([
  [137, 400],
  [25, 400],
  [399, 400],
])('The highest rate is found within a tenth: %d', async (limit, most) => {
  const found = await highestRate((rate) => Promise.resolve(rate <= limit), { from: 25, most });
  expect(found).toBeLessThanOrEqual(limit);
  expect(found).toBeGreaterThanOrEqual(limit * 0.85);
});

test('Where all rates are good, the highest that was tried is the answer', async () => {
  expect(await highestRate(() => Promise.resolve(true), { from: 25, most: 400 })).toBe(400);
});

test('Where none is good, there is none', async () => {
  expect(await highestRate(() => Promise.resolve(false), { from: 25, most: 400 })).toBe(0);
});
