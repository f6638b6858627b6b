import { BRANCHES, ACTIVITY_ITEMS } from './fixtures.ts';
import type { Target } from './sdk-baseline.ts';
import { caller } from './call-handler.ts';
import type { Cost } from './meter.ts';
import type { Compared, Operation } from './operation.ts';
import { median, quantile, timed } from '../testing/statistics.ts';
import { openBenchTable, type BenchTable } from './test-table.ts';

/** The cost and the time of an operation, through Apart or by bare calls. */
export interface Side extends Cost {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** An operation measured on both sides. */
export interface Measured {
  readonly name: string;
  readonly ours: Side;
  readonly bare: Side;
}

const WARM_UP = 50;
export const ROUNDS = 300;

const callBare = async ({ bare }: Compared, target: Target): Promise<void> => {
  for (const call of bare) await call(target);
};

interface Supply {
  readonly items: Compared['items'];
  /** The next prepared operation. */
  readonly take: () => Compared;
}

/** Prepares an operation for every round and side; a repeatable one only once. */
const supplyFor = ({ repeatable, prepare }: Operation<Compared>, id: string): Supply => {
  const all = Array.from({ length: repeatable ? 1 : 2 * (WARM_UP + ROUNDS + 1) }, (_, n) =>
    prepare(`${id}-${n}`),
  );
  let taken = 0;
  const take = (): Compared => {
    const one = all[taken++ % all.length];
    if (!one) throw new Error('Nothing was prepared.');
    return one;
  };
  return { items: all.flatMap(({ items }) => items), take };
};

const measureOne = async (name: string, take: Supply['take'], testTable: BenchTable): Promise<Measured> => {
  const { plain, metered, tableName } = testTable;
  const ours = caller(plain.services);
  const target = { client: plain.client, tableName };
  await caller(metered.services)(take().ours);
  const ourCost = metered.meter.take();
  await callBare(take(), { client: metered.client, tableName });
  const bareCost = metered.meter.take();
  const times: { ours: number; bare: number }[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [mine, other] = [take(), take()];
    times.push({
      ours: await timed(() => ours(mine.ours)),
      bare: await timed(() => callBare(other, target)),
    });
  }
  const sideOf = (side: 'ours' | 'bare') => {
    const measured = times.slice(WARM_UP).map((time) => time[side]);
    return { medianMs: median(measured), p99Ms: quantile(measured, 0.99) };
  };
  return { name, ours: { ...ourCost, ...sideOf('ours') }, bare: { ...bareCost, ...sideOf('bare') } };
};

/**
 * Measures every operation, alternating between ours and bare, on a table with only the items that
 * they need.
 */
export async function measure(
  operations: readonly Operation<Compared>[],
  say: (line: string) => void,
): Promise<readonly Measured[]> {
  const supplies = operations.map((operation, n) => ({
    name: operation.name,
    ...supplyFor(operation, String(n)),
  }));
  const testTable = await openBenchTable([
    ...BRANCHES,
    ...ACTIVITY_ITEMS,
    ...supplies.flatMap(({ items }) => items),
  ]);
  const measured: Measured[] = [];
  for (const { name, take } of supplies) {
    const one = await measureOne(name, take, testTable);
    const [ours, bare] = [one.ours, one.bare].map(({ medianMs }) => medianMs.toFixed(1));
    say(`${name}: ${ours} ms, bare ${bare} ms`);
    measured.push(one);
  }
  await testTable.stop();
  return measured;
}
