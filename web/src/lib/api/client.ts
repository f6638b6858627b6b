import createClient, { type Client } from 'openapi-fetch';
import { pause } from '../pause.ts';
import { noteCall, sessionEnded } from './connection.ts';
import { ConnectionLost, Problem, SessionEnded } from './problem.ts';
import type { paths } from './schema.d.ts';

/** The session as the calls use it. */
export interface Caller {
  readonly token: () => Promise<string | undefined>;
  readonly language: () => string;
}

const nobody: Caller = { token: () => Promise.resolve(undefined), language: () => 'nl' };

let caller = nobody;

/** Sends the token and the language of this caller with every call. */
export function callAs(wanted: Caller): void {
  caller = wanted;
}

/** A client of the API, typed by docs/openapi.json, whose requests are sent by `by`. */
export const clientBy = (by: (request: Request) => Promise<Response>): Client<paths> =>
  createClient<paths>({ baseUrl: '/', fetch: by });

/**
 * Sends a request for the caller. Throws `SessionEnded` without a valid token, and `ConnectionLost`
 * without an answer.
 */
export async function send(request: Request): Promise<Response> {
  const token = await caller.token();
  if (token === undefined) throw ended();
  request.headers.set('authorization', `Bearer ${token}`);
  request.headers.set('accept-language', caller.language());
  const answer = await persistent(request);
  if (answer.status === 401) throw ended();
  return answer;
}

/** Reads the API. What changes something is called through an `Act`. */
export const api: Pick<Client<paths>, 'GET'> = clientBy(send);

/** Does not redirect to the sign-in page: typed and scanned input would be lost. */
const ended = (): SessionEnded => {
  sessionEnded.set(true);
  return new SessionEnded();
};

const TRIES = 3;
const PAUSE_MS = 400;

const TOO_MANY = 429;
const UNAVAILABLE = 503;

const REPEATABLE = new Set(['GET', 'POST']);

/**
 * Repeats a call that the API was too busy for. After a lost answer or a 503 the call may have been
 * done: only a GET, which changes nothing, and a POST, which carries its key, are repeated then. A
 * second PUT or DELETE would get 412, as if a colleague was first.
 */
async function persistent(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const calledAt = performance.now();
    const answer = await fetch(request.clone()).catch(() => undefined);
    const isUnsure = answer === undefined || answer.status === UNAVAILABLE;
    const again = answer?.status === TOO_MANY || (isUnsure && REPEATABLE.has(request.method));
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
