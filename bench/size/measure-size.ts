import type { Writes } from '../../lib/store/writes.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { batchOf } from '../batches.ts';
import { caller } from '../call-handler.ts';
import { datasetOf } from '../dataset/catalogue.ts';
import type { Cost } from '../meter.ts';
import { measureNight } from '../nightly.ts';
import { ALL_OPERATIONS } from '../operations/all-operations.ts';
import { weighed, type StoredSize } from '../item-size.ts';
import { ACTIVITY_ITEMS, copyOf } from '../fixtures.ts';
import { openBenchTable, type BenchTable } from '../test-table.ts';

/** The measurements of a catalogue of some size. */
export interface Size {
  readonly copies: number;
  readonly loadSeconds: number;
  /** The size of the engine's file. */
  readonly fileBytes: number;
  /** The size that DynamoDB would count. */
  readonly stored: StoredSize;
  /** The cost of each operation, in the order of `ALL_OPERATIONS`. */
  readonly operations: readonly { readonly name: string; readonly cost: Cost }[];
}

/** The collection and the size of the measured batch; each copy costs the same. */
const BATCH = 'SERIE';
const BATCH_COPIES = 200;
/** The number of due items in the measured night. */
export const DUE = 100;

const prepared = ALL_OPERATIONS.map(({ name, prepare }, n) => ({ name, ...prepare(`m${n}`) }));

/** The catalogue, and the items that the operations need. */
function* itemsOf(copies: number, stored: StoredSize): Generator<Writes> {
  yield* weighed(datasetOf(copies), stored);
  yield* ACTIVITY_ITEMS;
  yield* prepared.flatMap(({ items }) => items);
  for (let n = 0; n < BATCH_COPIES; n++) {
    yield changeCopy(undefined, copyOf(`s.${String(n).padStart(4, '0')}`, { collection: BATCH }));
  }
}

const each = ({ roundTrips, readUnits, writeUnits }: Cost, count: number): Cost => ({
  roundTrips: roundTrips / count,
  readUnits: readUnits / count,
  writeUnits: writeUnits / count,
});

const measureOperations = async ({ metered }: BenchTable): Promise<Size['operations']> => {
  const call = caller(metered.services);
  const found: { name: string; cost: Cost }[] = [];
  for (const { name, ours } of prepared) {
    metered.meter.take();
    await call(ours);
    found.push({ name, cost: metered.meter.take() });
  }
  return found;
};

/**
 * Makes a realistic catalogue of this size, and measures every operation, a batch and a night in
 * it.
 */
export async function measureSize(copies: number): Promise<Size> {
  const stored: StoredSize = { items: 0, tableBytes: 0, indexBytes: 0 };
  const testTable = await openBenchTable(itemsOf(copies, stored));
  const { fileBytes, loadSeconds } = testTable;
  const operations = await measureOperations(testTable);
  const { rows } = await batchOf(testTable, BATCH, BATCH_COPIES);
  await testTable.stop();
  const night = await measureNight(copies, DUE);
  const { roundTrips, readUnits, writeUnits } = night;
  return {
    ...{ copies, loadSeconds, fileBytes, stored },
    operations: [
      ...operations,
      ...rows.map((row) => ({ name: `a batch, ${row.name}, for each copy`, cost: each(row, BATCH_COPIES) })),
      { name: `a night with ${DUE} things due`, cost: { roundTrips, readUnits, writeUnits } },
      { name: 'a night with nothing due', cost: night.idle },
    ],
  };
}
