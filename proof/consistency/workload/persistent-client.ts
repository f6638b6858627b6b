/** The API as a client meets it that does not give up: what is not answered is asked again. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { misfits } from '../../../testing/api/fits-contract.ts';
import type { CommandAnswer } from '../model/answer.ts';
import type { Request } from '../model/command.ts';

/** One try to get an answer: from when until when, and the answer if there was one. */
export interface Attempt {
  readonly from: number;
  readonly to: number;
  readonly answer: CommandAnswer | undefined;
}

/** Where the system is just now; undefined while it is down. */
export type ApiLocation = () => { readonly url: string; readonly token: string } | undefined;

/** Where people complain, in sentences. */
export interface Violations {
  /** Of what no answer may be. */
  readonly of: (sentence: string) => void;
  /** Of what may be lost only where something is made to fail. */
  readonly ofLoss: (sentence: string) => void;
}

/** How long people ask: longer than a system is killed again and again, or given a bad database. */
const PATIENCE_MS = 300_000;

/** How long one try may take. */
const TRY_MS = 60_000;
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

const parsed = (text: string): CommandAnswer['body'] | undefined => {
  try {
    return JSON.parse(text) as CommandAnswer['body'];
  } catch {
    return undefined;
  }
};

/** An answer as it came. */
interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * What an answer is to the one who asked: nothing where it is a server error; a complaint where it
 * does not fit the OpenAPI document.
 */
const taken = (
  { method, path }: Request,
  { status, headers, text }: Said,
  complain: Violations,
): CommandAnswer | undefined => {
  const said = `${method} ${path} was answered with ${status} and ${text}`;
  if (status >= 500) {
    (isProper(text) ? complain.ofLoss : complain.of)(said);
    return undefined;
  }
  const body = parsed(text);
  const wrong =
    body === undefined ? ['That is no JSON.'] : misfits({ method, path }, { status, headers, body });
  for (const sentence of wrong) complain.of(`${said}. ${sentence}`);
  return body && { status, body };
};

/** One try. A connection that breaks is no answer, and neither is a server error. */
const attempt = async (
  { url, token }: { readonly url: string; readonly token: string },
  request: Request,
  key: string | undefined,
  complain: Violations,
): Promise<Attempt> => {
  const from = performance.now();
  try {
    const { method, path, body } = request;
    const reply = await fetch(`${url}${path}`, {
      method,
      headers: headersOf(token, key),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TRY_MS),
    });
    const text = await reply.text();
    const to = performance.now();
    const said = { status: reply.status, headers: Object.fromEntries(reply.headers), text };
    return { from, to, answer: taken(request, said, complain) };
  } catch (error) {
    complain.ofLoss(`${request.method} ${request.path} got no answer: ${String(error)}`);
    return { from, to: performance.now(), answer: undefined };
  }
};

/**
 * Asks until there is an answer, and tells of every try. A POST carries one key for all of them, so
 * that together they are one call (contract, `Idempotency-Key`). Throws where there is none for
 * five minutes.
 */
export const ask = async (
  where: ApiLocation,
  request: Request,
  complain: Violations,
  key = randomUUID() as string,
): Promise<readonly Attempt[]> => {
  const tries: Attempt[] = [];
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const system = where();
    // While it is down nothing is asked, and nothing can come of it.
    const one =
      system && (await attempt(system, request, request.method === 'POST' ? key : undefined, complain));
    if (one) tries.push(one);
    if (one?.answer) return tries;
    await pause(20 + 80 * Math.random());
  }
  throw new Error(`${request.method} ${request.path} got no answer for ${PATIENCE_MS / 1000} s.`);
};
