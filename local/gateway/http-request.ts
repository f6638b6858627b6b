import type { IncomingMessage } from 'node:http';

/** A received request, before it becomes an event. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent, not decoded, without the query. */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** Alternating names and values, as sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly at: Date;
}

/** The limit of a request body of an HTTP API, in bytes. */
const REQUEST_LIMIT = 10 * 1024 * 1024;

/** The values of a header in the order sent; `wanted` is in lower case. */
export const headerValues = (rawHeaders: readonly string[], wanted: string): readonly string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === wanted);

/** Reads a request; undefined when its body exceeds the gateway's limit. */
export async function httpRequestOf(request: IncomingMessage, at: Date): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Reads on after the limit: a client does not read the refusal while it still sends.
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
