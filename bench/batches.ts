import pMap from 'p-map';
import { dayOf } from '../lib/domain/calendar.ts';
import type { Services } from '../lib/runtime/services.ts';
import { slotKey } from '../lib/domain/block.ts';
import { setBlock } from '../lib/domain/block-changes.ts';
import type { Copy } from '../lib/domain/copy.ts';
import { SLOTS } from '../lib/store/batches.ts';
import { changeCopy } from '../lib/store/copies.ts';
import type { Writes } from '../lib/store/writes.ts';
import { setBlockOn } from '../lib/usecases/blocks/change-blocks.ts';
import { findBatch } from '../lib/usecases/batches/look-up-batches.ts';
import { makeBatch, workOfBatch, type WantedBatch } from '../lib/usecases/batches/make-batch.ts';
import { runBatch, undoBatch } from '../lib/usecases/batches/control-batch.ts';
import { runWork } from '../lib/usecases/jobs/work.ts';
import { aReservationBlock } from '../testing/builders.ts';
import type { Cost } from './meter.ts';
import { timed } from '../testing/statistics.ts';
import { author, CALLER, copyOf, NOW, REQUEST_ID, TODAY } from './fixtures.ts';
import { openBenchTable, type BenchTable } from './test-table.ts';

/** The cost and the time of changing a number of copies. */
export interface Serial extends Cost {
  readonly name: string;
  readonly copies: number;
  readonly seconds: number;
  /** The peak of the heap in megabytes, where it was measured. */
  readonly peakHeapMb?: number;
}

/** The number of copies that a batch changes in parallel. */
const AT_ONCE = SLOTS.length;
/** The number of copies for single calls and for bare writes; each copy costs the same. */
const COMPARED = 2000;
/** The collections of the batch and of what it is compared with. */
const [SERIE, ONE, TWO, THREE] = ['SERIE', 'EEN', 'TWEE', 'DRIE'] as const;

const copiesOf = (id: string, count: number, collection: string): readonly Copy[] =>
  Array.from({ length: count }, (_, n) => copyOf(`${id}.${String(n).padStart(7, '0')}`, { collection }));

const contextOf = ({ table, settings, clock }: Services, requestId: string) => {
  const now = clock();
  const caller = { ...CALLER, branchIds: [] };
  return { table, settings, caller, now, today: dayOf(now), requestId };
};

const WANTED: Omit<WantedBatch, 'selection'> = {
  change: { reservation: { code: 8 } },
  reason: 'Paastafel',
  includeNewCopies: false,
  includeRuled: false,
};

/** Meters some work, and samples the heap ten times a second. */
const watched = async (
  testTable: BenchTable,
  name: string,
  copies: number,
  work: () => Promise<void>,
): Promise<Serial> => {
  let peak = 0;
  const look = () => (peak = Math.max(peak, process.memoryUsage().heapUsed));
  const timer = setInterval(look, 100);
  testTable.metered.meter.take();
  const seconds = (await timed(work)) / 1000;
  clearInterval(timer);
  return { name, copies, ...testTable.metered.meter.take(), seconds, peakHeapMb: peak / 1e6 };
};

/** Runs the worker until no work is left, in turns as long as those of the deployed function. */
const goOn = async (services: Services, id: string): Promise<void> => {
  for (;;) {
    const until = performance.now() + 15_000;
    const end = await runWork(contextOf(services, id), workOfBatch(id), () => performance.now() > until);
    if (end === 'done') return;
  }
};

/**
 * Previews and runs a batch on a collection; answers its id and the cost of both. Throws unless
 * every copy changes.
 */
export const batchOf = async (testTable: BenchTable, collection: string, copies: number) => {
  const { services } = testTable.metered;
  const wanted = { ...WANTED, selection: { collection } };
  const { order } = await makeBatch(contextOf(services, `${REQUEST_ID}-${collection}`), wanted);
  const preview = await watched(testTable, 'preview', copies, () => goOn(services, order.id));
  await runBatch(contextOf(services, `${order.id}-run`), order.id);
  const run = await watched(testTable, 'run', copies, () => goOn(services, order.id));
  const { state } = await findBatch(contextOf(services, order.id), order.id);
  if (state.counts.changed !== copies) throw new Error(`The batch did ${JSON.stringify(state)}.`);
  return { id: order.id, rows: [preview, run] };
};

/** Measures the undo of a batch; each copy costs the same. */
const undo = async (testTable: BenchTable, collection: string, copies: number): Promise<Serial> => {
  const { services } = testTable.metered;
  const { id } = await batchOf(testTable, collection, copies);
  await undoBatch(contextOf(services, `${id}-undo`), id);
  return watched(testTable, 'undo', copies, () => goOn(services, id));
};

/** The same change by single calls, with the concurrency of a batch. */
const oneByOne = (testTable: BenchTable, copies: readonly Copy[]): Promise<Serial> => {
  const context = contextOf(testTable.metered.services, REQUEST_ID);
  const block = { kind: 'reservation', code: 8, reason: WANTED.reason } as const;
  const set = ({ copyId }: Copy) => setBlockOn(context, { copyId }, block);
  return watched(testTable, 'single calls', copies.length, async () => {
    await pMap(copies, set, { concurrency: AT_ONCE });
  });
};

const bareWrites = (copy: Copy): Writes => {
  const block = aReservationBlock({ code: 8, reason: 'Paastafel', placedBy: CALLER.sub, placedAt: NOW });
  const { blocks, lines } = setBlock(copy.blocks, block, author, TODAY);
  if (!(slotKey('reservation', {}) in blocks)) throw new Error('No block was set.');
  const read = { ...copy, version: 1 };
  return changeCopy(read, { ...read, blocks }, lines);
};

/** The minimum of writes for the change: the copy and its line of history, both prepared. */
const bareMinimum = (testTable: BenchTable, copies: readonly Copy[]): Promise<Serial> => {
  const writes = copies.map(bareWrites);
  return watched(testTable, 'bare writes', copies.length, async () => {
    await pMap(writes, (one) => testTable.metered.services.table.write(one), { concurrency: AT_ONCE });
  });
};

/** Measures a batch of this many copies, single calls, bare writes, and an undo. */
export async function measureBatch(count: number): Promise<readonly Serial[]> {
  const [single, bare, undone] = [ONE, TWO, THREE].map((name, n) => copiesOf(String(n + 1), COMPARED, name));
  if (!single || !bare || !undone) throw new Error('There is nothing to compare with.');
  const items = function* (): Generator<Writes> {
    for (const copy of [...single, ...bare, ...undone]) yield changeCopy(undefined, copy);
    for (let n = 0; n < count; n++) {
      yield changeCopy(undefined, copyOf(`0.${String(n).padStart(7, '0')}`, { collection: SERIE }));
    }
  };
  const testTable = await openBenchTable(items());
  const compared = [await oneByOne(testTable, single), await bareMinimum(testTable, bare)];
  const { rows } = await batchOf(testTable, SERIE, count);
  const all = [...compared, ...rows, await undo(testTable, THREE, COMPARED)];
  await testTable.stop();
  return all;
}
