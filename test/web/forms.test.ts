// Long: the computations of the screens are small; none has the tests for a file of its own.

/** Computations of the screens that need no browser. */
import { describe, expect, it, test, vi } from 'vitest';
import { differing, rebased } from '../../web/src/lib/use-rebased.ts';
import {
  changeBetween,
  emptyActivityDraft,
  activityRequestOf as activityOf,
} from '../../web/src/screens/activities/activity-draft.ts';
import { flagGroupsOf } from '../../web/src/screens/attention/flag-groups.ts';
import { barcodesIn, namesOf, withBarcode } from '../../web/src/screens/batches/barcodes.ts';
import {
  canUndo,
  needsAdmin,
  outcomesOf,
  outcomeWord,
  phaseOf,
} from '../../web/src/screens/batches/batch-state.ts';
import { nextCursor, withoutFirstLine } from '../../web/src/screens/batches/csv-pieces.ts';
import { missingIn, batchRequestOf, type BatchDraft } from '../../web/src/screens/batches/batch-draft.ts';
import type { Activity, Batch, Flag } from '../../web/src/lib/api/types.ts';

describe('barcodes', () => {
  test.each([
    ['', [], [], []],
    ['A1', ['A1'], [], []],
    ['A1\r\nA2, A3;A4  A1\tA1', ['A1', 'A2', 'A3', 'A4'], ['A1'], []],
    ['A1 é ' + 'x'.repeat(41), ['A1'], [], ['é', 'x'.repeat(41)]],
    ['x'.repeat(40), ['x'.repeat(40)], [], []],
    // A spreadsheet saves quotes, and some systems a formula, to keep leading zeros.
    ['"031"\r\n"032";"031"', ['031', '032'], ['031'], []],
    ["=\"031\",'032' “033” „034” ‘035’ '036", ['031', '032', '033', '034', '035', '036'], [], []],
    ['"" " = a"b', [], [], ['=', 'a"b']],
    // A byte order mark, columns without a cell, blank rows, spaces that do not break.
    ['\uFEFF031;;;\r\n;;;\r\n\r\n\u00a0032\u00a0\t\t\r033', ['031', '032', '033'], [], []],
    ['3E12 1E5 3.14 E+12', ['3E12', '1E5', '3.14'], [], ['E+12']],
  ])('in %j', (text, codes, doubles, unreadable) => {
    expect(barcodesIn(text)).toEqual({ codes, doubles, unreadable, rounded: [] });
  });

  test.each([
    ['3,14141E+12', [], ['3,14141E+12']],
    ['3.14141E+12', [], ['3.14141E+12']],
    ['"3,14141E+12";="3,14E+12"', [], ['3,14141E+12', '3,14E+12']],
    ['3,14141E+12\n3,14141E+12\r\n3,14141e+12', [], ['3,14141E+12', '3,14141e+12']],
    ['031,3,14141E+12,032', ['031', '032'], ['3,14141E+12']],
    ['1,3,14141E+12,3E+11,2', ['1', '2'], ['3,14141E+12', '3E+11']],
  ])('in %j, of which a spreadsheet has rounded some', (text, codes, rounded) => {
    expect(barcodesIn(text)).toEqual({ codes, doubles: [], unreadable: [], rounded });
  });

  test.each([
    ['', 'B\n'],
    ['A', 'A\nB\n'],
    ['A\n', 'A\nB\n'],
  ])('one more below %j', (text, longer) => {
    expect(withBarcode(text, 'B')).toBe(longer);
  });

  it('are named up to five', () => {
    expect(namesOf(['1', '2', '3', '4', '5'])).toBe('1, 2, 3, 4, 5');
    expect(namesOf(['1', '2', '3', '4', '5', '6'])).toBe('1, 2, 3, 4, 5 …');
  });
});

