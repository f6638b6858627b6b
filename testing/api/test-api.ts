// Long: clients, clock, worker and night are parts of one API, and `startApi` joins them.

/**
 * The API as its clients see it: the real handler, complete events, a table of its own, and a clock
 * that tests set.
 */
import './silence-logs.ts';
import type { Context } from 'aws-lambda';
import { apiHandler } from '../../functions/handlers/api.ts';
import { nightlyHandler } from '../../functions/handlers/nightly.ts';
import { workerHandler } from '../../functions/handlers/worker.ts';
import type { NightlyEvent, WorkMessage } from '../../lib/contract.ts';
import type { Day, Instant } from '../../lib/domain/calendar.ts';
import type { Mail } from '../../lib/runtime/mailer.ts';
import type { NightServices } from '../../lib/runtime/night-services.ts';
import type { Services } from '../../lib/runtime/services.ts';
import type { StoredAnswer } from '../../lib/store/idempotency-records.ts';
import type { Body } from './response-body.ts';
import { checkAnswer } from './contract.ts';
import { anotherWayTo, emptyTable, tableWith, type Item, type TestTable } from '../database/empty-table.ts';
import { gatewayEvent, queueEvent, type EventCall, type Claims } from './gateway-event.ts';
import type { RequestHook } from '../database/dynamodb-hooks.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The parsed body when the answer is JSON, otherwise an empty object; `text` is the body as sent.
   */
  readonly body: Body;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** A caller of the API. */
export interface Client {
  readonly get: (path: string, headers?: Headers) => Promise<Answered>;
  readonly put: (path: string, body: unknown, headers?: Headers) => Promise<Answered>;
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<Answered>;
  readonly patch: (path: string, body: unknown, headers?: Headers) => Promise<Answered>;
  readonly delete: (path: string, headers?: Headers) => Promise<Answered>;
  readonly call: (call: EventCall) => Promise<Answered>;
}

/** A clock that starts at a given instant and advances one millisecond on each read. */
export interface TestClock {
  readonly now: () => Instant;
  readonly set: (instant: Instant) => void;
  /** Stops the clock at an instant until it is set again. */
  readonly hold: (instant: Instant) => void;
  /** Sets the clock to 10:00 UTC of a day. */
  readonly setDay: (day: Day) => void;
}

export interface TestApi extends TestTable {
  readonly clock: TestClock;
  readonly services: Services & NightServices;
  /** The mails and the news that the nights have sent. */
  readonly sent: { readonly mails: Mail[]; readonly news: object[] };
  /** The messages to the worker that it has not handled yet. */
  readonly messages: WorkMessage[];
  readonly as: {
    readonly nobody: Client;
    readonly admin: Client;
    readonly feed: Client;
    readonly staff: (...branchIds: readonly string[]) => Client;
    readonly patron: (patronId: string) => Client;
    readonly claims: (claims: Claims) => Client;
  };
  /** Runs the scheduled night for the day of this instant (rule N4). */
  readonly night: (scheduledTime: Instant) => Promise<Body>;
  /** Lets the worker handle messages until none is left, after a sweep if asked for. */
  readonly work: (sweep?: 'sweep') => Promise<void>;
}

/** The parts of the API that a test can replace. */
export interface ApiOptions {
  readonly at?: Instant;
  readonly hook?: RequestHook;
  readonly services?: Partial<Services & NightServices>;
  /** The items that its table starts with. */
  readonly items?: readonly Item[];
  /** The time of its function, in milliseconds. */
  readonly timeoutMs?: number;
  /** Another API of the same library: the new one shares its table, clock, mails and messages. */
  readonly beside?: TestApi;
}

/** The default day of the tests, and the morning of that day. */
export const API_TODAY: Day = '2026-10-12';
const MORNING: Instant = '2026-10-12T08:00:00.000Z';

let calls = 0;
const lambdaContext = (timeoutMs = 900_000): Context => {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: `trace-${++calls}`,
    getRemainingTimeInMillis: () => deadline - performance.now(),
  } as Context;
};

/** A clock that starts at this instant and advances one millisecond on each read. */
export const steppingClock = (at: Instant): TestClock => {
  let next = Date.parse(at);
  let step = 1;
  const start = (instant: Instant, by: number) => {
    next = Date.parse(instant);
    step = by;
  };
  return {
    now: () => {
      const now = new Date(next).toISOString();
      next += step;
      return now;
    },
    set: (instant) => {
      start(instant, 1);
    },
    hold: (instant) => {
      start(instant, 0);
    },
    setDay: (day) => {
      start(`${day}T10:00:00.000Z`, 1);
    },
  };
};

