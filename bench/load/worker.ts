/**
 * A process that sends requests at a constant rate, through Apart or by bare calls, and reports its
 * latencies and CPU time.
 */
import '../environment.ts';
import { defined } from '../../lib/domain/defined.ts';
import { eventFor, handlerOf } from '../call-handler.ts';
import { access } from '../test-table.ts';
import { requestAt } from './mix.ts';
import { openLoop } from './open-loop.ts';

/**
 * The side that handles the requests: Apart, bare calls, or neither, to measure the cost of
 * starting them.
 */
export type LoadSide = 'ours' | 'bare' | 'nothing';

/** An order for a number of requests, from the `first` one of the mix on. */
export interface WorkerOrder {
  readonly tableName: string;
  readonly endpoint: string;
  readonly side: LoadSide;
  readonly first: number;
  readonly count: number;
  readonly rate: number;
}

/** The latency of each request, and the CPU time of this process for all of them. */
export interface WorkerDone {
  readonly latencies: readonly number[];
  readonly cpuMs: number;
  /** The first error, if any request failed. */
  readonly failure?: string;
}

type Work = (n: number) => Promise<unknown>;

/** Prepares everything beforehand: the events for Apart, the parameters for bare calls. */
const workFor = ({ tableName, side, first, count }: WorkerOrder): Work => {
  const { client, services } = access(tableName);
  const all = Array.from({ length: count }, (_, n) => requestAt(first + n));
  if (side === 'nothing') return () => Promise.resolve();
  if (side === 'bare') {
    return async (n) => {
      for (const call of all[n]?.bare ?? []) await call({ client, tableName });
    };
  }
  const handle = handlerOf(services);
  const events = all.map(({ ours }) => ({ ours, event: eventFor(ours) }));
  return async (n) => {
    const one = events[n];
    if (one) await handle(one.event, one.ours);
  };
};

const carryOut = async (order: WorkerOrder): Promise<WorkerDone> => {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = order.endpoint;
  const work = workFor(order);
  let failure: string | undefined;
  const watched: Work = (n) =>
    work(n).catch((error: unknown) => {
      failure ??= String(error);
      throw error;
    });
  const before = process.cpuUsage();
  const latencies = await openLoop(order.count, order.rate, watched);
  const { user, system } = process.cpuUsage(before);
  return { latencies, cpuMs: (user + system) / 1000, ...defined({ failure }) };
};

process.on('message', (order: WorkerOrder) => {
  void carryOut(order).then((done) => process.send?.(done));
});
