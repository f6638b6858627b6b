import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayEventRequestContextV2 } from 'aws-lambda';
import { headerValues, type HttpRequest } from './http-request.ts';

/** The gateway's findings on a request: its route, path parameters and claims. */
export interface RoutedRequest {
  readonly apiId: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The claims of the token as text; absent on a public route. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[] | null;
}

/** An event of an HTTP API (payload format 2.0), with or without an authorizer's claims. */
export type GatewayEvent = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'> & {
  readonly requestContext: APIGatewayEventRequestContextV2 & {
    readonly authorizer?: {
      readonly jwt: {
        readonly claims: Readonly<Record<string, string>>;
        readonly scopes: readonly string[] | null;
      };
    };
  };
};

/** Hop-by-hop headers end at the gateway; cookies have a field of their own. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'cookie',
]);

/**
 * The media types whose body stays text. Other bodies are base64, also forms and bodies without a
 * type.
 */
const TEXT = /^(text\/.*|application\/(json|xml|javascript))$/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The decoded path up to an encoded `?`, as HTTP APIs do; undefined when it cannot be decoded. */
export function decodedPath(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath).split('?')[0];
  } catch {
    return undefined;
  }
}

/** Builds the event that the real gateway sends for this request. */
export function eventOf(incoming: HttpRequest, routed: RoutedRequest): GatewayEvent {
  const headers = headersOf(incoming);
  const path = decodedPath(incoming.rawPath) ?? incoming.rawPath;
  const cookies = headerValues(incoming.rawHeaders, 'cookie').flatMap((value) => value.split(/;\s*/));
  const query = queryOf(incoming.rawQuery);
  const text = isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey: routed.routeKey,
    rawPath: path,
    rawQueryString: incoming.rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: contextOf(incoming, routed, path, headers),
    ...(Object.keys(routed.pathParameters).length > 0 && { pathParameters: { ...routed.pathParameters } }),
    ...(incoming.body.length > 0 && { body: incoming.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: incoming.body.length > 0 && !text,
  };
}

function contextOf(
  { method, protocol, sourceIp, at }: HttpRequest,
  { apiId, routeKey, claims, scopes }: RoutedRequest,
  path: string,
  headers: Readonly<Record<string, string>>,
): GatewayEvent['requestContext'] {
  const domainName = headers.host ?? 'localhost';
  return {
    accountId: '000000000000',
    apiId,
    ...(claims !== undefined && { authorizer: { jwt: { claims, scopes: scopes ?? null } } }),
    domainName,
    domainPrefix: domainName.split('.')[0] ?? domainName,
    http: { method, path, protocol, sourceIp, userAgent: headers['user-agent'] ?? '' },
    requestId: randomBytes(11).toString('base64url') + '=',
    routeKey,
    stage: '$default',
    time: timeOf(at),
    timeEpoch: at.getTime(),
  };
}

function headersOf({ rawHeaders, sourceIp, body, at }: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = {
    'content-length': String(body.length),
    'x-amzn-trace-id': traceId(at),
    'x-forwarded-for': sourceIp,
    'x-forwarded-proto': 'http',
  };
  const names = new Set(rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  for (const name of names) {
    if (NOT_PASSED_ON.has(name) || name === 'content-length') continue;
    headers[name] = headerValues(rawHeaders, name).join(',');
  }
  return headers;
}

function queryOf(rawQuery: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    query[name] = name in query ? `${query[name] ?? ''},${value}` : value;
  }
  return query;
}

const isText = (contentType = ''): boolean =>
  TEXT.test((contentType.split(';')[0] ?? '').trim().toLowerCase());

const traceId = (at: Date): string =>
  `Root=1-${Math.floor(at.getTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

/** Such as `12/Mar/2026:19:03:58 +0000`. */
function timeOf(at: Date): string {
  const [date = '', clock = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day ?? ''}/${MONTHS[Number(month) - 1] ?? ''}/${year ?? ''}:${clock.slice(0, 8)} +0000`;
}
