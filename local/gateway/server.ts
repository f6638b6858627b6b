import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeOf, messageOf, StartError } from '../errors.ts';
import { httpRequestOf, type HttpRequest } from './http-request.ts';
import { functionFailed, gatewayReply, tooLarge, type HttpReply } from './reply.ts';

/** Answers a request; when it throws, the client gets a 500. */
export type RequestHandler = (incoming: HttpRequest) => Promise<HttpReply> | HttpReply;

/** A server on 127.0.0.1. */
export interface Listener {
  readonly port: number;
  readonly url: string;
  /** Stops listening; after the patience closes the connections that are still open. */
  close(patienceMs: number): Promise<void>;
}

/** A server that answers 503 until it is opened. */
export interface Door extends Listener {
  open(answer: RequestHandler): void;
}

const HOST = '127.0.0.1';

/** Listens on this port (0: any free one) of 127.0.0.1. Throws a `StartError` when it cannot. */
export async function listen(port: number, answer: RequestHandler): Promise<Listener> {
  const server = createServer((request, response) => {
    serve(request, response, answer).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new StartError(whyNot(port, error)));
    });
    server.listen(port, HOST, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return { port: bound, url: `http://${HOST}:${bound}`, close: (patienceMs) => close(server, patienceMs) };
}

/**
 * Takes the port before the system can answer: a port in use fails at once, and the address is
 * known.
 */
export async function listenClosed(port: number): Promise<Door> {
  let answer: RequestHandler = () => gatewayReply(503, 'Service Unavailable');
  const listener = await listen(port, (incoming) => answer(incoming));
  return {
    ...listener,
    open: (given) => {
      answer = given;
    },
  };
}

function whyNot(port: number, error: Error): string {
  if (codeOf(error) === 'EADDRINUSE') {
    return `Port ${port} is in use: end what listens there, or choose another with --port.`;
  }
  return `Port ${port} cannot be listened on: ${messageOf(error)}.`;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: RequestHandler,
): Promise<void> {
  const incoming = await httpRequestOf(request, new Date());
  const reply = incoming === undefined ? tooLarge : await answered(incoming, answer);
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (reply.cookies !== undefined && reply.cookies.length > 0)
    response.setHeader('set-cookie', reply.cookies);
  response.setHeader('content-length', reply.body?.length ?? 0);
  if (reply.status === 204 || reply.status === 304) response.removeHeader('content-length');
  response.writeHead(reply.status);
  response.end(reply.body);
}

async function answered(incoming: HttpRequest, answer: RequestHandler): Promise<HttpReply> {
  try {
    return await answer(incoming);
  } catch (error) {
    console.error(error);
    return functionFailed;
  }
}

async function close(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMs);
  await closed;
  clearTimeout(timer);
}
