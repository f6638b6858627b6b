import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchIdOf,
  kindsOf,
  madeIn,
  mayChangeBatch,
  setsBlocks,
  undoIdOf,
  type Actor,
  type BatchChange,
  type BatchOutcome,
  type Phase,
  type BatchResult,
} from '../../lib/domain/batch.ts';
import {
  afterChunk,
  countResults,
  doneOf,
  isGoingOn,
  needsAdmin,
  NO_BATCH_COUNTS,
  phaseOf,
  type BatchState,
  type BatchStatus,
  type BatchCounts,
} from '../../lib/domain/batch-state.ts';
import { aBatch, anActor, FAR, OWN, RUNNING, SIBLING } from '../../testing/builders.ts';

const OUTCOMES: readonly BatchOutcome[] = ['will-change', 'changed', 'unchanged', 'refused', 'failed'];
const result = (outcome: BatchOutcome): BatchResult => ({ copyId: '2905', outcome, before: {} });
const counts = (over: Partial<BatchCounts>): BatchCounts => ({ ...NO_BATCH_COUNTS, ...over });
const stateOf = (over: Partial<BatchState>): BatchState => aBatch({}, over).state;

describe('M4: an outcome per copy is counted', () => {
  it.each<[string, Partial<BatchCounts>, readonly BatchOutcome[], Partial<BatchCounts>]>([
    ['none', {}, [], {}],
    ['changed', {}, ['changed'], { changed: 1 }],
    ['unchanged', {}, ['unchanged'], { unchanged: 1 }],
    ['refused', {}, ['refused'], { refused: 1 }],
    ['failed', {}, ['failed'], { failed: 1 }],
    [
      'M3: what would change in a run has not been changed',
      { selected: 1 },
      ['will-change'],
      { selected: 1 },
    ],
    [
      'on top of those before, whatever was selected',
      { selected: 9, changed: 3, refused: 1 },
      ['changed', 'refused', 'changed', 'failed'],
      { selected: 9, changed: 5, refused: 2, failed: 1 },
    ],
  ])('%s', (_name, before, outcomes, after) => {
    expect(countResults(counts(before), outcomes.map(result))).toEqual(counts(after));
  });

  it.each<[string, Partial<BatchCounts>, number]>([
    ['nothing yet, however many are selected', { selected: 7 }, 0],
    ['each outcome counts', { selected: 99, changed: 1, unchanged: 10, refused: 100, failed: 1000 }, 1111],
  ])('done is their sum: %s', (_name, of, done) => {
    expect(doneOf(counts(of))).toBe(done);
  });

  const anyResults = fc.array(fc.constantFrom(...OUTCOMES).map(result));

  it('every copy that had its outcome is counted once, in however many parts they come', () => {
    fc.assert(
      fc.property(anyResults, anyResults, (first, second) => {
        const all = countResults(NO_BATCH_COUNTS, [...first, ...second]);
        expect(countResults(countResults(NO_BATCH_COUNTS, first), second)).toEqual(all);
        expect(countResults(countResults(NO_BATCH_COUNTS, second), first)).toEqual(all);
        const had = [...first, ...second].filter(({ outcome }) => outcome !== 'will-change');
        expect(doneOf(all)).toBe(had.length);
      }),
    );
  });

  it('counting leaves the counts of before as they were', () => {
    countResults(NO_BATCH_COUNTS, OUTCOMES.map(result));
    expect(NO_BATCH_COUNTS).toEqual({ selected: 0, changed: 0, unchanged: 0, refused: 0, failed: 0 });
  });
});

