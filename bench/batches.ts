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
import { timed } from './statistics.ts';
import { author, CALLER, copyOf, NOW, REQUEST_ID, TODAY } from './fixtures.ts';
import { openBenchTable, type BenchTable } from './test-table.ts';

/** What it costs to do something to so many copies, and how long it takes. */
export interface Serial extends Cost {
  readonly name: string;
  readonly copies: number;
  readonly seconds: number;
  /**
   * The most memory that the process had on its heap meanwhile, in megabytes, where it was
   * measured.
   */
  readonly peakHeapMb?: number;
}

/** As many as a batch changes at the same time. */
const AT_ONCE = SLOTS.length;
/**
 * So many copies are done one by one, and so many with bare writes: each costs the same as the
 * next.
 */
const COMPARED = 2000;
/** The collections of the bench: the batch, and what it is compared with. */
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

/** Runs something, and looks at the memory every tenth of a second. */
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

/**
 * Lets the worker go on until there is nothing left to do, in turns as long as the deployed ones.
 */
const goOn = async (services: Services, id: string): Promise<void> => {
  for (;;) {
    const until = performance.now() + 15_000;
    const end = await runWork(contextOf(services, id), workOfBatch(id), () => performance.now() > until);
    if (end === 'done') return;
  }
};

/** A batch on a collection of so many copies: its id, what its preview costs, and its run. */
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

/** Undoing a batch of so many copies: each costs the same as the next. */
const undo = async (testTable: BenchTable, collection: string, copies: number): Promise<Serial> => {
  const { services } = testTable.metered;
  const { id } = await batchOf(testTable, collection, copies);
  await undoBatch(contextOf(services, `${id}-undo`), id);
  return watched(testTable, 'undo', copies, () => goOn(services, id));
};

/** The same change by single calls, as many at the same time as a batch has. */
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

/**
 * The writes alone that a change cannot do without: the copy and its line of history, made
 * beforehand.
 */
const bareMinimum = (testTable: BenchTable, copies: readonly Copy[]): Promise<Serial> => {
  const writes = copies.map(bareWrites);
  return watched(testTable, 'bare writes', copies.length, async () => {
    await pMap(writes, (one) => testTable.metered.services.table.write(one), { concurrency: AT_ONCE });
  });
};

/**
 * A batch of so many copies beside the same by single calls, and beside the bare minimum of writes.
 */
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
