import type { IncomingMessage } from 'node:http';

/** A request as it came in, before it is made into an event. */
export interface HttpRequest {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly at: Date;
}

/** What an HTTP API takes in one request. */
const REQUEST_LIMIT = 10 * 1024 * 1024;

/** The values of a header, in the order they were sent. */
export const headerValues = (rawHeaders: readonly string[], wanted: string): readonly string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === wanted);

/** The request as it came in; undefined when its body is larger than the gateway takes. */
export async function httpRequestOf(request: IncomingMessage, at: Date): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: whoever is still sending does not listen for the refusal.
    if (size <= REQUEST_LIMIT) chunks.push(chunk);
  }
  if (size > REQUEST_LIMIT) return undefined;
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?');
  return {
    method: request.method ?? 'GET',
    rawPath,
    rawQuery: query.join('?'),
    rawHeaders: request.rawHeaders,
    body: Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    protocol: `HTTP/${request.httpVersion}`,
    at,
  };
}