describe('M3: a batch is previewed, run and perhaps undone', () => {
  const { startedAt } = RUNNING;
  const undone = { startedAt, undoneBy: anActor() };
  it.each<[string, Partial<BatchState> & { readonly status: BatchStatus }, Phase, boolean]>([
    ['being previewed', { status: 'previewing' }, 'preview', true],
    ['previewed', { status: 'previewed' }, 'preview', false],
    ['cancelled before it ran', { status: 'cancelled' }, 'preview', false],
    ['too big to be previewed', { status: 'failed', failure: 'too-many-copies' }, 'preview', false],
    ['running', { status: 'running', startedAt }, 'run', true],
    ['cancelled while it ran', { status: 'cancelled', startedAt }, 'run', false],
    ['failed while it ran', { status: 'failed', startedAt }, 'run', false],
    ['done', { status: 'done', startedAt }, 'run', false],
    ['M5: being undone', { status: 'undoing', ...undone }, 'undo', true],
    ['M5: undone', { status: 'undone', ...undone }, 'undo', false],
    ['M5: failed while it was undone', { status: 'failed', ...undone }, 'undo', false],
  ])('%s', (_name, over, phase, goesOn) => {
    expect(phaseOf(stateOf(over))).toBe(phase);
    expect(isGoingOn(stateOf(over))).toBe(goesOn);
  });

  it.each<[Phase, Partial<BatchState>, BatchStatus]>([
    ['preview', {}, 'previewed'],
    ['run', { startedAt }, 'done'],
    ['undo', undone, 'undone'],
  ])('the end of a %s: nothing goes on, and its results are still of that phase', (phase, over, status) => {
    const going = { preview: 'previewing', run: 'running', undo: 'undoing' } as const;
    const nothing = { results: [], newcomers: 0, affectedReservations: 0 };
    const after = afterChunk(stateOf({ ...over, status: going[phase] }), nothing, true, startedAt);
    expect(after.status).toBe(status);
    expect([phaseOf(after), isGoingOn(after)]).toEqual([phase, false]);
  });
});

describe('M6: a big batch takes an admin', () => {
  it.each<[string, Partial<BatchCounts>, boolean]>([
    ['none selected', {}, false],
    ['5,000 selected', { selected: 5000 }, false],
    ['5,001 selected', { selected: 5001 }, true],
    ['unknown barcodes count', { selected: 5001, refused: 5001 }, true],
    ['however few of them would change', { selected: 5001, unchanged: 5000, changed: 1 }, true],
    ['as many as there may be', { selected: 1_000_000 }, true],
  ])('%s', (_name, of, needed) => {
    expect(needsAdmin(stateOf({ counts: counts(of) }))).toBe(needed);
  });
});

describe('M1: what a batch is to change', () => {
  it.each<[string, BatchChange, readonly string[], boolean]>([
    ['sets a reservation block', { reservation: { code: 7 } }, ['reservation'], true],
    ['lifts a reservation block', { reservation: null }, ['reservation'], false],
    ['sets a loan block', { loan: {} }, ['loan'], true],
    ['lifts a loan block', { loan: null }, ['loan'], false],
    ['sets both', { reservation: { code: 8 }, loan: {} }, ['reservation', 'loan'], true],
    ['lifts both', { reservation: null, loan: null }, ['reservation', 'loan'], false],
    ['sets one, lifts the other', { reservation: { code: 8 }, loan: null }, ['reservation', 'loan'], true],
    ['lifts one, sets the other', { reservation: null, loan: {} }, ['reservation', 'loan'], true],
  ])('%s', (_name, change, kinds, sets) => {
    expect(kindsOf(change)).toEqual(kinds);
    expect(setsBlocks(change)).toBe(sets);
  });
});

describe('B8: all who have a hand in a batch must be allowed to change a copy', () => {
  const own = anActor();
  const other = anActor({ sub: 'staff-BR1', branchIds: [SIBLING] });
  const both = anActor({ sub: 'staff-of-two', branchIds: [SIBLING, OWN] });
  const admin = anActor({ sub: 'admin', role: 'admin', branchIds: [] });
  it.each<[string, readonly Actor[], boolean]>([
    ['staff of its branch', [own], true],
    ['staff of another', [other], false],
    ['staff of more branches', [both], true],
    ['an admin', [admin], true],
    ['two of its branch', [own, both], true],
    ['the second of another branch', [own, other], false],
    ['the first of another branch', [other, own], false],
    ['an admin lends nobody rights', [other, admin], false],
    ['nor is lent any', [admin, other], false],
    ['the feed', [anActor({ role: 'feed' })], false],
    ['a patron', [anActor({ role: 'patron' })], false],
  ])('%s', (_name, actors, may) => {
    expect(mayChangeBatch(actors, OWN)).toBe(may);
  });

  it.each<[string, Actor, readonly string[]]>([
    ['of one branch', own, [OWN]],
    ['of more branches', anActor({ branchIds: [SIBLING, FAR] }), [SIBLING, FAR]],
    ['an admin', admin, []],
  ])('the branches a batch is made in are those of its maker: %s', (_name, createdBy, branches) => {
    expect(madeIn(aBatch({ createdBy }, RUNNING).order)).toEqual(branches);
  });
});

describe('M5: histories name the undoing of a batch apart from the batch', () => {
  it('and both lead to the batch', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{21}$/), (id) => {
        expect(undoIdOf(id)).not.toBe(id);
        expect(batchIdOf(undoIdOf(id))).toBe(id);
        expect(batchIdOf(id)).toBe(id);
      }),
    );
  });
});
