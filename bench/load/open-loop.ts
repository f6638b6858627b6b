import { setTimeout as sleep } from 'node:timers/promises';

/** A clock in milliseconds, and a way to wait; tests replace it. */
export interface Timer {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** The clock of the machine. */
const systemTimer: Timer = {
  now: () => performance.now(),
  sleep,
};

/** Gives up when the requests of this many seconds are waiting: the rate is too high. */
const HOPELESS_SECONDS = 3;

/**
 * Starts requests at a constant rate, whether or not earlier ones have ended, and answers the
 * latency of each from the moment that it was due. Waiting for others thus counts as latency.
 * Infinity stands for a request that failed or was given up.
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
