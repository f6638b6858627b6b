// Long: whether a copy is meant, may be changed and is changed is one decision about it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../lib/domain/activity.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import type { Actor, BatchOrder, BatchOutcome, BatchResult, Selection } from '../../lib/domain/batch.ts';
import type { BatchState } from '../../lib/domain/batch-state.ts';
import { applyBatch } from '../../lib/domain/batch-change.ts';
import { isSelected, decideOnBatchCopy } from '../../lib/domain/batch-outcome.ts';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { anyBatch, anyBlocks, anyBranchId } from '../../testing/arbitraries.ts';
import {
  aBatch,
  aCopy,
  aLoan,
  aLoanBlock,
  anActivity,
  anActor,
  aReservationBlock,
  blocksOf,
  OWN,
  RUNNING,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const now = '2026-10-12T08:05:00.000Z';
const byHand = aReservationBlock({ code: 7, reason: 'etalage' });
const code8 = aReservationBlock({ source: { type: 'batch', id: 'b1' }, placedAt: RUNNING.startedAt });
const ofActivity = aReservationBlock({ activityId: 'a1' });
const ofRule = aReservationBlock({ source: { type: 'rule', id: 'KERST' } });
const loan = aLoanBlock();
const untilToday = aLoanBlock({ endDate: TODAY });

const inCollection = (over: Partial<Copy> = {}): Copy => aCopy({ collection: 'KERST', ...over });
const carrying = (...blocks: readonly Block[]): Copy => inCollection({ blocks: blocksOf(...blocks) });

/** The result of the preview for a copy with these blocks. */
const seenAs = (outcome: BatchOutcome, ...before: readonly Block[]): BatchResult => ({
  copyId: '2905',
  outcome,
  before: blocksOf(...before),
});

/** The decision of a running batch on a copy, in short. */
const said = (
  order: Partial<BatchOrder>,
  copy: Copy | undefined,
  seen?: BatchResult,
  { activity, state = RUNNING }: { activity?: Activity | undefined; state?: Partial<BatchState> } = {},
): string => {
  const decision = decideOnBatchCopy(aBatch(order, state), copy, seen, {
    activity,
    today: dayOf(state.startedAt ?? now),
    now,
  });
  if (!decision) return 'none of it';
  if ('change' in decision) return 'change';
  return decision.outcome === 'refused' ? `refused ${decision.reason}` : decision.outcome;
};

describe('M1: which copies a batch is for', () => {
  const list: Selection = { copyIds: ['1', '2'] };
  const ofA1: Selection = { activityId: 'a1' };
  const everywhere: Selection = { collection: 'KERST' };
  const inBranch: Selection = { collection: 'KERST', branchId: OWN };
  it.each<[string, Selection, Partial<Copy>, boolean]>([
    ['a collection', everywhere, { collection: 'KERST' }, true],
    ['a collection, in any branch', everywhere, { collection: 'KERST', branchId: SIBLING }, true],
    ['not another collection', everywhere, { collection: 'SINT' }, false],
    ['not a copy without a collection', everywhere, {}, false],
    ['a collection in a branch', inBranch, { collection: 'KERST' }, true],
    ['not that collection in another branch', inBranch, { collection: 'KERST', branchId: SIBLING }, false],
    ['not another collection in that branch', inBranch, { collection: 'SINT' }, false],
    ['copies with a reservation block of an activity', ofA1, { blocks: blocksOf(ofActivity) }, true],
    ['copies with a loan block of it', ofA1, { blocks: blocksOf(aLoanBlock({ activityId: 'a1' })) }, true],
    [
      'with one that lasts until today',
      ofA1,
      { blocks: blocksOf(aLoanBlock({ activityId: 'a1', endDate: TODAY })) },
      true,
    ],
    [
      'T2: not with one that has lapsed',
      ofA1,
      { blocks: blocksOf(aLoanBlock({ activityId: 'a1', endDate: '2026-10-11' })) },
      false,
    ],
    [
      'not with blocks of others',
      ofA1,
      { blocks: blocksOf(byHand, ofRule, aLoanBlock({ activityId: 'a2' })) },
      false,
    ],
    ['a list has whatever is on it', list, { collection: 'SINT' }, true],
    [
      'missing and withdrawn ones too',
      everywhere,
      { collection: 'KERST', missing: true, withdrawn: true },
      true,
    ],
  ])('%s', (_name, selection, over, selected) => {
    expect(isSelected(aBatch({ selection }), aCopy(over), TODAY)).toBe(selected);
  });
});

describe('M3, M4: what a batch does with a copy', () => {
  const list = { selection: { copyIds: ['2905'] } };
  const forA1 = { activityId: 'a1' };
  const running = anActivity();
  const over = anActivity({ endDate: '2026-10-11' });
  const closed = anActivity({ closedOn: TODAY });
  type Row = [
    name: string,
    outcome: string,
    order: Partial<BatchOrder>,
    copy: Copy | undefined,
    seen?: BatchResult | undefined,
    activity?: Activity | undefined,
  ];

  it.for<Row>([
    ['it would get a block', 'change', {}, carrying()],
    ['it would get another', 'change', {}, carrying(byHand)],
    ['it would lose one', 'change', { change: { reservation: null } }, carrying(byHand)],
    ['whether or not it is on loan', 'change', {}, inCollection({ loan: aLoan(), reservations: 2 })],
    ['B9: it has it already', 'unchanged', {}, carrying({ ...byHand, code: 8 })],
    ['there is nothing to lift', 'unchanged', { change: { reservation: null } }, carrying(loan, ofRule)],
    ['a barcode that is unknown', 'refused unknown-copy', list, undefined],
    ['as the preview said', 'refused unknown-copy', list, undefined, seenAs('refused')],
    ['a barcode that came to be known', 'change', list, carrying(byHand), seenAs('refused')],
    ['no copy of the collection any more', 'none of it', {}, undefined],
    ['it was never in the selection', 'none of it', {}, aCopy()],
    ['it has left the selection', 'refused left-selection', {}, aCopy(), seenAs('will-change')],
    [
      'it has gone to another branch',
      'refused left-selection',
      {},
      inCollection({ branchId: SIBLING }),
      seenAs('will-change'),
    ],
    ['B8: a copy of another branch', 'refused other-branch', list, inCollection({ branchId: SIBLING })],
    [
      'B8: also where it has what is asked',
      'refused other-branch',
      list,
      inCollection({ branchId: SIBLING, blocks: blocksOf(code8) }),
    ],
    ['M3: it has come to the selection since the preview', 'change', {}, carrying(byHand)],
    ['as the preview saw it', 'change', {}, carrying(byHand), seenAs('will-change', byHand)],
    ['somebody has set another block', 'refused changed-since', {}, carrying(byHand), seenAs('will-change')],
    [
      'somebody has changed it',
      'refused changed-since',
      {},
      carrying(byHand),
      seenAs('will-change', { ...byHand, reason: 'kerst' }),
    ],
    [
      'somebody has lifted what it had',
      'refused changed-since',
      {},
      carrying(),
      seenAs('will-change', byHand),
    ],
    [
      'somebody has lifted what was to stay',
      'refused changed-since',
      {},
      carrying(),
      seenAs('unchanged', code8),
    ],
    ['somebody has done it already', 'unchanged', {}, carrying(code8), seenAs('will-change', byHand)],
    [
      'M5: a block in another slot is no such change',
      'change',
      {},
      carrying(byHand, ofActivity, ofRule),
      seenAs('will-change', byHand),
    ],
    ['nor is one of another kind', 'change', {}, carrying(byHand, loan), seenAs('will-change', byHand)],
    ['B8: it was of another branch at the preview', 'change', {}, carrying(byHand), seenAs('refused')],
    ['A2: its activity runs', 'change', forA1, carrying(byHand), undefined, running],
    ['A2: its activity is over', 'refused activity-over', forA1, carrying(byHand), undefined, over],
    ['A3: its activity is closed', 'refused activity-over', forA1, carrying(byHand), undefined, closed],
    ['its activity is not known', 'refused activity-over', forA1, carrying(byHand)],
    ['B9: over, but it has it already', 'unchanged', forA1, carrying(ofActivity), undefined, over],
    [
      'over, and somebody has changed it',
      'refused changed-since',
      forA1,
      carrying(),
      seenAs('will-change', ofActivity),
      over,
    ],
    [
      'what is left of an activity that is over is lifted',
      'change',
      { ...forA1, change: { reservation: null } },
      carrying(ofActivity),
      undefined,
      over,
    ],
    [
      'but not where the same batch sets the other kind for it',
      'refused activity-over',
      { ...forA1, change: { reservation: null, loan: {} } },
      carrying(ofActivity),
      undefined,
      over,
    ],
  ])('%s: %s', ([, outcome, order, copy, seen, activity]) => {
    expect(said(order, copy, seen, { activity })).toBe(outcome);
  });

  it.each<[string, string, string, readonly Block[]]>([
    ['has lapsed by the next day, and the night has lifted it', 'change', '2026-10-13T08:00:00.000Z', []],
    ['has lapsed, before the night comes by', 'change', '2026-10-12T22:30:00.000Z', [untilToday]],
    ['has been lifted on its last day', 'refused changed-since', '2026-10-12T21:30:00.000Z', []],
    ['is still there on its last day', 'change', '2026-10-12T21:30:00.000Z', [untilToday]],
  ])('T2: a loan block that the preview saw %s: %s', (_name, outcome, startedAt, blocks) => {
    const state = { ...RUNNING, startedAt };
    const seen = seenAs('will-change', untilToday);
    expect(said({ change: { loan: {} } }, carrying(...blocks), seen, { state })).toBe(outcome);
  });

  it('what it changes is what the batch makes of the blocks, at this moment', () => {
    const batch = aBatch({}, RUNNING);
    const copy = carrying(byHand, ofRule);
    expect(decideOnBatchCopy(batch, copy, undefined, { activity: undefined, today: TODAY, now })).toEqual({
      change: applyBatch(batch, copy.blocks, now),
    });
  });
});

describe('B8: maker and runner must both be allowed to change the copy', () => {
  const own = anActor();
  const other = anActor({ sub: 'staff-BR1', branchIds: [SIBLING] });
  const admin = anActor({ sub: 'admin', role: 'admin', branchIds: [] });
  it.each<[string, Actor, Actor | undefined, string]>([
    ['both of its branch', own, own, 'change'],
    ['made by its branch, run by an admin', own, admin, 'change'],
    ['made by an admin, run by its branch', admin, own, 'change'],
    ['both admins', admin, admin, 'change'],
    ['made by another branch, run by its own', other, own, 'refused other-branch'],
    ['M6: made by another branch, run by an admin', other, admin, 'refused other-branch'],
    ['made by its branch, run by another', own, other, 'refused other-branch'],
    ['made by an admin, run by another branch', admin, other, 'refused other-branch'],
    ['previewed, made by its branch', own, undefined, 'change'],
    ['previewed, made by another branch', other, undefined, 'refused other-branch'],
  ])('%s', (_name, createdBy, runBy, outcome) => {
    const state = runBy ? { ...RUNNING, runBy } : {};
    expect(said({ createdBy }, carrying(), undefined, { state })).toBe(outcome);
  });

  it('whatever the copy, nothing of another branch is changed', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyBranchId, ({ order }, blocks, branchId) => {
        const mine = { ...order, selection: { copyIds: ['2905'] } };
        const outcome = said(mine, aCopy({ blocks, branchId }), undefined, {
          activity: anActivity({ id: order.activityId ?? '' }),
        });
        expect(outcome === 'refused other-branch').toBe(branchId !== OWN);
      }),
    );
  });
});
