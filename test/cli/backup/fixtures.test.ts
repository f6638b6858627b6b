import { empty, directory, end, spawnSystem, tokenAt, up } from '../../../testing/system/spawn-system.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi, type TestContext } from 'vitest';
import { runImport } from '../../../cli/backup/import.ts';
import type { Body } from '../../../testing/api/response-body.ts';
import { callerAt, type SystemCall } from '../../../testing/system/http-client.ts';
import { paper } from '../catalogue/stand-in.ts';
import {
  activitiesAt,
  closedAt,
  flagsAt,
  linesAt,
  statusesOf,
  waitingOf,
  type Recorded,
} from './recorded.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');
const DAY = ['--today', '2026-10-12'];

const recordedOf = (name: string): Recorded =>
  JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Recorded;

/** An admin of a system that runs on an imported fixture until the end of the test. */
const imported = async ({ onTestFinished }: TestContext, name: string): Promise<SystemCall> => {
  const [data, said] = [directory(), paper()];
  expect(await runImport([join(FIXTURES, `${name}.export`), '--data', data], said), said.text()).toBe(0);
  const system = spawnSystem([...empty(data), ...DAY]);
  onTestFinished(() => end(system));
  const url = await up(system);
  return callerAt(url, await tokenAt(url));
};

const batchesAt = async (call: SystemCall) => (await call('GET', '/api/batches')).body.items ?? [];

const stampOf = ({ id = '' }: Body): string => id.slice(id.lastIndexOf('.') + 1);

/**
 * The list of a title, which that version gave queue by queue: now it has one order for both kinds
 * of reservation.
 */
const inOneOrder = (line: readonly Body[]): readonly Body[] =>
  line.toSorted((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));

/** Nobody has come for this copy: that version freed it only by a night (rule R13). */
const LAPSED = '09000175661';

/** Compares what pending work does not change. */
const expectSame = async (call: SystemCall, recorded: Recorded): Promise<void> => {
  const lines = await linesAt(call, Object.keys(recorded.lines));
  for (const [path, line] of Object.entries(recorded.lines))
    expect(lines[path], path).toEqual(path.includes('titleId=') ? inOneOrder(line) : line);
  expect(await closedAt(call, Object.keys(recorded.closed))).toEqual(recorded.closed);
  expect(await statusesOf(call, Object.keys(recorded.holds))).toEqual({
    ...recorded.holds,
    ...(recorded.holds[LAPSED] && { [LAPSED]: 'available' }),
  });
  expect(await flagsAt(call)).toEqual(recorded.flags);
  // That version told how many are open; now those are told who wait. Both are recorded.
  const waiting = Object.entries(recorded.titles).map(([titleId, line]) => [titleId, line.waiting]);
  expect(await waitingOf(call, Object.keys(recorded.titles))).toEqual(Object.fromEntries(waiting));
};

const RESUMES = { timeout: 120_000, interval: 200 };

// Concurrent, because the second test mostly waits for the sweep that finds the running batch.
describe.concurrent('an export of the version before the lines were redesigned', () => {
  it('of the sample keeps every place in every line', { timeout: 120_000 }, async (test) => {
    const recorded = recordedOf('sample');
    const call = await imported(test, 'sample');
    await expectSame(call, recorded);
    expect(await activitiesAt(call)).toEqual(recorded.activities);
  });

  it('of a busy table keeps them too, and its batch goes on', { timeout: 240_000 }, async (test) => {
    const recorded = recordedOf('busy');
    const call = await imported(test, 'busy');
    const before = await batchesAt(call);
    expect(before.map(({ id }) => id)).toEqual(recorded.batches.map(({ id }) => id));
    for (const [n, { status, counts }] of recorded.batches.entries()) {
      // The sweep may have found the running one before it is asked for.
      if (status === 'running') expect(before[n]?.counts?.done).toBeGreaterThanOrEqual(counts.done ?? 0);
      else expect(before[n]).toMatchObject({ status, counts });
    }
    await expectSame(call, recorded);
    const ended = recorded.batches.map(({ status, counts, atEnd }) =>
      atEnd ? { status: 'done', counts: atEnd } : { status, counts },
    );
    await vi.waitFor(async () => {
      expect(await batchesAt(call)).toMatchObject(ended);
      expect(await activitiesAt(call)).toEqual(recorded.activities);
    }, RESUMES);
    await expectSame(call, recorded);
  });
});
