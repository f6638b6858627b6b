/** The API as a client meets it that does not give up: what is not answered is asked again. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../model/answer.ts';
import type { Request } from '../model/act.ts';

/** One try to get an answer: from when until when, and the answer if there was one. */
export interface Try {
  readonly from: number;
  readonly to: number;
  readonly answer: Answer | undefined;
}

/** Where the system is just now; undefined while it is down. */
export type Whereabouts = () => { readonly url: string; readonly token: string } | undefined;

/** What no answer may be, as a sentence. */
export type Complain = (sentence: string) => void;

/** How long people ask: longer than a system is killed again and again, or given a bad database. */
const PATIENCE_MS = 300_000;

/** How long one try may take. */
const TRY_MS = 60_000;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const headersOf = (token: string, key: string | undefined) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'accept-language': 'en',
  ...(key !== undefined && { 'idempotency-key': key }),
});

/** Whether a server error keeps to the contract: a trace id, and no internals. */
const isProper = (text: string): boolean => {
  try {
    const { traceId } = JSON.parse(text) as { traceId?: unknown };
    return typeof traceId === 'string' && !/\bat .+:\d+:\d+/.test(text);
  } catch {
    return false;
  }
};

/** One try. A connection that breaks is no answer, and neither is a server error. */
const attempt = async (
  where: Whereabouts,
  request: Request,
  key: string | undefined,
  complain: Complain,
): Promise<Try> => {
  const from = performance.now();
  const lost = (): Try => ({ from, to: performance.now(), answer: undefined });
  const system = where();
  if (!system) return lost();
  try {
    const { method, path, body } = request;
    const reply = await fetch(`${system.url}${path}`, {
      method,
      headers: headersOf(system.token, key),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TRY_MS),
    });
    const text = await reply.text();
    if (reply.status >= 500) {
      if (!isProper(text)) complain(`${method} ${path} was answered with ${reply.status} and ${text}`);
      return lost();
    }
    return { from, to: performance.now(), answer: { status: reply.status, body: JSON.parse(text) as never } };
  } catch {
    return lost();
  }
};

/**
 * Asks until there is an answer, and tells of every try. A POST carries one key for all of them, so that together they are one call
 * (contract, `Idempotency-Key`). Throws where there is none for five minutes.
 */
export const ask = async (
  where: Whereabouts,
  request: Request,
  complain: Complain,
  key = randomUUID() as string,
): Promise<readonly Try[]> => {
  const tries: Try[] = [];
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const one = await attempt(where, request, request.method === 'POST' ? key : undefined, complain);
    tries.push(one);
    if (one.answer) return tries;
    await pause(20 + 80 * Math.random());
  }
  throw new Error(`${request.method} ${request.path} got no answer for ${PATIENCE_MS / 1000} s.`);
};
