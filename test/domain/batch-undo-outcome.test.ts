import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOver, type Activity } from '../../lib/domain/activity.ts';
import type { Actor, BatchOrder, BatchResult } from '../../lib/domain/batch.ts';
import type { Batch } from '../../lib/domain/batch-state.ts';
import { applyBatch, blocksConcerned, putBack } from '../../lib/domain/batch-change.ts';
import { decideOnUndo, type BatchDecision } from '../../lib/domain/batch-outcome.ts';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { anyActivity, anyBatch, anyBlocks, anyDayNear } from '../../testing/arbitraries.ts';
import {
  aBatch,
  aCopy,
  aLoan,
  aLoanBlock,
  anActivity,
  anActor,
  aReservationBlock,
  blocksOf,
  RUNNING,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const now = '2026-10-12T09:00:00.000Z';
const byHand = aReservationBlock({ code: 7, reason: 'etalage' });
const code8 = aReservationBlock({ source: { type: 'batch', id: 'b1' }, placedAt: RUNNING.startedAt });
const ofActivity = aReservationBlock({ activityId: 'a1' });
const newForActivity = { ...code8, activityId: 'a1' };

const undoing = (order: Partial<BatchOrder> = {}, undoneBy: Actor = anActor({ sub: 'undoer' })): Batch =>
  aBatch(order, { ...RUNNING, status: 'undoing', undoneBy });

const carrying = (...blocks: readonly Block[]): Copy => aCopy({ blocks: blocksOf(...blocks) });

/** The result of the run for a copy with these blocks. */
const changedFrom = (...before: readonly Block[]): BatchResult => ({
  copyId: '2905',
  outcome: 'changed',
  before: blocksOf(...before),
  version: 2,
});

const short = (decision: BatchDecision): string => {
  if ('change' in decision) return 'change';
  return decision.outcome === 'refused' ? `refused ${decision.reason}` : decision.outcome;
};

describe('M5: what undoing a batch does with a copy', () => {
  const forA1 = { activityId: 'a1' };
  const lifted = { ...forA1, change: { reservation: null } } as const;
  const running = anActivity();
  const over = anActivity({ endDate: '2026-10-11' });
  const closed = anActivity({ closedOn: TODAY });
  type Row = [
    name: string,
    outcome: string,
    order: Partial<BatchOrder>,
    copy: Copy | undefined,
    done: BatchResult,
    activity?: Activity,
  ];

  it.for<Row>([
    ['what was set is lifted', 'change', {}, carrying(code8), changedFrom()],
    ['what was changed is as it was', 'change', {}, carrying(code8), changedFrom(byHand)],
    [
      'what was lifted comes back',
      'change',
      { change: { reservation: null } },
      carrying(),
      changedFrom(byHand),
    ],
    [
      'whether or not it is on loan by now',
      'change',
      {},
      aCopy({ blocks: blocksOf(code8), loan: aLoan(), reservations: 3 }),
      changedFrom(),
    ],
    ['it is as it was already', 'unchanged', {}, carrying(byHand), changedFrom(byHand)],
    ['it had none and has none', 'unchanged', {}, carrying(), changedFrom()],
    [
      'T2: what would come back has lapsed since',
      'unchanged',
      { change: { loan: null } },
      carrying(),
      changedFrom(aLoanBlock({ endDate: '2026-10-11' })),
    ],
    ['a copy that is not there', 'refused unknown-copy', {}, undefined, changedFrom()],
    [
      'B8: it has gone to another branch',
      'refused other-branch',
      {},
      aCopy({ branchId: SIBLING, blocks: blocksOf(code8) }),
      changedFrom(),
    ],
    [
      'B8: also where it is as it was',
      'refused other-branch',
      {},
      aCopy({ branchId: SIBLING }),
      changedFrom(),
    ],
    [
      'M1: whether or not it is in the collection by now',
      'change',
      {},
      aCopy({ collection: 'SINT', blocks: blocksOf(code8) }),
      changedFrom(),
    ],
    ['A2: of an activity that runs', 'change', lifted, carrying(), changedFrom(ofActivity), running],
    [
      'A2: none is set for one that is over',
      'refused activity-over',
      lifted,
      carrying(),
      changedFrom(ofActivity),
      over,
    ],
    [
      'A3: nor for one that is closed',
      'refused activity-over',
      lifted,
      carrying(),
      changedFrom(ofActivity),
      closed,
    ],
    ['nor changed', 'refused activity-over', forA1, carrying(newForActivity), changedFrom(ofActivity), over],
    ['what was set for it is lifted', 'change', forA1, carrying(newForActivity), changedFrom(), over],
    ['over, but it is as it was', 'unchanged', lifted, carrying(ofActivity), changedFrom(ofActivity), over],
  ])('%s: %s', ([, outcome, order, copy, done, activity]) => {
    const decision = decideOnUndo(undoing(order), copy, done, { activity, today: TODAY, now });
    expect(short(decision)).toBe(outcome);
  });

  it('what it changes is what is put back, at this moment', () => {
    const copy = carrying(code8, ofActivity);
    const done = changedFrom(byHand);
    expect(decideOnUndo(undoing(), copy, done, { activity: undefined, today: TODAY, now })).toEqual({
      change: putBack(undoing(), copy.blocks, done.before, { at: now, today: TODAY }),
    });
  });

  it('T2: what is past its own end date is looked at by the day of the undoing, not of the run', () => {
    const done = changedFrom(aLoanBlock({ endDate: TODAY }));
    const verdicts = [TODAY, '2026-10-13'].map((today) =>
      short(
        decideOnUndo(undoing({ change: { loan: null } }), carrying(), done, {
          activity: undefined,
          today,
          now,
        }),
      ),
    );
    expect(verdicts).toEqual(['change', 'unchanged']);
  });
});

describe('B8: who undoes a batch must be allowed to change the copy, whoever made and ran it', () => {
  const own = anActor();
  const other = anActor({ sub: 'staff-BR1', branchIds: [SIBLING] });
  const admin = anActor({ sub: 'admin', role: 'admin', branchIds: [] });
  it.each<[string, Actor, Actor, string]>([
    ['made and undone by its branch', own, own, 'change'],
    ['made by its branch, undone by an admin', own, admin, 'change'],
    ['made by an admin, undone by its branch', admin, own, 'change'],
    ['made by a branch where it was then, undone by its own', other, own, 'change'],
    ['made by its branch, undone by another', own, other, 'refused other-branch'],
    ['made by an admin, undone by another branch', admin, other, 'refused other-branch'],
  ])('%s', (_name, createdBy, undoneBy, outcome) => {
    const knowledge = { activity: undefined, today: TODAY, now };
    const decision = decideOnUndo(
      undoing({ createdBy }, undoneBy),
      carrying(code8),
      changedFrom(),
      knowledge,
    );
    expect(short(decision)).toBe(outcome);
  });
});

describe('M5, A2: undoing any batch of any copy', () => {
  it('sets nothing for an activity that is over, and is refused for nothing else', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyActivity, anyDayNear, ({ order }, before, activity, day) => {
        const today = day < TODAY ? TODAY : day;
        const batch = aBatch(order, RUNNING);
        const copy = aCopy({ blocks: applyBatch(batch, before, now).blocks });
        const done = { ...changedFrom(), before: blocksConcerned(batch, before, TODAY) };
        const mine = activity.id === order.activityId ? activity : undefined;
        const decision = decideOnUndo(undoing(order), copy, done, { activity: mine, today, now });
        const over = mine !== undefined && isOver(mine, today);
        const lines = 'change' in decision ? decision.change.lines : [];
        expect(over && lines.some(({ after }) => after !== undefined)).toBe(false);
        expect(short(decision).startsWith('refused') && !over).toBe(false);
      }),
    );
  });
});
