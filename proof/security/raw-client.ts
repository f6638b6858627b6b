import { Agent, request, type RequestOptions } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseJson } from '../../testing/system/http-client.ts';

/** A request as it is sent, letter for letter. */
export interface RawRequest {
  readonly method: string;
  /** With its query, encoded; nothing is tidied up on the way. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | undefined;
  /** Whose token goes with it: a name of the target's tokens. */
  readonly as?: string | undefined;
}

/** What came back; the body parsed, and an empty object where it is no JSON. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly text: string;
}

/** Sends a request. Throws where no answer comes, which is a failure of its own. */
export type SendRaw = (request: RawRequest) => Promise<RawResponse>;

const SILENT_AFTER = 60_000;

/**
 * Sends requests to this address, with these tokens. Not `fetch`: that tidies paths and joins
 * headers.
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
      const outgoing = request(options, (answer) => {
        const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        buffer(answer).then((bytes) => {
          const text = bytes.toString();
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(told) as RawResponse['headers'],
            body: parseJson(text) ?? {},
            text,
          });
        }, reject);
      });
      outgoing.setTimeout(SILENT_AFTER, () => outgoing.destroy(new Error('No answer in a minute.')));
      outgoing.on('error', reject).end(body);
    });
  };
};

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** What a terminal takes in one line, and a reader looks at. */
const SHOWN = 4000;

const bodyOption = (body: string | Buffer): string => {
  if (body.length > SHOWN) return `--data-raw ${quoted(body.toString().slice(0, 80))}… # ${body.length} long`;
  if (typeof body === 'string' && !body.includes('\0')) return `--data-raw ${quoted(body)}`;
  return `--data-binary @<(base64 -d <<< ${Buffer.from(body).toString('base64')})`;
};

/** The request as a curl command; a token by the name of its owner, in capitals. */
export const curlOf = (url: string, { method, path, headers, body, as }: RawRequest): string =>
  [
    `curl -i --path-as-is -X ${method} ${quoted(url + path)}`,
    ...(as === undefined ? [] : [`-H "authorization: Bearer $${as.toUpperCase()}"`]),
    ...Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value) => `-H ${quoted(`${name}: ${value}`)}`),
    ),
    ...(body === undefined ? [] : [bodyOption(body)]),
  ].join(' ');
