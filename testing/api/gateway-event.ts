/** Complete events of API Gateway: JWT authorizer, payload format 2.0. */
import type { SQSEvent } from 'aws-lambda';
import type { ApiEvent } from '../../functions/http/request.ts';
import { eventOf } from '../../local/gateway/gateway-event.ts';

/** The claims that the authorizer found in a token. Every claim is text. */
export type Claims = Readonly<Record<string, string>>;

/** A request as a client sends it. */
export interface EventCall {
  readonly method: string;
  /** The path with its query, encoded as clients do. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Text and bytes are sent unchanged, anything else as JSON. */
  readonly body?: unknown;
}

const bytesOf = (body: unknown): Buffer => {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

/** The event of a call. Calls of public routes have no claims. */
export const gatewayEvent = ({ method, path, headers = {}, body }: EventCall, claims?: Claims): ApiEvent => {
  const [rawPath = '', ...query] = path.split('?');
  const sent = {
    host: 'apart.example.nl',
    'user-agent': 'vitest',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  const incoming = {
    method,
    rawPath,
    rawQuery: query.join('?'),
    rawHeaders: Object.entries(sent).flat(),
    body: bytesOf(body),
    sourceIp: '192.0.2.1',
    protocol: 'HTTP/1.1',
    at: new Date(),
  };
  const event = eventOf(incoming, {
    apiId: 'api',
    routeKey: 'ANY /api/{proxy+}',
    pathParameters: { proxy: rawPath.replace(/^\/api\//, '') },
    ...(claims && { claims, scopes: null }),
  });
  return event as ApiEvent;
};

/** The event that delivers one message of the queue to the worker. */
export const queueEvent = (message: unknown): SQSEvent => ({
  Records: [
    {
      messageId: 'message-1',
      receiptHandle: 'receipt',
      body: JSON.stringify(message),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'apart',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:work',
      awsRegion: 'eu-central-1',
    },
  ],
});
