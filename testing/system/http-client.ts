/** The HTTP client of tests, proofs and benchmarks: authorized JSON requests to a system. */
import { isOfGateway, misfits } from '../api/fits-contract.ts';
import type { Body } from '../api/response-body.ts';

/** A running system, and the token that authorizes each request to it. */
export interface Connection {
  readonly url: string;
  readonly token: string;
}

export interface HttpRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborts the request after this time; without it only the system's own limits hold. */
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly text: string;
  /** The body parsed as JSON; undefined where it is not JSON. */
  readonly body: unknown;
}

/** Parses JSON; undefined for any other text. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Sends one request and answers whatever response comes. Throws if the connection fails. */
export const sendRequest = async (
  { url, token }: Connection,
  { method, path, body, headers, timeoutMs }: HttpRequest,
): Promise<HttpResponse> => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(timeoutMs !== undefined && { signal: AbortSignal.timeout(timeoutMs) }),
  });
  const text = await response.text();
  const { status } = response;
  return { status, headers: Object.fromEntries(response.headers), text, body: parseJson(text) };
};

/** Sends one request. Throws unless it succeeds (2xx). */
export const sendSuccessfully = async (to: Connection, request: HttpRequest): Promise<HttpResponse> => {
  const response = await sendRequest(to, request);
  const { status, text } = response;
  if (status < 200 || status > 299) throw new Error(`${request.method} ${request.path}: ${status} ${text}`);
  return response;
};

/** Sends a request that must succeed, and answers its body. */
export type ApiClient = (method: string, path: string, body?: unknown) => Promise<Body>;

/** A client that throws for every response that is not a success with JSON. */
export const apiClient =
  (url: string, token: string): ApiClient =>
  async (method, path, body) => {
    const response = await sendSuccessfully({ url, token }, { method, path, body });
    if (response.body === undefined) throw new Error(`${method} ${path} answers no JSON: ${response.text}`);
    return response.body as Body;
  };

/**
 * A client that also checks each response against the OpenAPI document. Throws for any other status
 * than the expected ones, and for a body that the document does not describe.
 */
export const callerAt =
  (url: string, token: string) =>
  async (method: string, path: string, body?: unknown, expected: readonly number[] = [200, 201]) => {
    const response = await sendRequest({ url, token }, { method, path, body });
    const { status, headers, text } = response;
    if (!expected.includes(status)) throw new Error(`${method} ${path}: ${status} ${text}`);
    if (text !== '' && response.body === undefined)
      throw new Error(`${method} ${path} answers no JSON: ${text}`);
    const received = { status, headers, body: (response.body ?? {}) as Body };
    const wrong = isOfGateway(received) ? [] : misfits({ method, path }, received);
    if (wrong.length > 0) throw new Error(`${method} ${path} ${status}: ${wrong.join(' ')}`);
    return { status, body: received.body };
  };

export type SystemCall = ReturnType<typeof callerAt>;
