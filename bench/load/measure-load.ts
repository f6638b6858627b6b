import { datasetOf } from '../dataset/catalogue.ts';
import { median, quantile } from '../../testing/statistics.ts';
import { ACTIVITY_ITEMS } from '../fixtures.ts';
import { openBenchTable } from '../test-table.ts';
import { itemsLookedAt } from './mix.ts';
import { highestRate } from './search.ts';
import type { LoadSide } from './worker.ts';
import { workersIn } from './workers.ts';

/** The latency and the CPU time of requests at a constant rate. */
export interface Window {
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /**
   * CPU time for each request: of the process that sends them, without the cost of starting them;
   * and of the engine.
   */
  readonly cpuMs: number;
  readonly engineCpuMs: number;
}

/** The same requests at the same rate, through Apart and by bare calls. */
export interface LoadResults {
  readonly date: string;
  readonly machine: string;
  readonly copies: number;
  readonly seconds: number;
  readonly ours: Window;
  readonly bare: Window;
}

/** The limit of the 99th percentile, in milliseconds. */
export const LIMIT_MS = 100;

/** The options of a load measurement. */
export interface LoadOptions {
  readonly copies: number;
  readonly seconds: number;
  readonly most: number;
  /** A fixed rate, instead of the highest. */
  readonly rate?: number | undefined;
  readonly profile?: string | undefined;
  readonly say: (line: string) => void;
}

/** The rate at which the search starts; it is measured even if it is already too high. */
const FROM = 25;
/** The requests that warm the processes up. */
const WARM_UP = 300;
/** The times that a rate which fails in a whole window is lowered, each time by a tenth. */
const LOWERED = 5;
/** A pair of windows takes this part of the seconds: three pairs at 20 seconds, one at 5. */
const SECONDS_A_PAIR = 6;
/** The search uses a part of the window; the rate that it finds is then tried in a whole one. */
const SHORTER = 4;
const SHORTEST = 2;

type Run = ReturnType<typeof workersIn>['run'];

/** Measures a window of one side; `idleMs` is the CPU time of starting the same requests. */
const windowOf = async (
  run: Run,
  side: LoadSide,
  { rate, seconds, idleMs }: { readonly rate: number; readonly seconds: number; readonly idleMs: number },
): Promise<Window> => {
  const { latencies, cpuMs, engineMs } = await run(side, rate, seconds);
  return {
    rate,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    cpuMs: (cpuMs - idleMs) / latencies.length,
    engineCpuMs: engineMs / latencies.length,
  };
};

/** The median of each figure over several windows at one rate. */
const medianOf = (windows: readonly Window[]): Window => {
  const of = (figure: keyof Window) => median(windows.map((window) => window[figure]));
  const [rate, p50Ms, p99Ms] = [of('rate'), of('p50Ms'), of('p99Ms')];
  return { rate, p50Ms, p99Ms, cpuMs: of('cpuMs'), engineCpuMs: of('engineCpuMs') };
};

/** Whether the 99th percentile stays below the limit at a rate. */
const holds = async (run: Run, rate: number, seconds: number, say: LoadOptions['say']): Promise<boolean> => {
  const { latencies } = await run('ours', rate, seconds);
  const p99 = quantile(latencies, 0.99);
  say(`${rate} a second for ${seconds} s: p99 ${p99.toFixed(0)} ms`);
  return p99 < LIMIT_MS;
};

/** The highest rate that holds in a whole window; 0 if none holds even in a short one. */
const findRate = async (run: Run, { seconds, most, say }: LoadOptions): Promise<number> => {
  const short = Math.max(SHORTEST, seconds / SHORTER);
  let rate = await highestRate((one) => holds(run, one, short, say), { from: FROM, most });
  for (let tries = 0; rate > 0 && tries < LOWERED && !(await holds(run, rate, seconds, say)); tries++) {
    rate = Math.floor(rate * 0.9);
  }
  return rate;
};

/** Measures both sides alternately at a rate, so that a disturbance of the machine affects both. */
const comparedAt = async (run: Run, rate: number, seconds: number) => {
  const { cpuMs: idleMs } = await run('nothing', rate, seconds);
  const windows: Record<'ours' | 'bare', Window[]> = { ours: [], bare: [] };
  const pairs = Math.max(1, Math.floor(seconds / SECONDS_A_PAIR));
  for (let pair = 0; pair < pairs; pair++) {
    for (const side of ['ours', 'bare'] as const) {
      windows[side].push(await windowOf(run, side, { rate, seconds, idleMs }));
    }
  }
  return { ours: medianOf(windows.ours), bare: medianOf(windows.bare) };
};

const measureIn = async (run: Run, options: LoadOptions): Promise<Pick<LoadResults, 'ours' | 'bare'>> => {
  for (const side of ['ours', 'bare'] as const) await run(side, FROM * 4, WARM_UP / FROM / 4);
  const rate = options.rate ?? ((await findRate(run, options)) || FROM);
  return comparedAt(run, rate, options.seconds);
};

/**
 * Finds the highest steady rate in a catalogue of this size, and compares the requests with bare
 * calls.
 */
export async function measureLoad(options: LoadOptions): Promise<Omit<LoadResults, 'date' | 'machine'>> {
  const { copies, seconds, profile, say } = options;
  const items = function* () {
    yield* datasetOf(copies);
    yield* ACTIVITY_ITEMS;
    yield* itemsLookedAt();
  };
  say(`${copies.toLocaleString('en')} copies …`);
  const testTable = await openBenchTable(items());
  const { run, stop } = workersIn(testTable, profile);
  const { ours, bare } = await measureIn(run, options);
  stop();
  await testTable.stop();
  return { copies, seconds, ours, bare };
}
