import { isList, isRecord } from '../template/template-values.ts';

/** What goes back to the client. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: Buffer;
}

/** An answer in JSON. */
export const jsonReply = (status: number, body: unknown, headers: HttpReply['headers'] = {}): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body ?? null)),
});

/** A refusal of the gateway itself, in its own words: `{"message": …}`. */
export const gatewayReply = (
  status: number,
  message: string,
  headers: HttpReply['headers'] = {},
): HttpReply => jsonReply(status, { message }, headers);

/** What the gateway answers when a function fails, or answers what is not an answer. */
export const functionFailed: HttpReply = gatewayReply(500, 'Internal Server Error');

/** The refusal of a request that is larger than the gateway takes, or Lambda carries. */
export const tooLarge: HttpReply = gatewayReply(413, 'Request Entity Too Large');

/**
 * The answer in what a function returned (payload format 2.0); without a `statusCode` the whole is
 * the body.
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
