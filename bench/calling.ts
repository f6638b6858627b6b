import { apiHandler } from '../functions/handlers/api.ts';
import { contextOf } from '../infra/local/context.ts';
import { eventOf } from '../infra/local/event.ts';
import type { Services } from '../lib/runtime/services.ts';
import type { ApiCall } from './operation.ts';
import { CALLER } from './things.ts';

/** The event that API Gateway would make of a call. */
export const eventFor = ({ method, path, query, body }: ApiCall) =>
  eventOf(
    {
      method,
      rawPath: path,
      rawQuery: new URLSearchParams(query).toString(),
      rawHeaders: ['host', 'apart.example.nl', 'user-agent', 'bench', 'content-type', 'application/json'],
      body: body ? Buffer.from(JSON.stringify(body)) : Buffer.alloc(0),
      sourceIp: '192.0.2.1',
      protocol: 'HTTP/1.1',
      at: new Date(),
    },
    {
      apiId: 'bench',
      routeKey: 'ANY /api/{proxy+}',
      pathParameters: { proxy: path.slice('/api/'.length) },
      claims: CALLER,
      scopes: null,
    },
  );

type Handler = ReturnType<typeof apiHandler>;
type Event = ReturnType<typeof eventFor>;

/** The real handler, as Lambda calls it with an event; throws where the answer is not the one that was to be. */
export const handlerOf = (services: Services) => {
  const handler = apiHandler(services);
  return async (event: Event, call: ApiCall): Promise<string> => {
    const context = contextOf('api', 'arn:aws:lambda:local', '1024', Date.now() + 30_000);
    const [given, lambdaContext] = [event, context] as unknown as Parameters<Handler>;
    const { statusCode, body } = await handler(given, lambdaContext);
    if (statusCode !== call.status) throw new Error(`${call.method} ${call.path}: ${statusCode} ${body}`);
    return body;
  };
};

/** The same for a call of which no event has been made yet. */
export const caller = (services: Services) => {
  const handle = handlerOf(services);
  return (call: ApiCall): Promise<string> => handle(eventFor(call), call);
};
