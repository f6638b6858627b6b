import type { Context } from 'aws-lambda';
import pLimit from 'p-limit';
import { apiHandler } from '../../functions/handlers/api.ts';
import { workerHandler } from '../../functions/handlers/worker.ts';
import type { WorkMessage } from '../../lib/contract.ts';
import type { Services } from '../../lib/runtime/services.ts';
import { contextOf } from '../../local/aws/lambda/context.ts';
import { gatewayEvent, queueEvent, type EventCall } from '../../testing/api/gateway-event.ts';
import { FAR, OWN } from '../../testing/builders.ts';
import { CALLER } from '../fixtures.ts';
import type { Cost } from '../meter.ts';
import { openBenchTable, type Access } from '../test-table.ts';
import { logRequests } from './request-log.ts';
import { lastInLine, readerNo, TITLE_ID, wantedTitle, type TitleSize } from './wanted-title.ts';

/** What one call costs; `steps`: its requests one after the other, before its answer. */
export interface CallCost extends Cost {
  readonly steps: number;
}

/** The costs of calls one at a time. */
export interface AloneCosts extends TitleSize {
  readonly reserve: CallCost;
  readonly reserveElsewhere: CallCost;
  /** What a reservation leaves to the worker: a copy is asked for, and its joining is forgotten. */
  readonly afterwards: Cost;
  /** Undefined where nobody waits. */
  readonly position: CallCost | undefined;
}

/** How a crowd was answered. */
export interface CrowdTimes {
  readonly copies: number;
  readonly people: number;
  readonly statuses: Readonly<Record<number, number>>;
  /** How many different positions were told. */
  readonly positions: number;
  /** In milliseconds, of each answer. */
  readonly times: readonly number[];
}

interface Answer {
  readonly status: number;
  readonly body: { readonly position?: number };
}

const lambdaContext = () =>
  contextOf('bench', 'arn:aws:lambda:local', '1024', Date.now() + 30_000) as Context;

const apiOf = (services: Services) => {
  const handler = apiHandler(services);
  return async (call: EventCall): Promise<Answer> => {
    const { statusCode, body } = await handler(gatewayEvent(call, CALLER), lambdaContext());
    return { status: statusCode, body: JSON.parse(body) as Answer['body'] };
  };
};

const reserving = (reader: number, pickupBranchId: string, key?: string): EventCall => ({
  method: 'POST',
  path: '/api/reservations',
  body: { titleId: TITLE_ID, patronId: readerNo(reader), pickupBranchId },
  ...(key !== undefined && { headers: { 'idempotency-key': key } }),
});

/** The services of an access, with a clock that can be set forward, and the messages they send. */
const watched = ({ services }: Access) => {
  const messages: WorkMessage[] = [];
  let ahead = 0;
  return {
    messages,
    later: (ms: number) => {
      ahead += ms;
    },
    services: {
      ...services,
      clock: () => new Date(Date.now() + ahead).toISOString(),
      startWork: (message: WorkMessage) => Promise.resolve(void messages.push(message)),
    },
  };
};

/** Measures calls one at a time, each with an `Idempotency-Key`, and the work that they leave. */
export const measureAlone = async (size: TitleSize): Promise<AloneCosts> => {
  const bench = await openBenchTable(wantedTitle(size, 3));
  const { messages, services, later } = watched(bench.metered);
  const log = logRequests(bench.metered.client);
  const call = apiOf(services);
  const measured = async (request: EventCall): Promise<CallCost> => {
    bench.metered.meter.take();
    log.takeSteps();
    const { status } = await call(request);
    if (status >= 300) throw new Error(`answered with ${status}`);
    return { ...bench.metered.meter.take(), steps: log.takeSteps() };
  };
  const work = async (message: WorkMessage) => {
    await workerHandler(services)(queueEvent(message), lambdaContext());
  };
  try {
    // The first reservation brings the numbers of the line up to now.
    await call(reserving(0, OWN, 'first'));
    for (const message of messages.splice(0)) await work(message);
    later(60_000);
    await work({ sweep: true });
    for (const message of messages.splice(0)) await work(message);
    const reserve = await measured(reserving(1, OWN, 'own'));
    for (const message of messages.splice(0)) await work(message);
    // A minute later a sweep sends a message for the work that is left, which is that of one call.
    later(60_000);
    await work({ sweep: true });
    for (const message of messages.splice(0)) await work(message);
    const afterwards = bench.metered.meter.take();
    const reserveElsewhere = await measured(reserving(2, FAR, 'elsewhere'));
    const path = `/api/reservations/${lastInLine(size)}`;
    const position = size.waiting > 0 ? await measured({ method: 'GET', path }) : undefined;
    return { ...size, reserve, reserveElsewhere, afterwards, position };
  } finally {
    await bench.stop();
  }
};

/** Calls that run at the same time, as on the local system: the others wait for their turn. */
const AT_ONCE = 24;

/** People who reserve the title at the same moment; their times include the waiting. */
export const measureCrowd = async (copies: number, people: number): Promise<CrowdTimes> => {
  const bench = await openBenchTable(wantedTitle({ copies, waiting: 0 }, people));
  const call = apiOf(bench.plain.services);
  const queued = pLimit(AT_ONCE);
  try {
    const answers = await Promise.all(
      Array.from({ length: people }, async (_, n) => {
        const start = performance.now();
        const answer = await queued(() => call(reserving(n, OWN, `crowd-${n}`)));
        return { ...answer, time: performance.now() - start };
      }),
    );
    const byStatus = Map.groupBy(answers, ({ status }) => status);
    return {
      copies,
      people,
      statuses: Object.fromEntries([...byStatus].map(([status, those]) => [status, those.length])),
      positions: new Set(answers.flatMap(({ body }) => body.position ?? [])).size,
      times: answers.map(({ time }) => Math.round(time)),
    };
  } finally {
    await bench.stop();
  }
};
