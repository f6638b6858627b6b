import createClient, { type Middleware } from 'openapi-fetch';
import { pause } from '../pause.ts';
import { noteCall, sessionEnded } from './connection.ts';
import { ConnectionLost, Problem, SessionEnded } from './problem.ts';
import type { paths } from './schema.d.ts';

/** The session as the calls use it. */
export interface Caller {
  readonly token: () => Promise<string | undefined>;
  readonly language: () => string;
}

const TRIES = 3;
const PAUSE_MS = 400;

/**
 * The client of the API, typed by docs/openapi.json. Each POST gets an `Idempotency-Key`, so that
 * it can be retried.
 */
export const api = createClient<paths>({ baseUrl: '/', fetch: persistent });

/** Sends the token and the language of this caller with every call. */
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

/** Does not redirect to the sign-in page: typed and scanned input would be lost. */
const ended = (): SessionEnded => {
  sessionEnded.set(true);
  return new SessionEnded();
};

const REPEATABLE = new Set(['GET', 'POST']);

/**
 * Retries a call that found a busy system, and a GET or POST whose answer was lost: a GET changes
 * nothing, a POST carries its key. A PUT or DELETE is not retried after a lost answer: it may have
 * succeeded, and the retry would fail with 412 as if a colleague was first.
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
    await pause(PAUSE_MS * attempt);
  }
}

/** The body of a successful answer; throws `Problem` or `ConnectionLost`. */
export async function answerOf<T>(
  call: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  const body = typeof error === 'object' && error !== null ? error : {};
  throw new Problem(response.status, body);
}

/** Makes a change fail with 412 when the version has changed since. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });
