// Long: eleven batches, one for each way into a state, go through all verbs and steps.
import { describe, expect, it } from 'vitest';
import type { BatchOutcome } from '../../lib/domain/batch.ts';
import {
  afterChunk,
  afterFailure,
  allows,
  cancelRequested,
  NO_BATCH_COUNTS,
  PREVIEWING,
  resumed,
  resumes,
  started,
  undoStarted,
  type BatchState,
  type BatchStatus,
  type Verb,
} from '../../lib/domain/batch-state.ts';
import { omit } from '../../lib/domain/omit.ts';
import { aBatch, anActor } from '../../testing/builders.ts';

const NOW = '2026-10-12T09:00:00.000Z';
const EARLIER = '2026-10-12T08:00:00.000Z';
const actor = anActor();
const stateOf = (over: Partial<BatchState>): BatchState =>
  aBatch({}, { version: 7, begun: 3, ...over }).state;

const previewing = stateOf({ status: 'previewing' });
const previewed = stateOf({ status: 'previewed', counts: { ...NO_BATCH_COUNTS, selected: 9, refused: 2 } });
const running = stateOf({ status: 'running', startedAt: EARLIER, runBy: actor });
const done = stateOf({
  status: 'done',
  startedAt: EARLIER,
  endedAt: EARLIER,
  runBy: actor,
  counts: { ...NO_BATCH_COUNTS, selected: 9, changed: 5, unchanged: 4 },
});
const failedRun = stateOf({
  status: 'failed',
  failure: 'internal',
  failures: 10,
  startedAt: EARLIER,
  endedAt: EARLIER,
  runBy: actor,
});
const failedUndo = stateOf({ ...failedRun, undoneBy: actor });
const failedPreview = stateOf({ status: 'failed', failure: 'too-many-copies', endedAt: EARLIER });
const cancelled = stateOf({ status: 'cancelled', startedAt: EARLIER, endedAt: EARLIER, runBy: actor });
const neverRun = stateOf({ status: 'cancelled', endedAt: EARLIER });
const undoing = stateOf({ status: 'undoing', startedAt: EARLIER, runBy: actor, undoneBy: actor });
const undone = stateOf({ ...undoing, status: 'undone', endedAt: EARLIER });

describe('M3, M5: a verb fits some states', () => {
  it.each<[string, BatchState, readonly Verb[]]>([
    ['previewing', previewing, ['cancel']],
    ['previewed', previewed, ['run', 'cancel']],
    ['running', running, ['cancel']],
    ['done', done, ['undo']],
    ['a run that failed', failedRun, ['run', 'cancel']],
    ['an undo that failed', failedUndo, ['undo']],
    ['a preview that failed', failedPreview, []],
    ['cancelled while it ran', cancelled, ['undo']],
    ['cancelled before it ran', neverRun, []],
    ['undoing', undoing, []],
    ['undone', undone, []],
  ])('%s', (_, state, verbs) => {
    expect((['run', 'cancel', 'undo'] as const).filter((verb) => allows(state, verb))).toEqual(verbs);
  });

  it.each([
    ['a run that failed', failedRun, true],
    ['an undo that failed', failedUndo, true],
    ['previewed', previewed, false],
    ['done', done, false],
  ])('goes on with what failed: %s', (_, state, expected) => {
    expect(resumes(state)).toBe(expected);
  });
});

describe('M3: the work of a phase is that of the version with which it began', () => {
  it.each<[string, BatchState]>([
    ['made', PREVIEWING],
    ['started', started(previewed, actor, NOW)],
    ['resumed', resumed(failedRun)],
    ['undo started', undoStarted(done, actor)],
    ['a run that failed, to be cancelled', cancelRequested(failedRun, NOW)],
  ])('%s', (_, { begun, version }) => {
    expect(begun).toBe(version);
  });

  it.each<[string, BatchState]>([
    ['cancelled', cancelRequested(running, NOW)],
    ['a chunk done', afterChunk(running, { results: [], newcomers: 0, affectedReservations: 0 }, false, NOW)],
    ['failed once', afterFailure(running, NOW)],
  ])('not of a later one: %s', (_, { begun, version }) => {
    expect([begun, version]).toEqual([3, 8]);
  });
});

describe('M3: a run', () => {
  it('begins with empty counts, and knows what was previewed', () => {
    expect(started(previewed, actor, NOW)).toEqual({
      ...previewed,
      status: 'running',
      previewed: 9,
      counts: { ...NO_BATCH_COUNTS, selected: 9 },
      affectedReservations: 0,
      runBy: actor,
      startedAt: NOW,
      begun: 8,
      version: 8,
    });
  });

  it('C1: keeps the rule that it sets', () => {
    expect(started(previewed, actor, NOW, { edition: 'e' }).rule).toEqual({ edition: 'e' });
    expect('rule' in started(previewed, actor, NOW)).toBe(false);
  });

  it('that failed goes on where it was', () => {
    const rest = omit(failedRun, 'failure', 'endedAt');
    expect(resumed(failedRun)).toEqual({ ...rest, status: 'running', failures: 0, begun: 8, version: 8 });
  });
});

describe('M5: an undo', () => {
  it('is of what was changed', () => {
    const rest = omit(done, 'endedAt');
    expect(undoStarted(done, actor)).toEqual({
      ...rest,
      status: 'undoing',
      counts: { ...NO_BATCH_COUNTS, selected: 5 },
      affectedReservations: 0,
      undoneBy: actor,
      failures: 0,
      begun: 8,
      version: 8,
    });
  });

  it('that failed goes on where it was', () => {
    expect(resumed(failedUndo)).toMatchObject({ status: 'undoing', failures: 0, undoneBy: actor });
  });
});

describe('M3: cancelling', () => {
  it.each<[string, BatchState, Partial<BatchState>]>([
    ['stops what goes on within a chunk', running, { status: 'running', cancelled: true, version: 8 }],
    ['stops a preview within a chunk', previewing, { status: 'previewing', cancelled: true, version: 8 }],
    ['ends what has been previewed', previewed, { status: 'cancelled', endedAt: NOW, version: 8 }],
    [
      'finds out first what a run that failed did',
      failedRun,
      { status: 'running', cancelled: true, version: 8 },
    ],
  ])('%s', (_, state, expected) => {
    expect(cancelRequested(state, NOW)).toMatchObject(expected);
  });
});

describe('M3: after a chunk', () => {
  const chunk = (outcomes: readonly BatchOutcome[], over: object = {}) => ({
    results: outcomes.map((outcome, index) => ({ copyId: String(index), outcome, before: {} })),
    newcomers: 0,
    affectedReservations: 0,
    ...over,
  });
  const after = (state: BatchState, isLast: boolean, done = chunk(['changed', 'refused'])) =>
    afterChunk(state, done, isLast, NOW);

  it('its copies are counted, and it went well', () => {
    const state = {
      ...running,
      failures: 4,
      affectedReservations: 1,
      counts: { ...NO_BATCH_COUNTS, selected: 9, changed: 1 },
    };
    expect(
      after(state, false, chunk(['changed', 'refused'], { newcomers: 2, affectedReservations: 3 })),
    ).toEqual({
      ...state,
      counts: { selected: 11, changed: 2, unchanged: 0, refused: 1, failed: 0 },
      affectedReservations: 4,
      failures: 0,
      version: 8,
    });
  });

  it.each<[string, BatchState, BatchStatus, string | undefined]>([
    ['a preview', previewing, 'previewed', undefined],
    ['a run', running, 'done', NOW],
    ['an undo', undoing, 'undone', NOW],
  ])('the last ends %s', (_, state, status, endedAt) => {
    const end = after(state, true);
    expect([end.status, end.endedAt]).toEqual([status, endedAt]);
    expect(after(state, false).status).toBe(state.status);
  });

  it.each([true, false])('what was to stop has stopped, last or not: %s', (isLast) => {
    const end = after({ ...running, cancelled: true }, isLast);
    expect([end.status, end.endedAt, 'cancelled' in end]).toEqual(['cancelled', NOW, false]);
  });

  it.each<[string, BatchState, number, BatchStatus]>([
    ['a million copies', previewing, 1_000_000, 'previewing'],
    ['one more', previewing, 1_000_001, 'failed'],
    ['one more in a run', running, 1_000_001, 'running'],
  ])('M6: %s', (_, state, selected, status) => {
    const end = after({ ...state, counts: { ...NO_BATCH_COUNTS, selected } }, false);
    expect([end.status, end.failure]).toEqual([status, status === 'failed' ? 'too-many-copies' : undefined]);
  });

  it('M6: too many copies are too many, also where it was to stop', () => {
    const counts = { ...NO_BATCH_COUNTS, selected: 1_000_001 };
    expect(after({ ...previewing, counts, cancelled: true }, false).status).toBe('failed');
  });
});

describe('M3: going on with a batch goes wrong', () => {
  it.each([
    [0, 'running', undefined],
    [8, 'running', undefined],
    [9, 'failed', 'internal'],
  ])('after %i times before', (failures, status, failure) => {
    const state = afterFailure({ ...running, failures, cancelled: true }, NOW);
    expect(state).toMatchObject({ status, failures: failures + 1, version: 8 });
    expect(state.failure).toBe(failure);
    expect([state.endedAt, 'cancelled' in state]).toEqual(failure ? [NOW, false] : [undefined, true]);
  });
});
