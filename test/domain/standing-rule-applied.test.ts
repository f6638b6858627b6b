import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotKey, type Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { changeLine, type Author } from '../../lib/domain/history.ts';
import {
  applyRule,
  codesOf,
  hasBlockOf,
  lacksBlockOf,
  ruleIdOf,
  withException,
  withoutException,
  type BlockingRule,
} from '../../lib/domain/standing-rule.ts';
import { anyBlocks, anyBranchId, anyRule, followed } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aLoanBlock,
  aReservationBlock,
  aRule,
  blocksOf,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const AT = '2026-10-12T08:00:00.000Z';
const rule = aRule();
const inOwn = aRule({ branchId: OWN });
const forA1 = aRule({ activityId: 'a1', code: 7 });

/** The origin of the blocks that a rule sets. */
const origin = (id: string) => ({ source: { type: 'rule', id }, placedBy: 'admin', placedAt: AT }) as const;
const ofRule = aReservationBlock(origin('KERST'));
const byHand7 = aReservationBlock({ code: 7, reason: 'etalage' });
const byHand8 = aReservationBlock({ reason: 'etalage' });
const author = (id: string): Author => ({ at: AT, by: 'admin', cause: { type: 'rule', id } });

describe('C1, C2: a copy that comes to a collection gets the block of its rule', () => {
  it.each<[string, BlockingRule, readonly Block[], Block]>([
    ['code 8', rule, [], ofRule],
    ['code 7', aRule({ code: 7 }), [], { ...ofRule, code: 7 }],
    ['of a branch: in a slot of its own', inOwn, [ofRule], aReservationBlock(origin('KERST@BR2'))],
    ['beside what others have set that is less strict', rule, [byHand7], ofRule],
    ['beside blocks of activities', rule, [aReservationBlock({ activityId: 'a1' })], ofRule],
    ['beside loan blocks', rule, [aLoanBlock(), aLoanBlock({ activityId: 'a1' })], ofRule],
    [
      'for an activity: in its slot',
      forA1,
      [byHand8],
      aReservationBlock({ ...origin('KERST'), activityId: 'a1', code: 7 }),
    ],
  ])('%s', (_name, one, before, block) => {
    expect(applyRule(blocksOf(...before), one, AT, TODAY)).toStrictEqual({
      blocks: blocksOf(...before, block),
      lines: [changeLine(author(ruleIdOf(one)), undefined, block)],
    });
  });

  it.each<[string, BlockingRule, Block, Block]>([
    ['its own, once milder', rule, { ...ofRule, code: 7 }, ofRule],
    [
      'one of its activity that is milder',
      aRule({ activityId: 'a1' }),
      aReservationBlock({ activityId: 'a1', code: 7 }),
      aReservationBlock({ ...origin('KERST'), activityId: 'a1' }),
    ],
  ])('in the place of another in its slot: %s', (_name, one, before, after) => {
    expect(applyRule(blocksOf(before, byHand7), one, AT, TODAY)).toEqual({
      blocks: blocksOf(after, byHand7),
      lines: [changeLine(author('KERST'), before, after)],
    });
  });

  it.each<[string, BlockingRule, readonly Block[]]>([
    ['it has it already', rule, [ofRule]],
    ['it has a stricter one', aRule({ code: 7 }), [ofRule]],
    ['somebody has set it, for no activity', rule, [byHand8]],
    ['somebody has set it for the rule’s activity', forA1, [aReservationBlock({ activityId: 'a1' })]],
  ])('nothing changes where %s', (_name, one, before) => {
    const blocks = blocksOf(...before);
    const change = applyRule(blocks, one, AT, TODAY);
    expect(change.blocks).toBe(blocks);
    expect(change.lines).toEqual([]);
  });

  it('whatever it carries, it has its block then, all other slots stay, and the lines say what changed', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, (one, before) => {
        const { blocks, lines } = applyRule(before, one, AT, TODAY);
        expect(hasBlockOf(one, codesOf(blocks))).toBe(true);
        const { activityId } = one;
        const own = slotKey(
          'reservation',
          activityId === undefined ? { ruleId: ruleIdOf(one) } : { activityId },
        );
        expect({ ...blocks, [own]: undefined }).toEqual({ ...before, [own]: undefined });
        expect(followed(before, lines)).toEqual(blocks);
        expect(lines.length).toBe(hasBlockOf(one, codesOf(before)) ? 0 : 1);
        expect(applyRule(blocks, one, AT, TODAY)).toEqual({ blocks, lines: [] });
      }),
    );
  });
});

