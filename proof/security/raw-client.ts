import { Agent, request, type RequestOptions } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseJson } from '../../testing/system/http-client.ts';

/** A request that is sent exactly as written. */
export interface RawRequest {
  readonly method: string;
  /** With its query, already encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | undefined;
  /** The user whose token authorizes it; undefined sends no token. */
  readonly as?: string | undefined;
}

/** A response; `body` is an empty object where the text is not JSON. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly text: string;
}

/** Sends a request. Throws if no response comes. */
export type SendRaw = (request: RawRequest) => Promise<RawResponse>;

const TIMEOUT_MS = 60_000;

/**
 * A client that sends requests to this address, with these tokens. It does not use `fetch`, which
 * normalizes paths and joins headers.
 */
export const rawClient = (url: string, tokens: Readonly<Record<string, string>>): SendRaw => {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(url);
  return async ({ method, path, headers, body, as }) => {
    const sent = {
      ...(as !== undefined && { authorization: `Bearer ${tokens[as] ?? ''}` }),
      ...headers,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    };
    const options: RequestOptions = { hostname, port, method, path, agent, headers: sent };
    return new Promise<RawResponse>((resolve, reject) => {
      const outgoing = request(options, (incoming) => {
        const received = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        buffer(incoming).then((bytes) => {
          const text = bytes.toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(received) as RawResponse['headers'],
            body: parseJson(text) ?? {},
            text,
          });
        }, reject);
      });
      outgoing.setTimeout(TIMEOUT_MS, () => outgoing.destroy(new Error('No answer in a minute.')));
      outgoing.on('error', reject).end(body);
    });
  };
};

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The longest body that a printed command holds in full. */
const LONGEST_SHOWN = 4000;

const bodyOption = (body: string | Buffer): string => {
  if (body.length > LONGEST_SHOWN)
    return `--data-raw ${quoted(body.toString().slice(0, 80))}… # ${body.length} long`;
  if (typeof body === 'string' && !body.includes('\0')) return `--data-raw ${quoted(body)}`;
  return `--data-binary @<(base64 -d <<< ${Buffer.from(body).toString('base64')})`;
};

/** The request as a curl command; its token is a shell variable such as `$STAFF`. */
export const curlOf = (url: string, { method, path, headers, body, as }: RawRequest): string =>
  [
    `curl -i --path-as-is -X ${method} ${quoted(url + path)}`,
    ...(as === undefined ? [] : [`-H "authorization: Bearer $${as.toUpperCase()}"`]),
    ...Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value) => `-H ${quoted(`${name}: ${value}`)}`),
    ),
    ...(body === undefined ? [] : [bodyOption(body)]),
  ].join(' ');
