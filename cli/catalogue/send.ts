import { setTimeout as pause } from 'node:timers/promises';

import { exchange } from './exchange.ts';
import { StopError } from './failures.ts';
import { askedWait, mayPass, PATIENCE, waitBefore, type Patience } from './retry.ts';

/** The address of the API, and the token for it. */
export interface Api {
  readonly url: string;
  /** Absent before there is a token. */
  readonly token?: string;
  readonly patience?: Patience;
  /** Ends all requests and waits. */
  readonly signal?: AbortSignal;
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  /** The encoded path, which follows the address of the API. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent form-encoded. */
  readonly form?: URLSearchParams;
  readonly idempotencyKey?: string;
}

export interface Reply {
  readonly status: number;
  /** The parsed JSON; the text itself where it isn't JSON. */
  readonly body: unknown;
}

/**
 * Sends one request, with retries while one may succeed. Throws a `StopError` when nothing answers.
 */
export async function send(api: Api, call: Call): Promise<Reply> {
  const { tries, firstWait } = api.patience ?? PATIENCE;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(api, call);
    if ('status' in outcome && (!mayPass(outcome.status) || attempt >= tries)) return outcome;
    if ('silence' in outcome && attempt >= tries) {
      throw new StopError(`No answer from ${api.url} after ${tries} tries: ${outcome.silence}.`);
    }
    const asked = 'status' in outcome ? outcome.asked : undefined;
    await pause(waitBefore(attempt, firstWait, asked, Math.random()), undefined, { signal: api.signal });
  }
}

type Outcome = (Reply & { readonly asked: number | undefined }) | { readonly silence: string };

/** Answers a broken connection as silence, so that `send` tries again. */
async function once(api: Api, call: Call): Promise<Outcome> {
  const { method, path, body, form } = call;
  const content = form?.toString() ?? (body === undefined ? '' : JSON.stringify(body));
  try {
    const url = `${api.url}${path}`;
    const request = { url, method, headers: headers(api, call), body: content, signal: api.signal };
    const { status, text, retryAfter } = await exchange(request);
    return { status, body: parsed(text), asked: askedWait(retryAfter, Date.now()) };
  } catch (error) {
    api.signal?.throwIfAborted();
    return { silence: causeOf(error) };
  }
}

function headers(api: Api, { body, form, idempotencyKey }: Call): Record<string, string> {
  return {
    ...(api.token === undefined ? {} : { authorization: `Bearer ${api.token}` }),
    'accept-language': 'en',
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Prefers the system's error code: its message names only addresses. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
