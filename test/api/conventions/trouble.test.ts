import '../../../testing/api/silence-logs.ts';
import { createServer, type AddressInfo } from 'node:net';
import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { documentClient } from '../../../lib/runtime/clients.ts';
import { logger } from '../../../lib/runtime/log.ts';
import { openTable } from '../../../lib/store/table.ts';
import { stubAws } from '../../runtime/listener.ts';
import { startApi } from '../../../testing/api/test-api.ts';
import { openLibrary, TITLE } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
const { as, addCopy, addPatron, checkOut } = await openLibrary({ hook });
await addCopy('1001');
await addPatron('20001');

const named = (name: string, message = 'secret: arn:aws:dynamodb:eu-west-1:123:table/x PATRON#20001') =>
  Object.assign(new Error(message), { name });

/** Makes every later request to the table fail with this error. */
const breakTable = (error: Error) => {
  hook.before = () => {
    throw error;
  };
};

const whole = () => {
  hook.before = undefined;
};

const CALLS = [
  ['GET', '/api/copies/1001', undefined],
  ['GET', `/api/titles/${TITLE}`, undefined],
  ['PUT', '/api/copies/1001/blocks/loan', {}],
  ['POST', '/api/check-ins', { copyId: '1001', branchId: 'CEN' }],
  ['DELETE', '/api/patrons/20001', undefined],
] as const;

describe('what goes wrong on our side', () => {
  it.each(CALLS)('%s %s is a 500 with a trace id and without internals', async (method, path, body) => {
    breakTable(named('AccessDeniedException'));
    const answer = await as.admin.call({ method, path, body });
    whole();
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      type: '/problems/internal',
      title: 'Er ging iets mis bij ons',
      status: 500,
      traceId: expect.stringMatching(/^trace-\d+$/) as string,
      detail: `Het is niet gelukt. Probeer het opnieuw; meld het met dit nummer als het blijft misgaan: ${String(answer.body.traceId)}.`,
    });
  });

  it.each([
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ThrottlingException',
    'TransactionInProgressException',
    'TransactionConflictException',
    'InternalServerError',
    'RequestTimeout',
    'TimeoutError',
  ])('%s is a 503 that says when to come back', async (name) => {
    breakTable(named(name));
    const { status, headers, body } = await as.admin.get('/api/copies/1001', { 'accept-language': 'en' });
    whole();
    expect([status, headers['retry-after'], body.type]).toEqual([503, '1', '/problems/unavailable']);
    expect(body.detail).toContain(String(body.traceId));
    expect(JSON.stringify(body)).not.toMatch(/secret|arn:|20001/);
  });

  it('so is an error without a name that DynamoDB answers with 503', async () => {
    breakTable(Object.assign(named('UnknownError'), { $metadata: { httpStatusCode: 503 } }));
    const { status, headers } = await as.admin.get('/api/copies/1001');
    whole();
    expect([status, headers['retry-after']]).toEqual([503, '1']);
  });

  it('a copy that everybody else keeps changing is a 503 in the end', { timeout: 60_000 }, async () => {
    hook.before = (request) => {
      if (isWrite(request)) throw new TransactionConflictException({ $metadata: {}, message: 'met another' });
    };
    const { status } = await checkOut('1001', '20001');
    whole();
    expect(status).toBe(503);
  });

  it('with an Idempotency-Key it is a 500 too, which is not kept: the next try goes through', async () => {
    const headers = { 'idempotency-key': 'after-trouble' };
    breakTable(named('AccessDeniedException'));
    const body = { copyId: '1001', patronId: '20001', branchId: 'CEN' };
    expect((await as.admin.post('/api/loans', body, headers)).status).toBe(500);
    whole();
    expect((await as.admin.post('/api/loans', body, headers)).status).toBe(201);
  });

  it.each([{}, { 'idempotency-key': 'to-be-found' }])(
    'its trace id finds a line in the log that says what went wrong, without the card number (%j)',
    async (headers) => {
      const error = vi.spyOn(logger, 'error');
      const info = vi.spyOn(logger, 'info');
      hook.before = ({ command }) => {
        if (command === 'QueryCommand') throw named('AccessDeniedException', 'nothing to see');
      };
      const body = { copyId: '1001', patronId: '20001', branchId: 'CEN' };
      const answer = await as.admin.post('/api/loans', body, headers);
      whole();
      const traceId = answer.body.traceId;
      expect(error).toHaveBeenCalledExactlyOnceWith('failed', {
        traceId,
        error: expect.objectContaining({ name: 'AccessDeniedException' }) as Error,
      });
      expect(info).toHaveBeenCalledExactlyOnceWith(
        'request',
        expect.objectContaining({ traceId, status: 500, route: 'POST /api/loans' }),
      );
      expect(JSON.stringify([error.mock.calls, info.mock.calls])).not.toContain('20001');
      vi.restoreAllMocks();
    },
  );
});

describe('a database that accepts connections and never answers', () => {
  it('is a 503 that says when to come back, and no 500', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      silent.close();
    });
    const { port } = silent.address() as AddressInfo;
    stubAws(`http://127.0.0.1:${port}`);
    const api = await startApi({ services: { table: openTable(documentClient(20), 'apart') } });
    for (const [method, path, body] of CALLS) {
      const { status, headers } = await api.as.admin.call({ method, path, body });
      expect([method, path, status, headers['retry-after']]).toEqual([method, path, 503, '1']);
    }
  });

  it('is nobody: 503 too', async () => {
    stubAws('http://127.0.0.1:9');
    const api = await startApi({ services: { table: openTable(documentClient(1_000), 'apart') } });
    const { status, headers } = await api.as.admin.get('/api/copies/1001');
    expect([status, headers['retry-after']]).toEqual([503, '1']);
  });
});
