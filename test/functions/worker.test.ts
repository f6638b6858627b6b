import '../../testing/api/silence-logs.ts';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { workerHandler } from '../../functions/handlers/worker.ts';
import type { WorkMessage } from '../../lib/contract.ts';
import type { Services } from '../../lib/runtime/services.ts';
import { runWork, pendingWork } from '../../lib/usecases/jobs/work.ts';

vi.mock('../../lib/usecases/jobs/work.ts', () => ({ runWork: vi.fn(), pendingWork: vi.fn() }));

const NOW = '2026-10-12T22:30:00.000Z';

const sent: (readonly [WorkMessage, number | undefined])[] = [];
const services: Services = {
  table: {} as Services['table'],
  clock: () => NOW,
  settings: { patronRetentionDays: 90, pauseMs: 1 },
  startNight: () => Promise.reject(new Error('The worker starts no night.')),
  startWork: (message, delaySeconds) => {
    sent.push([message, delaySeconds]);
    return Promise.resolve();
  },
};

/** Sends these messages to the worker, with this many milliseconds left. */
const worked = (bodies: readonly string[], leftMs = 900_000) => {
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
  const context = { getRemainingTimeInMillis: () => leftMs } as Context;
  return workerHandler(services)({ Records } as SQSEvent, context);
};

const failed = (...ids: readonly string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

beforeEach(() => {
  sent.length = 0;
  vi.mocked(runWork).mockReset().mockResolvedValue('done');
  vi.mocked(pendingWork).mockReset().mockResolvedValue([]);
});

describe('the worker', () => {
  it('does the work that it is told of, as itself and on the day of the library', async () => {
    expect(await worked(['{"workId":"close-1"}'])).toEqual(failed());
    expect(runWork).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        caller: { sub: 'worker', role: 'admin', branchIds: [] },
        now: NOW,
        today: '2026-10-13',
      }),
      'close-1',
      expect.any(Function),
    );
    expect(sent).toEqual([]);
  });

  it('passes on what it could not end in time', async () => {
    vi.mocked(runWork).mockResolvedValue('more');
    expect(await worked(['{"workId":"close-1"}'])).toEqual(failed());
    expect(sent).toEqual([[{ workId: 'close-1' }, undefined]]);
  });

  it.each([
    [30_000, false],
    [29_999, true],
  ])('with %i ms left, time is up: %s', async (leftMs, expected) => {
    await worked(['{"workId":"close-1"}'], leftMs);
    expect(vi.mocked(runWork).mock.calls[0]?.[2]()).toBe(expected);
  });

  it('that is told to look what stands still sends a message for each, and does none of it', async () => {
    vi.mocked(pendingWork).mockResolvedValue([
      { workId: 'close-1', delaySeconds: 0 },
      { workId: 'follow-2', delaySeconds: 20 },
    ]);
    expect(await worked(['{"sweep":true}'])).toEqual(failed());
    expect(sent).toEqual([
      [{ workId: 'close-1' }, 0],
      [{ workId: 'follow-2' }, 20],
    ]);
    expect(runWork).not.toHaveBeenCalled();
  });

  it('says what it failed on, and does the rest', async () => {
    vi.mocked(runWork).mockImplementation((_, workId) =>
      workId === 'bad' ? Promise.reject(new Error('as asked')) : Promise.resolve('done'),
    );
    const answer = await worked(['{"workId":"bad"}', '{"workId":"good"}', '{"workId":"bad"}']);
    expect(answer).toEqual(failed('m0', 'm2'));
    expect(runWork).toHaveBeenCalledTimes(3);
  });

  it.each(['', 'null', '{}', '[]', '{"workId":7}', '{"sweep":false}'])(
    'fails on %j, which is no message for it',
    async (body) => {
      expect(await worked([body])).toEqual(failed('m0'));
    },
  );
});
