/**
 * A proxy between the system and its DynamoDB that makes requests fail at a fixed interval. It is
 * outside the process of the system, so that the deployed code runs unchanged and its SDK retries
 * as usual.
 */
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { strictTransactions } from '../../../testing/database/strict-transactions.ts';
import {
  DYNAMODB_FAULTS,
  errorAnswer,
  type FaultOutcome,
  type DynamoDbFault,
  type Wire,
  type WireAnswer,
} from './dynamodb-faults.ts';

/** A DynamoDB with faults. */
export interface Proxy {
  readonly endpoint: string;
  /** How often each fault was made. */
  readonly made: ReadonlyMap<string, number>;
  /** Makes no more faults. */
  readonly calm: () => void;
  readonly stop: () => void;
}

/** How the proxy behaves. */
export interface ProxyOptions {
  /** One request in so many gets a fault. */
  readonly every: number;
  /** Refuses writes that meet a transaction in flight, or one that has ended so many ms ago. */
  readonly strict?: number;
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const single = (header: string | string[] | undefined): string => [header ?? ''].flat()[0] ?? '';

const isFault = (outcome: FaultOutcome): boolean =>
  !outcome.does || outcome.isLost === true || outcome.lateMs !== undefined;

/** What refused overlaps are called among the faults. */
export const OVERLAPPING = 'overlapping';

/**
 * Decides the faults: one for each interval of `every` requests, the same for all attempts of a
 * request.
 */
const planner = (every: number) => {
  const made = new Map<string, number>();
  const faulty = new Map<string, { readonly fault: DynamoDbFault; attempts: number }>();
  let requests = 0;
  let isCalm = false;
  const start = (id: string): void => {
    requests += 1;
    if (isCalm || requests % every !== 0) return;
    const fault = DYNAMODB_FAULTS[(requests / every) % DYNAMODB_FAULTS.length];
    if (!fault) return;
    faulty.set(id, { fault, attempts: 0 });
  };
  const outcomeOf = (id: string, attempt: string, wire: Wire): FaultOutcome => {
    if (/^attempt=1\b/.test(attempt) || attempt === '') start(id);
    const plan = faulty.get(id);
    if (!plan || isCalm) return { does: true };
    const { name, at } = plan.fault;
    const outcome = at(plan.attempts++, wire);
    if (plan.attempts === 1 && isFault(outcome)) made.set(name, (made.get(name) ?? 0) + 1);
    return outcome;
  };
  return {
    made,
    outcomeOf,
    overlapped: () => made.set(OVERLAPPING, (made.get(OVERLAPPING) ?? 0) + 1),
    calm: () => {
      isCalm = true;
    },
  };
};

const KEPT = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];

/** Passes requests on to the real DynamoDB, on connections that stay open. */
const forwardTo = (endpoint: string) => {
  const agent = new Agent({ keepAlive: true });
  const forward = async (
    { headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{ readonly status: number; readonly body: Buffer }> => {
    const kept = Object.fromEntries(KEPT.map((name) => [name, single(headers[name])]));
    const sent = request(endpoint, { method: 'POST', agent, headers: kept });
    sent.end(body);
    const [done] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: done.statusCode ?? 500, body: await bodyOf(done) };
  };
  return {
    forward,
    end: () => {
      agent.destroy();
    },
  };
};

const answer = (reply: ServerResponse, { status, body }: { status: number; body: string | Buffer }): void => {
  reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
};

/** The refusal of a request that overlaps, or how to tell that it has been answered. */
type Admission = { readonly refusal: WireAnswer } | { readonly settle: () => void };

/** Reads overlap with nothing: their bodies need not be parsed. */
const READS = /^(BatchGetItem|GetItem|Query|Scan)$/;

const openGate = (): Admission => ({ settle: () => undefined });

/** Admits or refuses requests on the wire. */
const wireGate = (holdMs: number) => {
  const admit = strictTransactions(holdMs);
  return ({ target, body }: Wire): Admission => {
    const operation = target.split('.')[1] ?? '';
    if (READS.test(operation)) return openGate();
    const admitted = admit(operation, JSON.parse(body.toString()) as object);
    if ('settle' in admitted) return admitted;
    const { type, ...more } = admitted;
    return { refusal: errorAnswer(type, 400, more) };
  };
};

/** Starts the proxy in front of a DynamoDB. */
export const startProxy = async (endpoint: string, { every, strict }: ProxyOptions): Promise<Proxy> => {
  const plan = planner(every);
  const admit = strict === undefined ? openGate : wireGate(strict);
  const real = forwardTo(endpoint);
  const pass = async (incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    const id = single(incoming.headers['amz-sdk-invocation-id']);
    const wire = { target: single(incoming.headers['x-amz-target']), body };
    const outcome = plan.outcomeOf(id, single(incoming.headers['amz-sdk-request']), wire);
    if (!outcome.does) {
      answer(reply, outcome.answer);
      return;
    }
    const admission = admit(wire);
    if ('refusal' in admission) {
      plan.overlapped();
      answer(reply, admission.refusal);
      return;
    }
    const done = await real.forward(incoming, body).finally(admission.settle);
    if (outcome.lateMs !== undefined) await pause(outcome.lateMs);
    if (outcome.isLost) incoming.socket.destroy();
    else answer(reply, done);
  };
  const server = createServer((incoming, reply) => {
    pass(incoming, reply).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    made: plan.made,
    calm: plan.calm,
    stop: () => {
      server.close();
      server.closeAllConnections();
      real.end();
    },
  };
};
