// Long: one batch sets or lifts; both tables have a row for each slot that a block may be in.
import { describe, expect, it } from 'vitest';
import type { BatchOrder } from '../../lib/domain/batch.ts';
import type { BatchState } from '../../lib/domain/batch-state.ts';
import { applyBatch, authorOf, blocksConcerned, dayOfBatch } from '../../lib/domain/batch-change.ts';
import type { Block } from '../../lib/domain/block.ts';
import type { Author } from '../../lib/domain/history.ts';
import {
  aBatch,
  aLoanBlock,
  anActor,
  aReservationBlock,
  blocksOf,
  RUNNING,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const AT = '2026-10-12T08:05:00.000Z';
const YESTERDAY = '2026-10-11';

/** The origin of a block that the running batch sets. */
const origin = {
  source: { type: 'batch', id: 'b1' },
  placedBy: 'staff-BR2',
  placedAt: RUNNING.startedAt,
} as const;
const code8 = aReservationBlock(origin);
const noLending = aLoanBlock(origin);

const byHand = aReservationBlock({ code: 7, reason: 'etalage' });
const loanByHand = aLoanBlock({ reason: 'etalage' });
const ofActivity = aReservationBlock({ activityId: 'a1' });
const loanOfActivity = aLoanBlock({ activityId: 'a1' });
const ofOther = aReservationBlock({ activityId: 'a2' });
const ofRule = aReservationBlock({ source: { type: 'rule', id: 'KERST' } });
const ofBranchRule = aReservationBlock({ code: 7, source: { type: 'rule', id: 'KERST@BR2' } });
const loanOfRule = aLoanBlock({ source: { type: 'rule', id: 'KERST' } });
const byRuleForActivity = aReservationBlock({ activityId: 'a1', source: { type: 'rule', id: 'KERST' } });
const lapsed = aLoanBlock({ endDate: YESTERDAY });

type Row = readonly [
  name: string,
  order: Partial<BatchOrder>,
  before: readonly Block[],
  after: readonly Block[],
  actions: readonly string[],
];

const expectRow = ([, order, before, after, actions]: Row): void => {
  const { blocks, lines } = applyBatch(aBatch(order, RUNNING), blocksOf(...before), AT);
  expect(blocks).toStrictEqual(blocksOf(...after));
  expect(lines.map(({ action }) => action)).toEqual(actions);
};

describe('M1, M2, B9: a batch that sets blocks', () => {
  const reservation = { code: 8 } as const;
  const forActivity = { activityId: 'a1' };
  it.each<Row>([
    ['sets one where there is none', {}, [], [code8], ['set']],
    ['changes the one in its slot', {}, [byHand], [code8], ['changed']],
    ['B1: leaves those in other slots', {}, [ofActivity, ofRule], [ofActivity, ofRule, code8], ['set']],
    ['sets code 7', { change: { reservation: { code: 7 } } }, [], [{ ...code8, code: 7 }], ['set']],
    [
      'makes 8 into 7 where that is asked',
      { change: { reservation: { code: 7 } } },
      [code8],
      [{ ...code8, code: 7 }],
      ['changed'],
    ],
    ['M2: sets a loan block without end', { change: { loan: {} } }, [], [noLending], ['set']],
    [
      'M2: takes the end of the one in its slot',
      { change: { loan: {} } },
      [aLoanBlock({ endDate: '2026-11-01' })],
      [noLending],
      ['changed'],
    ],
    ['sets both', { change: { reservation, loan: {} } }, [], [code8, noLending], ['set', 'set']],
    ['leaves the other kind', { change: { loan: {} } }, [byHand], [byHand, noLending], ['set']],
    [
      'sets one and lifts the other',
      { change: { reservation, loan: null } },
      [loanByHand],
      [code8],
      ['set', 'lifted'],
    ],
    [
      'sets it in the slot of its activity',
      forActivity,
      [byHand, ofOther],
      [byHand, ofOther, { ...code8, ...forActivity }],
      ['set'],
    ],
    [
      'says why',
      { reason: 'kerstmarkt' },
      [byHand],
      [aReservationBlock({ ...origin, reason: 'kerstmarkt' })],
      ['changed'],
    ],
    [
      'B9: leaves the same code with its reason and source',
      { reason: 'kerstmarkt' },
      [{ ...byHand, code: 8 }],
      [{ ...byHand, code: 8 }],
      [],
    ],
    ['B9: leaves what a rule has set in its slot', forActivity, [byRuleForActivity], [byRuleForActivity], []],
    [
      'B9: leaves a loan block without end with its reason and source',
      { change: { loan: {} }, reason: 'kerstmarkt' },
      [loanByHand],
      [loanByHand],
      [],
    ],
    [
      'B9: changes one kind, and leaves the other',
      { change: { reservation, loan: {} } },
      [loanByHand],
      [code8, loanByHand],
      ['set'],
    ],
    [
      'T2: sets one anew where one has lapsed',
      { change: { loan: {} } },
      [lapsed],
      [noLending],
      ['lifted', 'set'],
    ],
  ])('%s', (...row) => {
    expectRow(row);
  });
});

describe('M1: a batch that lifts blocks', () => {
  const everything = [
    byHand,
    loanByHand,
    ofActivity,
    loanOfActivity,
    ofOther,
    ofRule,
    ofBranchRule,
    loanOfRule,
  ];
  const without = (...gone: readonly Block[]) => everything.filter((block) => !gone.includes(block));
  const both = { change: { reservation: null, loan: null } };
  const change = { reservation: null };
  it.each<Row>([
    [
      'lifts those of no activity and no rule',
      both,
      everything,
      without(byHand, loanByHand),
      ['lifted', 'lifted'],
    ],
    ['lifts one that a batch has set', { change }, [code8, ofRule], [ofRule], ['lifted']],
    ['lifts one kind alone', { change }, everything, without(byHand), ['lifted']],
    ['lifts the other kind alone', { change: { loan: null } }, everything, without(loanByHand), ['lifted']],
    ['leaves those of activities and rules', both, [ofActivity, ofRule], [ofActivity, ofRule], []],
    [
      '`includeRuled`: those of every rule as well',
      { change, includeRuled: true },
      everything,
      without(byHand, ofRule, ofBranchRule),
      ['lifted', 'lifted', 'lifted'],
    ],
    [
      '`includeRuled`: not what a rule has set for an activity',
      { change, includeRuled: true },
      [byRuleForActivity],
      [byRuleForActivity],
      [],
    ],
    [
      'for an activity: its own alone',
      { ...both, activityId: 'a1' },
      everything,
      without(ofActivity, loanOfActivity),
      ['lifted', 'lifted'],
    ],
    [
      'for an activity: also what a rule has set for it',
      { change, activityId: 'a1' },
      [byRuleForActivity],
      [],
      ['lifted'],
    ],
    [
      'for an activity, `includeRuled`: its own alone',
      { ...both, activityId: 'a1', includeRuled: true },
      everything,
      without(ofActivity, loanOfActivity),
      ['lifted', 'lifted'],
    ],
    ['changes nothing where there is none', both, [], [], []],
    ['lifts a dated one on its last day', both, [aLoanBlock({ endDate: TODAY })], [], ['lifted']],
    ['T2: leaves one that has lapsed to the night', both, [lapsed], [lapsed], []],
  ])('%s', (...row) => {
    expectRow(row);
  });
});

describe('B9: the history says what, when, who and why', () => {
  it('a block of another is changed: old and new, at that moment, by the batch', () => {
    const batch = aBatch({ reason: 'kerstmarkt', activityId: 'a1' }, RUNNING);
    const before = aReservationBlock({ activityId: 'a1', code: 7 });
    const after = aReservationBlock({ ...origin, activityId: 'a1', reason: 'kerstmarkt' });
    expect(applyBatch(batch, blocksOf(before), AT).lines).toEqual([
      {
        at: AT,
        by: 'staff-BR2',
        cause: { type: 'batch', id: 'b1' },
        action: 'changed',
        kind: 'reservation',
        activityId: 'a1',
        before,
        after,
        reason: 'kerstmarkt',
      },
    ]);
  });

  it('T2: it is the night that lifts a lapsed block, the batch that sets the next', () => {
    const { lines } = applyBatch(aBatch({ change: { loan: {} } }, RUNNING), blocksOf(lapsed), AT);
    expect(lines.map(({ by, before, after }) => [by, before, after])).toEqual([
      ['nightly', lapsed, undefined],
      ['staff-BR2', undefined, noLending],
    ]);
  });

  const runner = anActor({ sub: 'runner', branchIds: [SIBLING] });
  const undoer = anActor({ sub: 'undoer', branchIds: [SIBLING] });
  it.each<[string, Partial<BatchState>, Omit<Author, 'at'>]>([
    ['before it runs: the maker', {}, { by: 'staff-BR2', cause: { type: 'batch', id: 'b1' } }],
    [
      'once it runs: who started it',
      { ...RUNNING, runBy: runner },
      { by: 'runner', cause: { type: 'batch', id: 'b1' } },
    ],
    [
      'M5: undone: who asked for that, as a batch of its own',
      { ...RUNNING, runBy: runner, undoneBy: undoer },
      { by: 'undoer', cause: { type: 'batch', id: 'b1.undo' } },
    ],
  ])('%s', (_name, state, author) => {
    expect(authorOf(aBatch({}, state), AT)).toEqual({ at: AT, ...author });
  });

  it.each<[string, Partial<BatchState>, Pick<Block, 'placedBy' | 'placedAt'>]>([
    ['before it runs', {}, { placedBy: 'staff-BR2', placedAt: '2026-10-12T07:00:00.000Z' }],
    ['once it runs', { ...RUNNING, runBy: runner }, { placedBy: 'runner', placedAt: RUNNING.startedAt }],
  ])('its blocks are the same on every copy, whenever each has its turn: %s', (_name, state, placed) => {
    const { blocks } = applyBatch(aBatch({}, state), {}, AT);
    expect(blocks).toEqual(blocksOf({ ...code8, ...placed }));
  });
});

describe('T1: a batch works for the day on which it was started', () => {
  const createdAt = '2026-10-12T07:00:00.000Z';
  it.each<[string, Partial<BatchState>, string]>([
    ['made, not started', {}, '2026-10-12'],
    ['started the next day', { startedAt: '2026-10-13T06:00:00.000Z' }, '2026-10-13'],
    ['started just before midnight', { startedAt: '2026-10-12T21:59:59.999Z' }, '2026-10-12'],
    ['started just after midnight', { startedAt: '2026-10-12T22:00:00.000Z' }, '2026-10-13'],
    ['on the day of 25 hours, an hour later', { startedAt: '2026-10-25T22:30:00.000Z' }, '2026-10-25'],
  ])('%s', (_name, state, day) => {
    expect(dayOfBatch(aBatch({ createdAt }, state))).toBe(day);
  });
});

describe('M3: what people see of a copy', () => {
  const dated = aLoanBlock({ activityId: 'a2', endDate: TODAY });
  const blocks = [
    byHand,
    ofActivity,
    ofRule,
    loanByHand,
    dated,
    aLoanBlock({ activityId: 'a1', endDate: YESTERDAY }),
  ];
  it.each<[string, BatchOrder['change'], readonly Block[]]>([
    ['its reservation blocks, of any slot', { reservation: null }, [byHand, ofActivity, ofRule]],
    ['T2: its loan blocks in force, of any slot', { loan: {} }, [loanByHand, dated]],
    ['both', { reservation: null, loan: {} }, [byHand, ofActivity, ofRule, loanByHand, dated]],
  ])('%s', (_name, change, seen) => {
    expect(blocksConcerned(aBatch({ change }), blocksOf(...blocks), TODAY)).toEqual(blocksOf(...seen));
  });
});
