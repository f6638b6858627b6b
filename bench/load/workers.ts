import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { BenchTable } from '../test-table.ts';
import { itemsToChange } from './mix.ts';
import type { WorkerDone, WorkerOrder, LoadSide } from './worker.ts';

const TICKS_A_SECOND = 100;

/** The CPU time of a process in milliseconds; 0 where the platform does not report it. */
const cpuOf = (pid: number | undefined): number => {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
};

const BATCH = 25;

/** Writes the items that the next requests will change. */
const supply = async (
  { plain: { client }, tableName }: BenchTable,
  first: number,
  count: number,
): Promise<void> => {
  const items = [...itemsToChange(first, count)].flatMap((writes) =>
    Object.values(writes).flatMap((write) => ('put' in write ? [write.put] : [])),
  );
  const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, n) =>
    items.slice(n * BATCH, (n + 1) * BATCH),
  );
  const write = (batch: typeof items) => {
    const RequestItems = { [tableName]: batch.map((Item) => ({ PutRequest: { Item } })) };
    return client.send(new BatchWriteCommand({ RequestItems }));
  };
  await pMap(batches, write, { concurrency: 4 });
};

const onLoss = (code: number | null): void => {
  if (code === 0) return;
  console.error('The process that does the requests has ended by itself.');
  process.exit(1);
};

/** Starts a process for each side when it is first used, and sends it orders. */
export const workersIn = (testTable: BenchTable, profile: string | undefined) => {
  const workers = new Map<LoadSide, ChildProcess>();
  let next = 0;
  const workerFor = (side: LoadSide): ChildProcess => {
    const execArgv =
      profile !== undefined && side === 'ours' ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
    const worker = workers.get(side) ?? fork(join(import.meta.dirname, 'worker.ts'), { execArgv });
    if (!workers.has(side)) worker.once('exit', onLoss);
    workers.set(side, worker);
    return worker;
  };
  const run = async (
    side: LoadSide,
    rate: number,
    seconds: number,
  ): Promise<WorkerDone & { readonly engineMs: number }> => {
    const count = Math.max(1, Math.round(rate * seconds));
    const first = next;
    next += count;
    if (side !== 'nothing') await supply(testTable, first, count);
    const { tableName, endpoint, enginePid } = testTable;
    const worker = workerFor(side);
    const before = cpuOf(enginePid);
    worker.send({ tableName, endpoint, side, first, count, rate } satisfies WorkerOrder);
    const [done] = (await once(worker, 'message')) as [WorkerDone];
    if (done.failure !== undefined) throw new Error(`${side}: ${done.failure}`);
    return { ...done, engineMs: cpuOf(enginePid) - before };
  };
  const stop = () => {
    for (const worker of workers.values()) worker.disconnect();
  };
  return { run, stop };
};
