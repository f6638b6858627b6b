import { isList, isRecord } from '../template/template-values.ts';

/** A response to the client. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: Buffer;
}

/** A JSON response; an undefined body becomes null. */
export const jsonReply = (status: number, body: unknown, headers: HttpReply['headers'] = {}): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body ?? null)),
});

/** A refusal by the gateway itself, in its format: `{"message": …}`. */
export const gatewayReply = (
  status: number,
  message: string,
  headers: HttpReply['headers'] = {},
): HttpReply => jsonReply(status, { message }, headers);

/** The gateway's answer when a function fails or returns an invalid response. */
export const functionFailed: HttpReply = gatewayReply(500, 'Internal Server Error');

/** The refusal of a request that exceeds the limit of the gateway or of Lambda. */
export const tooLarge: HttpReply = gatewayReply(413, 'Request Entity Too Large');

/**
 * Converts a function's result (payload format 2.0). Without `statusCode` the whole result is the
 * body.
 */
export function replyOf(result: unknown): HttpReply {
  if (!isRecord(result) || result.statusCode === undefined) return inferred(result);
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return functionFailed;
  if (!isRecord(headers) || !isList(cookies) || typeof body !== 'string') return functionFailed;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  if ([...named.map(([, value]) => value), ...cookies].some((value) => typeof value === 'object'))
    return functionFailed;
  return {
    status,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(named.map(([name, value]) => [name, `${value as string | number}`])),
    },
    cookies: cookies.map((cookie) => cookie as string),
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

const inferred = (result: unknown): HttpReply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(typeof result === 'string' ? result : JSON.stringify(result ?? null)),
});
