import { setTimeout as pause } from 'node:timers/promises';

import { StopError } from './failures.ts';
import { askedWait, mayPass, PATIENCE, waitBefore } from './retry.ts';
import type { Patience } from './retry.ts';

/** Where the API is, and as whom we speak. */
export interface Api {
  readonly url: string;
  /** Absent where none is needed yet. */
  readonly token?: string;
  readonly patience?: Patience;
  /** Ends all requests and waits. */
  readonly signal?: AbortSignal;
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** From `/api` on, encoded. */
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

const ANSWER_WITHIN = 60_000;

/** Sends one request, again and again while there is hope. Stops everything when nobody answers at all. */
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

/** `fetch` keeps its connections open between requests; what ends a connection is an outcome, not an accident. */
async function once(api: Api, call: Call): Promise<Outcome> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN);
  try {
    const response = await fetch(`${api.url}${call.path}`, {
      method: call.method,
      headers: headers(api, call),
      body: call.form ?? (call.body === undefined ? null : JSON.stringify(call.body)),
      signal: api.signal === undefined ? timeout : AbortSignal.any([api.signal, timeout]),
    });
    const asked = askedWait(response.headers.get('retry-after'), Date.now());
    return { status: response.status, body: parsed(await response.text()), asked };
  } catch (error) {
    api.signal?.throwIfAborted();
    return { silence: causeOf(error) };
  }
}

function headers(api: Api, call: Call): Record<string, string> {
  return {
    ...(api.token === undefined ? {} : { authorization: `Bearer ${api.token}` }),
    'accept-language': 'en',
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `fetch` says "fetch failed" and hides the reason one level deeper. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause.message;
}