describe('C3: lifting a rule’s block makes a copy an exception to it', () => {
  const ofActivity = aReservationBlock({ activityId: 'a1' });
  const carrying = (...blocks: readonly Block[]): Copy =>
    aCopy({ collection: 'KERST', blocks: blocksOf(...blocks) });
  it.for<[string, BlockingRule | undefined, readonly Block[], readonly Block[], boolean]>([
    ['the rule’s block is lifted', rule, [ofRule], [], true],
    ['what somebody has set in its place is lifted', rule, [byHand8], [], true],
    ['a milder one is left', rule, [ofRule, byHand7], [byHand7], true],
    ['for an activity: its block is lifted', forA1, [ofActivity], [], true],
    ['of a branch: its block is lifted', inOwn, [aReservationBlock(origin('KERST@BR2'))], [], true],
    ['not where one as strict is left', rule, [ofRule, byHand8], [byHand8], false],
    ['whichever it is', rule, [ofRule, byHand8], [ofRule], false],
    ['not where it had none', rule, [byHand7], [], false],
    ['not where another block is lifted', rule, [ofRule, ofActivity, byHand7], [ofRule], false],
    ['not where a loan block is lifted', rule, [ofRule, aLoanBlock()], [ofRule], false],
    [
      'for an activity: not where others are lifted',
      forA1,
      [ofActivity, ofRule, byHand8],
      [ofActivity],
      false,
    ],
    ['not where nothing changes', rule, [ofRule], [ofRule], false],
    ['not without a rule', undefined, [ofRule], [], false],
    ['not to the rule of another collection', aRule({ collection: 'SINT' }), [byHand8], [], false],
    ['not to the rule of another branch', aRule({ branchId: SIBLING }), [byHand8], [], false],
  ])('%s', ([, one, before, after, isException]) => {
    const copy = carrying(...after);
    expect(withException(carrying(...before), copy, one)).toStrictEqual(
      isException ? { ...copy, exceptTo: 'e1' } : copy,
    );
  });

  it('not where the copy leaves the collection in the same write', () => {
    const after = aCopy({ collection: 'SINT' });
    expect(withException(carrying(ofRule), after, rule)).toStrictEqual(after);
  });

  it('an exception stays one while other blocks come and go', () => {
    const before = { ...carrying(byHand7), exceptTo: 'e1' };
    const after = { ...carrying(), exceptTo: 'e1' };
    expect(withException(before, after, rule)).toStrictEqual(after);
  });

  it('to the rule as it is now, whatever it was an exception to before', () => {
    const before = { ...carrying(ofRule), exceptTo: 'e0' };
    const after = { ...carrying(), exceptTo: 'e0' };
    expect(withException(before, after, rule).exceptTo).toBe('e1');
  });

  it('whatever is lifted, exactly a copy that lost its block is one, and the night is silent about it', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, anyBlocks, anyBranchId, (one, before, blocks, branchId) => {
        const copy = aCopy({ collection: 'KERST', branchId });
        const after = withException({ ...copy, blocks: before }, { ...copy, blocks }, one);
        const isForIt = one.collection === 'KERST' && (one.branchId ?? branchId) === branchId;
        const lost = hasBlockOf(one, codesOf(before)) && !hasBlockOf(one, codesOf(blocks));
        expect(after.exceptTo).toBe(isForIt && lost ? one.edition : undefined);
        expect(lacksBlockOf(one, codesOf(blocks), after.exceptTo) && isForIt && lost).toBe(false);
        expect({ ...after, exceptTo: undefined }).toEqual({ ...copy, blocks, exceptTo: undefined });
      }),
    );
  });

  it.each<[string, Copy]>([
    ['an exception', { ...carrying(byHand7), exceptTo: 'e1' }],
    ['one that is none', carrying(byHand7)],
  ])('in another collection or branch it is none: %s', (_name, copy) => {
    expect(withoutException(copy)).toStrictEqual(carrying(byHand7));
  });
});
