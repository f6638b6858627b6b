/**
 * A process of its own that does requests at a constant rate, by us or by bare calls, and says what
 * that took of it.
 */
import '../environment.ts';
import { eventFor, handlerOf } from '../call-handler.ts';
import { access } from '../test-table.ts';
import { requestAt } from './mix.ts';
import { openLoop } from './open-loop.ts';

/**
 * By whom the requests are done: by us, by bare calls, or not at all: what beginning them takes by
 * itself.
 */
export type LoadSide = 'ours' | 'bare' | 'nothing';

/** So many requests a second, from the n-th of all. */
export interface WorkerOrder {
  readonly tableName: string;
  readonly endpoint: string;
  readonly side: LoadSide;
  readonly first: number;
  readonly count: number;
  readonly rate: number;
}

/** How long each took, and how much of the processor this process took for all of them. */
export interface WorkerDone {
  readonly latencies: readonly number[];
  readonly cpuMs: number;
  /** The first that went wrong, if any did. */
  readonly failure?: string;
}

type Work = (n: number) => Promise<unknown>;

/** Everything is made ready beforehand: the events for us, the parameters for bare calls. */
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
  return { latencies, cpuMs: (user + system) / 1000, ...(failure !== undefined && { failure }) };
};

process.on('message', (order: WorkerOrder) => {
  void carryOut(order).then((done) => process.send?.(done));
});