describe('a new batch', () => {
  const draft: BatchDraft = {
    from: 'collection',
    collection: 'SINT',
    branchId: 'CEN',
    barcodes: '',
    ofActivity: '',
    reservation: '8',
    loan: 'keep',
    activityId: '',
    reason: ' ',
    includeNewCopies: false,
    includeRuled: true,
  };

  test.each<[Partial<BatchDraft>, ReturnType<typeof missingIn>]>([
    [{}, undefined],
    [{ collection: '' }, 'collection'],
    [{ from: 'barcodes' }, 'barcodes'],
    [{ from: 'barcodes', barcodes: 'A1 é' }, 'unreadable'],
    [{ from: 'barcodes', barcodes: 'A1 3,14141E+12' }, 'unreadable'],
    [
      { from: 'barcodes', barcodes: Array.from({ length: 10_001 }, (_, index) => index).join(' ') },
      'tooMany',
    ],
    [
      { from: 'barcodes', barcodes: Array.from({ length: 10_000 }, (_, index) => index).join(' ') },
      undefined,
    ],
    [{ from: 'activity' }, 'activity'],
    [{ reservation: 'keep' }, 'change'],
    [{ reservation: 'keep', loan: 'lift' }, undefined],
  ])('with %j lacks %j', (change, missing) => {
    expect(missingIn({ ...draft, ...change })).toBe(missing);
  });

  test.each<[Partial<BatchDraft>, object]>([
    [{}, { selection: { collection: 'SINT', branchId: 'CEN' }, change: { reservation: { code: 8 } } }],
    [
      { branchId: '', includeNewCopies: true },
      { selection: { collection: 'SINT' }, change: { reservation: { code: 8 } }, includeNewCopies: true },
    ],
    [
      { from: 'barcodes', barcodes: 'A1 A2 A1', includeNewCopies: true, reservation: '7', reason: ' Sint ' },
      { selection: { copyIds: ['A1', 'A2'] }, change: { reservation: { code: 7 } }, reason: 'Sint' },
    ],
    [
      { from: 'activity', ofActivity: 'X', activityId: 'X', reservation: 'lift', loan: 'lift' },
      { selection: { activityId: 'X' }, change: { reservation: null, loan: null }, activityId: 'X' },
    ],
    [
      { reservation: 'lift', loan: 'set' },
      {
        selection: { collection: 'SINT', branchId: 'CEN' },
        change: { reservation: null, loan: {} },
        includeRuled: true,
      },
    ],
  ])('with %j asks for %j', (change, request) => {
    expect(batchRequestOf({ ...draft, ...change })).toEqual(request);
  });
});

describe('how a batch stands', () => {
  const counts = { selected: 10, done: 10, changed: 6, unchanged: 2, refused: 1, failed: 1 };
  const batchOf = (change: Partial<Batch>) => ({ status: 'done', counts, ...change }) as Batch;
  const ran = { startedAt: '2026-10-12T10:00:00Z' };
  const undone = { ...ran, undoneBy: 'admin' };

  it('is of its preview, its run or its undo', () => {
    expect([{}, ran, undone].map((change) => phaseOf(batchOf(change)))).toEqual(['preview', 'run', 'undo']);
  });

  it('says what will change, what changed, and what was put back', () => {
    expect(outcomesOf(batchOf({ counts: { ...counts, changed: 0 } }))).toEqual([
      ['will-change', 6],
      ['unchanged', 2],
      ['refused', 1],
      ['failed', 1],
    ]);
    expect(outcomesOf(batchOf(ran))[0]).toEqual(['changed', 6]);
    expect(outcomeWord(batchOf(ran), 'changed')).toBe('changed');
    expect(outcomeWord(batchOf(undone), 'changed')).toBe('put-back');
  });

  test.each<[Partial<Batch>, boolean]>([
    [ran, true],
    [{ ...ran, status: 'cancelled' }, true],
    [{ ...ran, status: 'failed' }, false],
    [{ ...ran, counts: { ...counts, changed: 0 } }, false],
    [{ status: 'cancelled' }, false],
    [undone, false],
  ])('%j can be put back: %j', (change, can) => {
    expect(canUndo(batchOf(change))).toBe(can);
  });

  it('is for an admin above 5,000 copies (rule M6)', () => {
    const needs = (selected: number) => needsAdmin(batchOf({ counts: { ...counts, selected } }));
    expect([needs(5_000), needs(5_001)]).toEqual([false, true]);
  });
});

test.each([
  [null, undefined],
  ['</api/x?cursor=a%2Bb>; rel="next"', 'a+b'],
  ['<https://there.example/api/x?limit=1&cursor=c>;rel="next"', 'c'],
  ['</api/x?cursor=a>; rel="prev"', undefined],
])('the piece of a CSV after %j is at %j', (link, cursor) => {
  expect(nextCursor(link)).toBe(cursor);
});

test('the pieces of a CSV name their columns once', () => {
  expect(withoutFirstLine('a,b\r\n1,2\r\n')).toBe('1,2\r\n');
});

