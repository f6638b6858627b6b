import { describe, expect, test } from 'vitest';

import { askedWait, waitBefore } from '../../../cli/catalogue/retry.ts';
import { send } from '../../../cli/catalogue/send.ts';
import { standIn, type StandInAnswer } from './stand-in.ts';

const patience = { tries: 4, firstWait: 2 };
const put = { method: 'PUT', path: '/api/titles/T1', body: { title: 'Otje' } } as const;

describe('the wait before the next try', () => {
  const cases: readonly [string, [number, number, number | undefined, number], number][] = [
    ['is half its bound at least', [1, 200, undefined, 0], 100],
    ['is its bound at most', [1, 200, undefined, 1], 200],
    ['doubles with every try', [3, 200, undefined, 1], 800],
    ['stays under ten seconds', [12, 200, undefined, 1], 10_000],
    ['is as long as the server asks', [1, 200, 3000, 1], 3000],
    ['is a minute at most, whatever the server asks', [1, 200, 3_600_000, 1], 60_000],
  ];
  test.each(cases)('%s', (_name, input, wait) => {
    expect(waitBefore(...input)).toBe(wait);
  });

  test('is read from Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-10-12T10:00:00Z');
    expect(askedWait('7', now)).toBe(7000);
    expect(askedWait('Mon, 12 Oct 2026 10:00:05 GMT', now)).toBe(5000);
    expect(askedWait('Mon, 12 Oct 2026 09:00:00 GMT', now)).toBe(0);
    expect(askedWait('soon', now)).toBeUndefined();
    expect(askedWait(undefined, now)).toBeUndefined();
  });
});

describe('a request is sent again', () => {
  const cases: readonly [string, StandInAnswer, number][] = [
    ['after 429', { status: 429 }, 4],
    ['after 503', { status: 503 }, 4],
    ['not after 409', { status: 409 }, 1],
    ['not after 401', { status: 401 }, 1],
  ];
  test.each(cases)('%s', async (_name, answer, times) => {
    const { url, seen } = await standIn(() => answer);
    expect((await send({ url, patience }, put)).status).toBe(answer.status);
    expect(seen).toHaveLength(times);
  });

  test('until it is answered, with the same body', async () => {
    const { url, seen } = await standIn(({ before }) =>
      before < 2 ? { status: 0, hangUp: true } : { status: 201 },
    );
    expect((await send({ url, patience }, put)).status).toBe(201);
    expect(new Set(seen.map(({ body }) => body))).toEqual(new Set(['{"title":"Otje"}']));
  });

  test('no sooner than Retry-After asks', async () => {
    const wait = { status: 429, headers: { 'retry-after': '1' } };
    const { url } = await standIn(({ before }) => (before === 0 ? wait : { status: 200 }));
    const started = performance.now();
    await send({ url, patience }, put);
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
  });

  test('a few times only where nobody answers', async () => {
    const { url } = await standIn(() => ({ status: 0, hangUp: true }));
    await expect(send({ url, patience }, put)).rejects.toThrow(/^No answer from .* after 4 tries/);
  });
});
