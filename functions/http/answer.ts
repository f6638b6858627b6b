import { defined } from '../../lib/domain/defined.ts';
import {
  TooManyConflicts,
  Forbidden,
  Invalid,
  NotFound,
  Refused,
  VersionMismatch,
} from '../../lib/domain/errors.ts';
import {
  failed,
  fieldText,
  forbidden,
  invalid,
  notFound,
  plain,
  ProblemError,
  refused,
  type Problem,
  type Reader,
} from '../../lib/http/problem.ts';
import type { Reply, Route } from '../../lib/http/route.ts';
import type { StoredAnswer } from '../../lib/usecases/core/idempotency.ts';
import type { RouteCall } from './route-call.ts';

const commonHeaders = (language: string, type: string) => ({
  'content-type': type,
  'content-language': language,
  'cache-control': 'no-store',
});

/** The answer of a route: only the fields of its schema leave the service. */
export const toAnswer = (route: Route<RouteCall>, reply: Reply, language: string): StoredAnswer => {
  if (reply.csv !== undefined) {
    const link = reply.next === undefined ? {} : { link: `<${reply.next}>; rel="next"` };
    return {
      statusCode: reply.status,
      headers: { ...commonHeaders(language, 'text/csv; charset=utf-8'), ...link },
      body: reply.csv,
    };
  }
  const schema = route.replies[reply.status];
  if (schema === undefined) throw new Error(`${route.method} ${route.path} has no reply ${reply.status}.`);
  return {
    statusCode: reply.status,
    headers: {
      ...commonHeaders(language, 'application/json'),
      ...(reply.version !== undefined && { etag: `"${reply.version}"` }),
      ...defined({ location: reply.location }),
    },
    body: schema ? JSON.stringify(schema.parse(reply.body)) : '',
  };
};

/** The request has taken nearly all of the function's time. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/**
 * Errors after which the same request may succeed: the table is busy, does not answer in time, or
 * fails on its side after all retries of the SDK.
 */
const BUSY: readonly string[] = [
  'AbortError',
  'InternalServerError',
  'OutOfTime',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
];

/** Node's codes for a connection that fails or breaks. */
const UNREACHABLE: readonly unknown[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
];

/** Whether AWS itself failed, under whatever name: the SDK keeps the status of the answer. */
const isOfServer = (error: Error): boolean => {
  const { $metadata } = error as { $metadata?: { readonly httpStatusCode?: number } };
  return ($metadata?.httpStatusCode ?? 0) >= 500;
};

const isBusy = (error: unknown): boolean =>
  error instanceof TooManyConflicts ||
  (error instanceof Error &&
    (BUSY.includes(error.name) ||
      isOfServer(error) ||
      ('code' in error && UNREACHABLE.includes(error.code))));

const problemOf = (error: unknown, reader: Reader, traceId: string): Problem => {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof Refused) return refused(error.reasons, reader);
  if (error instanceof Forbidden) return forbidden(error, reader);
  if (error instanceof NotFound) return notFound(error.what, reader);
  if (error instanceof VersionMismatch) return plain('stale', reader, error.what);
  if (error instanceof Invalid) {
    return invalid([{ pointer: error.pointer, detail: fieldText(error.code, reader.language) }], reader);
  }
  return failed(isBusy(error) ? 'unavailable' : 'internal', traceId, reader);
};

/** The problem for an error; an unknown error is a 500 without internals. */
export const toProblemAnswer = (error: unknown, reader: Reader, traceId: string): StoredAnswer => {
  const problem = problemOf(error, reader, traceId);
  return {
    statusCode: problem.status,
    headers: {
      ...commonHeaders(reader.language, 'application/problem+json'),
      ...(problem.status === 503 && { 'retry-after': '1' }),
      ...(error instanceof ProblemError && error.headers),
    },
    body: JSON.stringify(problem),
  };
};