describe('an activity that is filled in', () => {
  const draft = { ...emptyActivityDraft(['CEN']), name: ' Sint ', titleIds: 'T1, "T2";T1\nT3' };

  it('asks for what is there', () => {
    expect(activityOf(draft)).toMatchObject({
      name: 'Sint',
      branchIds: ['CEN'],
      titleIds: ['T1', 'T2', 'T3'],
    });
    expect(activityOf({ ...draft, everywhere: true }).branchIds).toEqual([]);
    expect(activityOf({ ...draft, agreementFrom: '2026-10-01' })).not.toHaveProperty('agreementFrom');
  });

  it('changes only what differs, and empties what is emptied', () => {
    const agreed = { ...draft, agreement: true, agreementFrom: '2026-10-01' };
    expect(changeBetween(draft, { ...draft, name: 'Sint' })).toEqual({});
    expect(changeBetween(agreed, { ...agreed, agreementFrom: '' })).toEqual({ agreementFrom: null });
    expect(changeBetween(draft, { ...draft, collections: ['SINT'] })).toEqual({ collections: ['SINT'] });
  });
});

test('what was typed stays, over what somebody else made of the rest', () => {
  const [older, newer] = [
    { name: 'Sint', days: ['1'], contacts: '' },
    { name: 'Sinterklaas', days: ['1', '2'], contacts: '' },
  ];
  expect(differing(older, newer)).toEqual(['name', 'days']);
  const typed = { ...older, name: 'Sint in de hal', contacts: 'balie@bibliotheek.example' };
  expect(rebased(typed, older, newer)).toEqual({ ...typed, days: ['1', '2'] });
});

test('flags are grouped by activity, what ended first first, oldest first; then by kind', () => {
  const flag = (id: string, since: string, activityId?: string) =>
    ({ id, copyId: id, kind: 'block-without-end', since, ...(activityId && { activityId }) }) as Flag;
  const flags = [
    flag('1', '2026-03-02'),
    flag('2', '2026-03-02', 'late'),
    flag('4', '2026-03-02', 'early'),
    flag('3', '2026-03-01', 'early'),
  ];
  const activities = new Map(
    [
      { id: 'late', endDate: '2026-02-01' },
      { id: 'early', endDate: '2026-01-01' },
    ].map((activity) => [activity.id, activity as Activity]),
  );
  const groups = flagGroupsOf(flags, activities).map((group) => [group.key, group.flags.map(({ id }) => id)]);
  expect(groups).toEqual([
    ['early', ['3', '4']],
    ['late', ['2']],
    ['block-without-end', ['1']],
  ]);
});

interface Term {
  readonly startDate: string;
  readonly endDate: string;
}

/** Declared here, because the module imports texts that are typed for a browser. */
interface Years {
  readonly isIn: (year: number, term: Term) => boolean;
  readonly placeIn: (year: number, day: string) => number;
  readonly barIn: (year: number, term: Term) => { left: number; width: number };
  readonly nextTime: (term: Term, today: string) => Term;
}

describe('the year', async () => {
  const { isIn, placeIn, barIn, nextTime } = await vi.importActual<Years>(
    '../../web/src/screens/activities/year.ts',
  );
  const term = (startDate: string, endDate: string): Term => ({ startDate, endDate });

  test.each([
    [term('2025-12-01', '2026-01-01'), true],
    [term('2026-12-31', '2027-01-05'), true],
    [term('2025-12-01', '2025-12-31'), false],
    [term('2027-01-01', '2027-01-05'), false],
  ])('2026 has %j: %j', (days, has) => {
    expect(isIn(2026, days)).toBe(has);
  });

  it('has a place for every day, and a bar that ends with the last day', () => {
    expect(['2025-12-31', '2026-01-01', '2027-01-01'].map((day) => placeIn(2026, day))).toEqual([0, 0, 100]);
    expect(barIn(2026, term('2025-01-01', '2027-12-31'))).toEqual({ left: 0, width: 100 });
    expect(barIn(2026, term('2026-12-31', '2026-12-31')).width).toBeCloseTo(100 / 365);
  });

  test.each([
    [term('2026-03-01', '2026-03-10'), '2026-11-26', term('2027-03-01', '2027-03-10')],
    [term('2020-03-01', '2020-03-10'), '2026-03-02', term('2027-03-01', '2027-03-10')],
    [term('2024-02-29', '2024-03-01'), '2024-06-01', term('2025-02-28', '2025-03-01')],
    [term('2026-12-20', '2027-01-05'), '2026-11-26', term('2027-12-20', '2028-01-05')],
  ])('of %j after %s comes %j', (days, today, next) => {
    expect(nextTime(days, today)).toEqual(next);
  });
});
