import * as http from 'node:http';
import * as https from 'node:https';
import { text } from 'node:stream/consumers';

/** A request in bytes, and the answer to it. */
export interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Response {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

const SILENT_AFTER = 60_000;

/**
 * Connections stay open from one request to the next; an idle one doesn't keep the process alive.
 */
const plain = new http.Agent({ keepAlive: true });
const secure = new https.Agent({ keepAlive: true });

/**
 * One request and its answer. Not `fetch`: that takes twice the processor time, and where the local
 * system loads its sample library both ends share one processor.
 */
export async function exchange({ url, method, headers, body, signal }: Request): Promise<Response> {
  const isSecure = url.startsWith('https:');
  const options = { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, signal };
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = isSecure
      ? https.request(url, { ...options, agent: secure })
      : http.request(url, { ...options, agent: plain });
    request.setTimeout(SILENT_AFTER, () => request.destroy(new Error('no answer in time')));
    request.on('response', resolve).on('error', reject).end(body);
  });
  const retryAfter = response.headers['retry-after'];
  return { status: response.statusCode ?? 0, text: await text(response), retryAfter };
}
