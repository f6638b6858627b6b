import middy, { type MiddlewareObj } from '@middy/core';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logger, metrics } from '../../lib/runtime/log.ts';
import type { Services } from '../../lib/runtime/services.ts';
import { untilAborted } from '../../lib/runtime/until-aborted.ts';
import type { StoredAnswer } from '../../lib/usecases/core/idempotency.ts';
import { OutOfTime, toProblemAnswer } from '../http/answer.ts';
import { callerOf, languageOfEvent, type ApiEvent } from '../http/request.ts';
import { dispatch } from '../http/dispatch.ts';
import { routeNameOf } from '../routes/all.ts';

type Middleware = MiddlewareObj<ApiEvent, StoredAnswer>;

/** Answers errors as problems. Only 5xx answers are logged as errors, with their trace id. */
const problems = (): Middleware => ({
  onError: (request) => {
    const { event, error, context } = request;
    const traceId = context.awsRequestId;
    const staff = callerOf(event)?.role !== 'patron';
    request.response = toProblemAnswer(error, { language: languageOfEvent(event), staff }, traceId);
    if (request.response.statusCode >= 500) logger.error('failed', { traceId, error: error ?? undefined });
  },
});

/**
 * Logs one line per request, with the route instead of the path: paths contain card numbers (rule
 * P2).
 */
const requestLog = (clock: () => number): Middleware => {
  const starts = new WeakMap<object, number>();
  const write: Middleware['after'] = ({ event, response, context }) => {
    const ms = clock() - (starts.get(event) ?? clock());
    const status = response?.statusCode ?? 0;
    const route = routeNameOf(event.requestContext.http.method, event.rawPath);
    logger.info('request', {
      traceId: context.awsRequestId,
      route,
      status,
      ms: Math.round(ms),
      role: callerOf(event)?.role,
    });
    metrics.addMetric('requests', MetricUnit.Count, 1);
    if (status === 409) metrics.addMetric('refusals', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  };
  return {
    before: ({ event }) => {
      starts.set(event, clock());
    },
    after: write,
    onError: write,
  };
};

/**
 * The API gives up when this much of the function's time is left, in milliseconds: Lambda cuts off
 * a request without an answer, and the gateway would answer 500.
 */
const RESERVE_MS = 1_000;

/**
 * The handler of the API. A request that it has given up may still have one call to the table under
 * way, and begins no other. That call does no harm: a write carries the conditions of its decision,
 * and records its effect under the key of the request, where the next try finds it.
 */
export const apiHandler = (services: Services) =>
  middy<ApiEvent, StoredAnswer>({
    timeoutEarlyInMillis: RESERVE_MS,
    timeoutEarlyResponse: () => {
      throw new OutOfTime();
    },
  })
    .use(requestLog(() => performance.now()))
    .use(problems())
    .handler((event, context, { signal }) =>
      dispatch(event, untilAborted(services, signal), context.awsRequestId),
    );
