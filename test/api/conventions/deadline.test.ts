import { setTimeout as pause } from 'node:timers/promises';
import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { isWrite, type Request, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';
import { openLibrary, TITLE } from '../../../testing/api/small-library.ts';
import { each } from '../../../testing/api/response-body.ts';
import { startApi, type Client } from '../../../testing/api/test-api.ts';

const TIMEOUT_MS = 1_300;
/** Lambda would cut the request off at its timeout; this leaves the answer time to get there. */
const LATEST_MS = 1_000;

const library = await openLibrary();
const { addCopy, addPatron, copy } = library;
await addCopy('1001');
await addPatron('20001');

const hook: RequestHook = {};
const { as } = await startApi({ beside: library, hook, timeoutMs: TIMEOUT_MS });

afterEach(() => {
  hook.before = hook.after = undefined;
});

/** A promise, and what fulfils it. */
const gate = () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    opened: promise,
    open: () => {
      resolve(undefined);
    },
  };
};

const timed = async (answer: ReturnType<Client['call']>) => {
  const start = performance.now();
  const { status, headers, body } = await answer;
  const isInTime = performance.now() - start < LATEST_MS;
  return { status, after: headers['retry-after'], type: body.type, isInTime };
};

const UNAVAILABLE = { status: 503, after: '1', type: '/problems/unavailable', isInTime: true };

/** Long enough for a request in the background to get to its next call. */
const aWhile = () => pause(600);

const isRead = (request: Request): boolean => !isWrite(request);

const lend = (copyId: string, headers?: Record<string, string>) =>
  as.admin.post('/api/loans', { copyId, patronId: '20001', branchId: 'CEN' }, headers);

describe('a request that takes too long is a 503 that says when to come back, before it is cut off', () => {
  it.each([
    ['GET', '/api/copies/1001', undefined, {}],
    ['GET', `/api/titles/${TITLE}`, undefined, {}],
    ['PUT', '/api/copies/1001/blocks/loan', {}, {}],
    ['POST', '/api/check-ins', { copyId: '1001', branchId: 'CEN' }, {}],
    ['POST', '/api/check-ins', { copyId: '1001', branchId: 'CEN' }, { 'idempotency-key': 'hanging' }],
    ['DELETE', '/api/patrons/20001', undefined, {}],
  ])('%s %s %j %j', async (method, path, body, headers) => {
    const { opened, open } = gate();
    hook.before = () => opened;
    expect(await timed(as.admin.call({ method, path, body, headers }))).toEqual(UNAVAILABLE);
    open();
  });

  it('a copy that everybody else keeps changing: it is not tried any more after the answer', async () => {
    let tries = 0;
    hook.before = (request) => {
      if (!isWrite(request)) return;
      tries += 1;
      throw new TransactionConflictException({ $metadata: {}, message: 'met another' });
    };
    expect(await timed(lend('1001'))).toEqual(UNAVAILABLE);
    const inTime = tries;
    await aWhile();
    expect([inTime > 1, tries]).toEqual([true, inTime]);
  });
});

describe('a request that goes on in the background', () => {
  it.each([{}, { 'idempotency-key': 'read' }])('writes nothing any more (%j)', async (headers) => {
    await addCopy('1002');
    const { opened, open } = gate();
    const written: string[] = [];
    hook.before = (request) => (isRead(request) ? opened : undefined);
    expect(await timed(lend('1002', headers))).toEqual(UNAVAILABLE);
    hook.after = (request) => {
      if (isWrite(request)) written.push(request.command);
    };
    open();
    await aWhile();
    expect(written).toEqual([]);
    expect((await copy('1002')).loan).toBeUndefined();
  });

  it('may have been done: the same key finds what it has done', async () => {
    await addCopy('1003');
    const headers = { 'idempotency-key': 'done' };
    const { opened, open } = gate();
    hook.after = ({ command }) => (command === 'TransactWriteCommand' ? opened : undefined);
    expect(await timed(lend('1003', headers))).toEqual(UNAVAILABLE);
    open();
    await aWhile();
    hook.after = undefined;
    const again = await lend('1003', headers);
    expect([again.status, again.body.copyId]).toEqual([201, '1003']);
    expect(await lend('1003', headers)).toEqual(again);
    const { body } = await library.as.admin.get('/api/loans?patronId=20001');
    expect(each(body, 'copyId').filter((id) => id === '1003')).toHaveLength(1);
  });

  it('its answer was not kept: the same key goes through', async () => {
    await addCopy('1004');
    const headers = { 'idempotency-key': 'not done' };
    const { opened, open } = gate();
    hook.before = ({ command }) => (command === 'TransactWriteCommand' ? opened : undefined);
    expect(await timed(lend('1004', headers))).toEqual(UNAVAILABLE);
    hook.before = undefined;
    expect((await lend('1004', headers)).status).toBe(201);
    open();
    await aWhile();
    expect((await lend('1004', headers)).status).toBe(201);
  });
});
