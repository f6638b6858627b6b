import { setTimeout as sleep } from 'node:timers/promises';

/** What time it is in milliseconds, and how to wait. */
export interface Timer {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** The machine's own. */
const systemTimer: Timer = {
  now: () => performance.now(),
  sleep,
};

/**
 * Once so many seconds' worth of requests are waiting at the same time, the rate is more than can
 * be done.
 */
const HOPELESS_SECONDS = 3;

/**
 * Begins so many requests a second, whether or not the earlier ones are done, and answers how long
 * each took from the moment at which it was to begin: what is kept waiting by others counts as
 * slow. Infinite for those that failed, or were not begun since there was no hope any more.
 */
export async function openLoop(
  count: number,
  rate: number,
  work: (n: number) => Promise<unknown>,
  { now, sleep }: Timer = systemTimer,
): Promise<readonly number[]> {
  const latencies = new Array<number>(count).fill(Infinity);
  const begun: Promise<unknown>[] = [];
  const start = now();
  let open = 0;
  for (let n = 0; n < count && open <= Math.max(50, rate * HOPELESS_SECONDS); n++) {
    const due = start + (n * 1000) / rate;
    const early = due - now();
    if (early > 0) await sleep(early);
    open += 1;
    const done = work(n).then(
      () => (latencies[n] = now() - due),
      () => undefined,
    );
    begun.push(done.finally(() => (open -= 1)));
  }
  await Promise.all(begun);
  return latencies;
}
