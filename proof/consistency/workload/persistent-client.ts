/** A client that repeats each request until the system answers it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { misfits } from '../../../testing/api/fits-contract.ts';
import { sendRequest, type Connection, type HttpResponse } from '../../../testing/system/http-client.ts';
import type { CommandAnswer } from '../model/answer.ts';
import type { Request } from '../model/command.ts';

/** One try of a request: when it began and ended, and the answer if one came. */
export interface Attempt {
  readonly from: number;
  readonly to: number;
  readonly answer: CommandAnswer | undefined;
}

/** Where the system runs at this moment; undefined while it is down. */
export type ApiLocation = () => Connection | undefined;

/** Collects violations, as sentences. */
export interface Violations {
  /** Adds a response that the contract never allows. */
  readonly add: (sentence: string) => void;
  /** Adds a lost answer; these count only in a run without faults. */
  readonly addLoss: (sentence: string) => void;
}

/** How long a request is repeated: longer than kills or database faults can last. */
const PATIENCE_MS = 300_000;

/** How long one try may take. */
const TRY_MS = 60_000;

/** Whether a server error keeps to the contract: a trace id, and no internals. */
const isProper = ({ text, body }: HttpResponse): boolean => {
  const { traceId } = (body ?? {}) as { traceId?: unknown };
  return typeof traceId === 'string' && !/\bat .+:\d+:\d+/.test(text);
};

/**
 * The answer in a response; undefined for a server error, which counts as lost. Adds a violation if
 * the response does not fit the OpenAPI document.
 */
const answerIn = (
  { method, path }: Request,
  response: HttpResponse,
  violations: Violations,
): CommandAnswer | undefined => {
  const { status, text } = response;
  const sentence = `${method} ${path} was answered with ${status} and ${text}`;
  if (status >= 500) {
    (isProper(response) ? violations.addLoss : violations.add)(sentence);
    return undefined;
  }
  const body = response.body as CommandAnswer['body'] | undefined;
  const wrong = body === undefined ? ['That is no JSON.'] : misfits({ method, path }, response);
  for (const why of wrong) violations.add(`${sentence}. ${why}`);
  return body && { status, body };
};

/** Sends a request once. A broken connection counts as a lost answer. */
const attempt = async (
  system: Connection,
  request: Request,
  key: string | undefined,
  violations: Violations,
): Promise<Attempt> => {
  const from = performance.now();
  const headers = { 'accept-language': 'en', ...(key !== undefined && { 'idempotency-key': key }) };
  try {
    const response = await sendRequest(system, { ...request, headers, timeoutMs: TRY_MS });
    const to = performance.now();
    return { from, to, answer: answerIn(request, response, violations) };
  } catch (error) {
    violations.addLoss(`${request.method} ${request.path} got no answer: ${String(error)}`);
    return { from, to: performance.now(), answer: undefined };
  }
};

/**
 * Repeats a request until it is answered, and returns every attempt. All attempts of a POST carry
 * one key, which makes them one call (contract, `Idempotency-Key`). Throws after five minutes
 * without an answer.
 */
export const ask = async (
  where: ApiLocation,
  request: Request,
  violations: Violations,
  key = randomUUID() as string,
): Promise<readonly Attempt[]> => {
  const tries: Attempt[] = [];
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const system = where();
    // No request is sent while the system is down.
    const one =
      system && (await attempt(system, request, request.method === 'POST' ? key : undefined, violations));
    if (one) tries.push(one);
    if (one?.answer) return tries;
    await pause(20 + 80 * Math.random());
  }
  throw new Error(`${request.method} ${request.path} got no answer for ${PATIENCE_MS / 1000} s.`);
};
