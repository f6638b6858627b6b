import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { apiHandler } from '../functions/handlers/api.ts';
import { contextOf } from '../local/aws/lambda/context.ts';
import type { Services } from '../lib/runtime/services.ts';
import { gatewayEvent } from '../testing/api/gateway-event.ts';
import type { ApiCall } from './operation.ts';
import { CALLER } from './fixtures.ts';

/** The event that API Gateway makes of a call. As from every client, a `POST` has a key. */
export const eventFor = ({ method, path, query, body }: ApiCall) => {
  const search = new URLSearchParams(query).toString();
  const headers = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
  return gatewayEvent({ method, path: search === '' ? path : `${path}?${search}`, headers, body }, CALLER);
};

/** The real handler, called as Lambda calls it. Throws if the status is not the expected one. */
export const handlerOf = (services: Services) => {
  const handler = apiHandler(services);
  return async (event: ReturnType<typeof eventFor>, call: ApiCall): Promise<string> => {
    const context = contextOf('api', 'arn:aws:lambda:local', '1024', Date.now() + 30_000);
    const { statusCode, body } = await handler(event, context as Context);
    if (statusCode !== call.status) throw new Error(`${call.method} ${call.path}: ${statusCode} ${body}`);
    return body;
  };
};

/** The same, for a call without a prepared event. */
export const caller = (services: Services) => {
  const handle = handlerOf(services);
  return (call: ApiCall): Promise<string> => handle(eventFor(call), call);
};
