import createClient, { type Middleware } from 'openapi-fetch';
import { noteCall, sessionEnded } from './connection.ts';
import { ConnectionLost, Problem, SessionEnded } from './problem.ts';
import type { paths } from './schema.d.ts';

/** What the calls need of whoever is signed in. */
export interface Caller {
  readonly token: () => Promise<string | undefined>;
  readonly language: () => string;
}

const TRIES = 3;
const PAUSE_MS = 400;

/**
 * Every call of the API, typed by docs/openapi.json. A POST has a key of its own, so that it can be
 * repeated.
 */
export const api = createClient<paths>({ baseUrl: '/', fetch: persistent });

/** Calls are made for this person from now on. */
export function callAs(caller: Caller): void {
  api.use(asCaller(caller));
}

const asCaller = (caller: Caller): Middleware => ({
  onRequest: async ({ request }) => {
    const token = await caller.token();
    if (token === undefined) throw ended();
    request.headers.set('authorization', `Bearer ${token}`);
    request.headers.set('accept-language', caller.language());
    if (request.method === 'POST' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID());
    return request;
  },
  onResponse: ({ response }) => {
    if (response.status === 401) throw ended();
  },
});

/** Nobody is sent to the sign-in page unasked: what is typed and scanned would be lost. */
const ended = (): SessionEnded => {
  sessionEnded.set(true);
  return new SessionEnded();
};

const REPEATABLE = new Set(['GET', 'POST']);

/**
 * Tries again what did not get through, or met a system that was busy: reads change nothing, and a
 * POST carries its key. A change by version is not repeated where its answer was lost: it would
 * meet itself, and look like a colleague's.
 */
async function persistent(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const calledAt = performance.now();
    const answer = await fetch(request.clone()).catch(() => undefined);
    const isBusy = answer?.status === 503 || answer?.status === 429;
    const again = isBusy || (answer === undefined && REPEATABLE.has(request.method));
    if (!again || attempt === TRIES) {
      noteCall(calledAt, answer !== undefined);
      if (answer === undefined) throw new ConnectionLost();
      return answer;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS * attempt));
  }
}

/** What a call answers; throws `Problem` or `ConnectionLost`. */
export async function answerOf<T>(
  call: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  const body = typeof error === 'object' && error !== null ? error : {};
  throw new Problem(response.status, body);
}

/** The header that makes a change fail where somebody else was first. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });
