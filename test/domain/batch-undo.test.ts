// Long: the table of undoing rests on slots and on sides of lines, whose tables follow it.
import { describe, expect, it } from 'vitest';
import type { BatchOrder } from '../../lib/domain/batch.ts';
import {
  blocksInSlots,
  concernsBatch,
  isSameInSlots,
  putBack,
  blocksBefore,
} from '../../lib/domain/batch-change.ts';
import type { Block } from '../../lib/domain/block.ts';
import { changeLine, type HistoryLine } from '../../lib/domain/history.ts';
import {
  aBatch,
  aLoanBlock,
  anActor,
  aPerson,
  aReservationBlock,
  blocksOf,
  RUNNING,
  theNight,
  TODAY,
} from '../../testing/builders.ts';

const LATER = '2026-10-12T09:00:00.000Z';
const YESTERDAY = '2026-10-11';
const source = { type: 'batch', id: 'b1' } as const;

const byHand = aReservationBlock({ code: 7, reason: 'etalage' });
const code8 = aReservationBlock({ source });
const loan = aLoanBlock({ source });
const ofActivity = aReservationBlock({ activityId: 'a1' });
const loanOfActivity = aLoanBlock({ activityId: 'a1' });
const ofRule = aReservationBlock({ source: { type: 'rule', id: 'KERST' } });
const byRuleForActivity = aReservationBlock({ activityId: 'a1', source: { type: 'rule', id: 'KERST' } });

const undone = { ...RUNNING, status: 'undoing', undoneBy: anActor({ sub: 'undoer' }) } as const;
const undoer = { at: LATER, by: 'undoer', cause: { type: 'batch', id: 'b1.undo' } } as const;
const both = { change: { reservation: { code: 8 }, loan: {} } } as const;

describe('M5: undoing puts back what the batch changed', () => {
  it.for<
    [
      string,
      Partial<BatchOrder>,
      readonly Block[],
      readonly Block[],
      readonly Block[],
      readonly HistoryLine[],
    ]
  >([
    ['there was none: lifted', {}, [code8], [], [], [changeLine(undoer, code8, undefined)]],
    [
      'there was another: back it comes',
      {},
      [code8],
      [byHand],
      [byHand],
      [changeLine(undoer, code8, byHand)],
    ],
    [
      'it was lifted: back it comes, with who set it, when and why',
      { change: { reservation: null } },
      [],
      [byHand],
      [byHand],
      [changeLine(undoer, undefined, byHand)],
    ],
    [
      'both kinds',
      both,
      [code8, loan],
      [byHand],
      [byHand],
      [changeLine(undoer, code8, byHand), changeLine(undoer, loan, undefined)],
    ],
    ['one kind was left alone', both, [code8, loan], [loan], [loan], [changeLine(undoer, code8, undefined)]],
    [
      'T2: not what is past its end date by now',
      { change: { loan: {} } },
      [loan],
      [aLoanBlock({ endDate: YESTERDAY })],
      [],
      [changeLine(undoer, loan, undefined)],
    ],
    [
      'a dated one on its last day',
      { change: { loan: null } },
      [],
      [aLoanBlock({ endDate: TODAY })],
      [aLoanBlock({ endDate: TODAY })],
      [changeLine(undoer, undefined, aLoanBlock({ endDate: TODAY }))],
    ],
    [
      'B1: other slots stay as they are now',
      {},
      [code8, ofActivity],
      [ofRule],
      [ofActivity],
      [changeLine(undoer, code8, undefined)],
    ],
    [
      'B1: the other kind stays as it is now',
      {},
      [code8, loan],
      [],
      [loan],
      [changeLine(undoer, code8, undefined)],
    ],
    [
      '`includeRuled`: those of rules come back too',
      { change: { reservation: null }, includeRuled: true },
      [ofActivity],
      [byHand, ofRule],
      [ofActivity, byHand, ofRule],
      [changeLine(undoer, undefined, byHand), changeLine(undoer, undefined, ofRule)],
    ],
    ['nothing where it is as it was', {}, [byHand, loan], [byHand], [byHand, loan], []],
  ])('%s', ([, order, there, before, after, lines]) => {
    const change = putBack(aBatch(order, undone), blocksOf(...there), blocksOf(...before), {
      at: LATER,
      today: TODAY,
    });
    expect(change.blocks).toEqual(blocksOf(...after));
    expect(change.lines).toEqual(lines);
  });
});

describe('M1, M5: the kinds and slots that a batch is about', () => {
  const all = [byHand, loan, ofActivity, loanOfActivity, ofRule];
  it.each<[string, Partial<BatchOrder>, readonly Block[]]>([
    ['one kind, of no activity and no rule', {}, [byHand]],
    ['the other kind', { change: { loan: null } }, [loan]],
    ['both kinds', both, [byHand, loan]],
    ['those of rules as well', { change: { reservation: null }, includeRuled: true }, [byHand, ofRule]],
    ['of an activity', { ...both, activityId: 'a1' }, [ofActivity, loanOfActivity]],
    [
      'of an activity, whatever rules',
      { ...both, activityId: 'a1', includeRuled: true },
      [ofActivity, loanOfActivity],
    ],
    ['of another activity', { ...both, activityId: 'a2' }, []],
  ])('%s', (_name, order, mine) => {
    const batch = aBatch(order, RUNNING);
    expect(blocksInSlots(batch, blocksOf(...all))).toEqual(blocksOf(...mine));
    for (const block of all) {
      const isMine = mine.includes(block);
      expect(isSameInSlots(batch, blocksOf(...all), blocksOf(...all.filter((one) => one !== block)))).toBe(
        !isMine,
      );
      for (const line of [
        changeLine(aPerson(), undefined, block),
        changeLine(theNight, block, undefined),
        changeLine(aPerson(), block, { ...block, reason: 'anders' }),
      ])
        expect(concernsBatch(batch, line)).toBe(isMine);
    }
  });

  it('a block that a rule has set for an activity is in the slot of that activity', () => {
    const line = changeLine(aPerson(), byRuleForActivity, undefined);
    expect(concernsBatch(aBatch({ activityId: 'a1' }), line)).toBe(true);
    expect(concernsBatch(aBatch({ change: { reservation: null }, includeRuled: true }), line)).toBe(false);
  });

  it('R10: an override is no change of a block', () => {
    const line: HistoryLine = { ...aPerson(), action: 'override', reason: 'collega belde' };
    expect(concernsBatch(aBatch(), line)).toBe(false);
  });

  it.each<[string, Block, Block, boolean]>([
    ['the same', byHand, { ...byHand }, true],
    ['another code', byHand, { ...byHand, code: 8 }, false],
    ['another reason', byHand, { ...byHand, reason: 'kerst' }, false],
    ['set anew by another', byHand, { ...byHand, placedBy: 'staff-BR1' }, false],
    ['set anew later', byHand, { ...byHand, placedAt: LATER }, false],
    ['another end date', aLoanBlock({ endDate: TODAY }), aLoanBlock(), false],
  ])('two copies of the same are compared with everything: %s', (_name, one, other, same) => {
    expect(isSameInSlots(aBatch(both), blocksOf(one), blocksOf(other))).toBe(same);
  });
});

describe('M3: a copy’s blocks before the lines of its history', () => {
  const lapsed = aLoanBlock({ endDate: YESTERDAY });
  it.for<[string, readonly Block[], readonly HistoryLine[], readonly Block[]]>([
    ['no lines: as they are', [byHand], [], [byHand]],
    ['set', [code8, ofRule], [changeLine(aPerson(), undefined, code8)], [ofRule]],
    ['changed', [code8, ofRule], [changeLine(aPerson(), byHand, code8)], [byHand, ofRule]],
    ['lifted', [ofRule], [changeLine(aPerson(), byHand, undefined)], [byHand, ofRule]],
    [
      'lapsed and set anew',
      [loan],
      [changeLine(theNight, lapsed, undefined), changeLine(aPerson(), undefined, loan)],
      [lapsed],
    ],
    [
      'set, changed and lifted: the oldest line tells',
      [loan],
      [
        changeLine(aPerson(), undefined, byHand),
        changeLine(aPerson(), byHand, code8),
        changeLine(theNight, code8, undefined),
      ],
      [loan],
    ],
    ['R10: an override tells nothing', [code8], [{ ...aPerson(), action: 'override' }], [code8]],
  ])('%s', ([, blocks, lines, before]) => {
    expect(blocksBefore(blocksOf(...blocks), lines)).toEqual(blocksOf(...before));
  });
});
