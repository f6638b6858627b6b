import { setTimeout as pause } from 'node:timers/promises';
import { parseJsonBody } from '../../gateway/json-body.ts';
import { messageOf } from '../../errors.ts';
import { headerValues, type HttpRequest } from '../../gateway/http-request.ts';
import type { LocalFunction } from './functions.ts';
import { jsonReply, type HttpReply } from '../../gateway/reply.ts';

/** How often and how soon a failed asynchronous event is tried again. */
export interface Retries {
  readonly attempts: number;
  /**
   * The wait before the first retry; it grows with each retry. Lambda waits one minute, then two.
   */
  readonly waitMs: number;
}

/**
 * Runs a function with retries, as Lambda does for asynchronous events. Prints failures and never
 * rejects.
 */
export async function invokeLater(
  fn: LocalFunction,
  event: unknown,
  { attempts, waitMs }: Retries,
): Promise<void> {
  for (let attempt = 0; attempt <= attempts; attempt += 1) {
    if (attempt > 0) await pause(waitMs * attempt, undefined, { ref: false });
    try {
      await fn.invoke(event);
      return;
    } catch (error) {
      console.error(`${fn.name} failed (${attempt + 1} of ${attempts + 1}):`, error);
    }
  }
}

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's Invoke API, by which one function starts another. */
export function createLambdaApi(
  functions: readonly LocalFunction[],
  retries: (fn: LocalFunction) => Retries,
) {
  return async (incoming: HttpRequest): Promise<HttpReply> => {
    const named = decodeURIComponent(PATH.exec(incoming.rawPath)?.[1] ?? '');
    const fn = functions.find(({ name, arn }) => named === name || named === arn);
    if (fn === undefined || incoming.method !== 'POST')
      return jsonReply(404, { Message: `Function not found: ${named}` });
    const event = parseJsonBody(incoming.body);
    if (event === undefined) return jsonReply(400, { Message: 'Could not parse request body into json' });
    const type = headerValues(incoming.rawHeaders, 'x-amz-invocation-type')[0];
    if (type === 'DryRun') return { status: 204, headers: {} };
    if (type !== 'Event') return invokeNow(fn, event.value);
    void invokeLater(fn, event.value, retries(fn));
    return { status: 202, headers: {} };
  };
}

async function invokeNow(fn: LocalFunction, event: unknown): Promise<HttpReply> {
  try {
    return jsonReply(200, await fn.invoke(event), { 'x-amz-executed-version': '$LATEST' });
  } catch (error) {
    const errorType = error instanceof Error ? error.name : 'Error';
    return jsonReply(
      200,
      { errorType, errorMessage: messageOf(error) },
      { 'x-amz-function-error': 'Unhandled' },
    );
  }
}