const answered = ({ statusCode, headers, body }: StoredAnswer): Answered => ({
  status: statusCode,
  headers,
  body: (headers['content-type']?.includes('json') && body !== '' ? JSON.parse(body) : {}) as Body,
  text: body,
});

/** The mails, news and messages of the services, which tests read. */
type Outbox = Pick<TestApi, 'sent' | 'messages'>;

const servicesOn = (
  { table, clock }: Pick<TestApi, 'table' | 'clock'>,
  { sent, messages }: Outbox,
  startNight: Services['startNight'],
): Services & NightServices => ({
  table,
  clock: clock.now,
  settings: { patronRetentionDays: 90, pauseMs: 1 },
  startNight,
  startWork: (message) => Promise.resolve(void messages.push(message)),
  mail: {
    from: 'apart@bibliotheek.example',
    admins: ['beheer@bibliotheek.example'],
    webUrl: 'https://apart.example/',
    send: (mail) => Promise.resolve(void sent.mails.push(mail)),
  },
  announce: (news) => Promise.resolve(void sent.news.push(news)),
});

/** The clients of an API, by role. */
const clientsOf = (services: Services, timeoutMs: number | undefined): TestApi['as'] => {
  const handler = apiHandler(services);
  const client = (claims?: Claims): Client => {
    const call = async (request: EventCall): Promise<Answered> => {
      const answer = answered(await handler(gatewayEvent(request, claims), lambdaContext(timeoutMs)));
      checkAnswer(request, answer);
      return answer;
    };
    return {
      call,
      get: (path, headers) => call({ method: 'GET', path, headers }),
      put: (path, body, headers) => call({ method: 'PUT', path, body, headers }),
      post: (path, body, headers) => call({ method: 'POST', path, body, headers }),
      patch: (path, body, headers) => call({ method: 'PATCH', path, headers, body }),
      delete: (path, headers) => call({ method: 'DELETE', path, headers }),
    };
  };
  return {
    nobody: client(),
    admin: client({ sub: 'admin', role: 'admin' }),
    feed: client({ sub: 'feed', role: 'feed' }),
    staff: (...branchIds) =>
      client({ sub: `staff-${branchIds.join('+')}`, role: 'staff', branchIds: branchIds.join(' ') }),
    patron: (patronId) =>
      client({ sub: `patron-of-${patronId.length}-${patronId.slice(-2)}`, role: 'patron', patronId }),
    claims: client,
  };
};

/** Lets the worker handle messages until none is left. */
const workOff = async (services: Services & NightServices, messages: WorkMessage[]): Promise<void> => {
  for (let message = messages.shift(); message; message = messages.shift()) {
    const { batchItemFailures } = await workerHandler(services)(queueEvent(message), lambdaContext());
    if (batchItemFailures.length > 0) throw new Error(`The worker failed at ${JSON.stringify(message)}.`);
  }
};

/** An API on a new table. Every answer is checked against the OpenAPI document. */
export const startApi = async (options: ApiOptions = {}): Promise<TestApi> => {
  const { at = MORNING, hook, services: other, beside, items = [], timeoutMs } = options;
  const store = beside
    ? anotherWayTo(beside, hook)
    : await (items.length > 0 ? tableWith(items, hook) : emptyTable(hook));
  const clock = beside?.clock ?? steppingClock(at);
  const sent: TestApi['sent'] = beside?.sent ?? { mails: [], news: [] };
  const messages: WorkMessage[] = beside?.messages ?? [];
  const runNight = (event: NightlyEvent): Promise<unknown> =>
    nightlyHandler(services)(event, lambdaContext());
  const startNight = async (event: NightlyEvent): Promise<void> => {
    await runNight(event);
  };
  const services: Services & NightServices = {
    ...servicesOn({ table: store.table, clock }, { sent, messages }, startNight),
    ...other,
  };
  return {
    ...store,
    clock,
    services,
    sent,
    messages,
    as: clientsOf(services, timeoutMs),
    work: async (sweep) => {
      if (sweep) messages.push({ sweep: true });
      await workOff(services, messages);
    },
    night: async (scheduledTime) => (await runNight({ scheduledTime })) as Body,
  };
};
