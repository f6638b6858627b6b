/** Requests in the form that the stand-ins of the local system get. */
import type { HttpRequest } from '../../../local/gateway/http-request.ts';
import type { HttpReply } from '../../../local/gateway/reply.ts';

/** A POST request with this body. */
export const posted = (
  rawPath: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest => ({
  method: 'POST',
  rawPath,
  rawQuery: '',
  rawHeaders: Object.entries(headers).flat(),
  body: Buffer.from(body),
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
  at: new Date(),
});

/** A GET request for a path, with or without a query. */
export function got(
  address: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): HttpRequest {
  const [rawPath = '', ...query] = address.split('?');
  return { ...posted(rawPath, '', headers), method, rawQuery: query.join('?') };
}

/** The body of an answer as text. */
export const bodyOf = ({ body }: HttpReply): string => body?.toString('utf8') ?? '';
