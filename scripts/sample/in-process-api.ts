/** The API in this process, on a table in memory: no network, no token, no database. */
import { dispatch } from '../../functions/http/dispatch.ts';
import type { ApiEvent } from '../../functions/http/request.ts';
import { messageOf } from '../../local/errors.ts';
import { eventOf } from '../../local/gateway/gateway-event.ts';
import type { WorkMessage } from '../../lib/contract.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import type { Clock } from '../../lib/runtime/clock.ts';
import { newId } from '../../lib/runtime/ids.ts';
import type { Services } from '../../lib/runtime/services.ts';
import type { Item } from '../../lib/store/table.ts';
import { runWork } from '../../lib/usecases/jobs/work.ts';
import type { Ask } from './ask.ts';
import { openMemoryTable } from './memory-table.ts';

/** A system in this process, with an admin as its only caller. */
export interface InProcessApi {
  readonly ask: Ask;
  /** Does the work that requests have queued. */
  readonly work: () => Promise<void>;
  /** All items in the table. */
  readonly items: () => readonly Item[];
}

/** Creates an empty system with this clock. */
export function openInProcessApi(clock: Clock): InProcessApi {
  const { table, items } = openMemoryTable();
  const messages: WorkMessage[] = [];
  const services: Services = {
    table,
    clock,
    settings: { patronRetentionDays: 90, pauseMs: 0 },
    startNight: () => Promise.reject(new Error('A sample has no nights.')),
    startWork: (message) => Promise.resolve(void messages.push(message)),
  };
  return {
    ask: async (method, path, body) => {
      try {
        const answer = await dispatch(eventFor(method, path, body), services, 'sample');
        return JSON.parse(answer.body) as Readonly<Record<string, unknown>>;
      } catch (error) {
        throw new Error(`${method} ${path}: ${messageOf(error)}`, { cause: error });
      }
    },
    work: async () => {
      for (let message = messages.shift(); message; message = messages.shift())
        if ('workId' in message) await finish(services, message.workId);
    },
    items,
  };
}

/** The gateway's event for a request of an admin. */
function eventFor(...[method, path, body]: Parameters<Ask>): ApiEvent {
  const [rawPath = '', rawQuery = ''] = path.split('?');
  const incoming = {
    method,
    rawPath,
    rawQuery,
    rawHeaders: ['accept-language', 'en', 'content-type', 'application/json'],
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    at: new Date(),
  };
  const claims = { sub: 'admin', role: 'admin' };
  return eventOf(incoming, { apiId: 'api', routeKey: '$default', pathParameters: {}, claims }) as ApiEvent;
}

async function finish({ table, settings, clock }: Services, workId: string): Promise<void> {
  const caller = { sub: 'worker', role: 'admin' as const, branchIds: [] };
  let state = 'more';
  while (state === 'more') {
    const now = clock();
    const act = { table, settings, caller, now, today: dayOf(now), requestId: newId(now) };
    state = await runWork(act, workId, () => false);
  }
}
