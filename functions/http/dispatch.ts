import { namingBranches } from '../../lib/usecases/core/branch-names.ts';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { dayOf } from '../../lib/domain/calendar.ts';
import type { Caller } from '../../lib/domain/caller.ts';
import { Invalid } from '../../lib/domain/errors.ts';
import { forbidden, methodNotAllowed, notFound, ProblemError, type Reader } from '../../lib/http/problem.ts';
import { matchRoute, type Input, type Reply, type Route } from '../../lib/http/route.ts';
import { newId } from '../../lib/runtime/ids.ts';
import type { Services } from '../../lib/runtime/services.ts';
import { answerOnce, type StoredAnswer } from '../../lib/usecases/core/idempotency.ts';
import {
  callerOf,
  headerOf,
  languageOfEvent,
  listQueryOf,
  parseParts,
  readBody,
  versionWanted,
  wantsCsv,
  type ApiEvent,
} from './request.ts';
import type { IdempotencyKey } from '../../lib/usecases/core/request-context.ts';
import type { RouteCall } from './route-call.ts';
import { toAnswer, toProblemAnswer } from './answer.ts';
import { routes } from '../routes/all.ts';

/** A route without a query or body schema refuses unknown fields too. */
const NO_FIELDS = z.strictObject({});

const NOBODY: Caller = { sub: '', role: 'patron', branchIds: [] };

const findRoute = (event: ApiEvent, reader: Reader) => {
  const { method } = event.requestContext.http;
  const match = matchRoute(routes, method, event.rawPath);
  if (!match) throw new ProblemError(notFound('address', reader));
  if ('allowed' in match) {
    const allow = match.allowed.join(', ');
    throw new ProblemError(methodNotAllowed(method, allow, reader), { allow });
  }
  return match;
};

/**
 * The caller. Throws 403 when their role may not call the route; this check comes before all
 * others.
 */
const callerFor = (event: ApiEvent, route: Route<RouteCall>, reader: Reader): Caller => {
  if (route.roles === 'public') return NOBODY;
  const caller = callerOf(event);
  if (!caller || !route.roles.includes(caller.role)) {
    throw new ProblemError(forbidden({ code: 'role', branch: undefined }, reader));
  }
  return caller;
};

const inputOf = (
  event: ApiEvent,
  { route, params }: ReturnType<typeof findRoute>,
  reader: Reader,
): Input<unknown, unknown, unknown> => {
  const body = readBody(event, reader);
  const [parsedParams, query, parsedBody] = parseParts(
    [
      { schema: route.params, value: params, where: '/path' },
      { schema: route.query ?? NO_FIELDS, value: event.queryStringParameters ?? {}, where: '/query' },
      { schema: route.body ?? NO_FIELDS, value: body, where: '' },
    ],
    reader,
  );
  const version = route.method === 'GET' || route.method === 'POST' ? undefined : versionWanted(event);
  return {
    params: parsedParams,
    query,
    body: parsedBody,
    version,
    listQuery: listQueryOf(event),
    wantsCsv: wantsCsv(event),
  };
};

const keyOf = (event: ApiEvent): string | undefined => {
  const key = headerOf(event, 'idempotency-key');
  if (key === undefined || event.requestContext.http.method !== 'POST') return undefined;
  if (!/^[\x20-\x7e]{1,64}$/.test(key)) throw new Invalid('/header/idempotency-key', 'idempotency-key');
  return key;
};

const fingerprintOf = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('base64url');

/**
 * Answers one request: finds the route, checks the role and the schemas, and runs the use case (see
 * the contract, the order of refusals). A `POST` with an `Idempotency-Key` is answered once. Throws
 * the errors that `toProblemAnswer` answers.
 */
export const dispatch = async (
  event: ApiEvent,
  services: Services,
  traceId: string,
): Promise<StoredAnswer> => {
  const anyone: Reader = { language: languageOfEvent(event), staff: false };
  const match = findRoute(event, anyone);
  const caller = callerFor(event, match.route, anyone);
  const reader: Reader = { ...anyone, staff: caller.role !== 'patron' };
  const input = inputOf(event, match, reader);
  const now = services.clock();
  const requestId = newId(now);
  const answer = async (idempotencyKey?: IdempotencyKey): Promise<StoredAnswer> => {
    const { table, settings } = services;
    const context = { table, settings, caller, now, today: dayOf(now), requestId, idempotencyKey };
    const handle = async (): Promise<Reply> => match.route.handle(input, { context, reader, services });
    const reply = await handle().catch(async (error: unknown) => {
      throw await namingBranches(table, error);
    });
    return toAnswer(match.route, reply, idempotencyKey?.language ?? reader.language);
  };
  const key = match.route.isQuestion ? undefined : keyOf(event);
  if (key === undefined) return answer();
  const fingerprint = fingerprintOf(input.body);
  const { language } = reader;
  const request = { caller: caller.sub, path: event.rawPath, key, fingerprint, language, now };
  // A 5xx answer is none that is kept: the next try may succeed.
  const refusalFor = (error: unknown): StoredAnswer | undefined => {
    const problem = toProblemAnswer(error, reader, traceId);
    return problem.statusCode < 500 ? problem : undefined;
  };
  return answerOnce(services.table, request, { answer, refusalFor });
};
