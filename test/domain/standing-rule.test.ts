// Long: six rules and the blocks that they set serve every table, from scope to flag.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../lib/domain/activity.ts';
import { codeInForce, slotKey, type Block, type ReservationCode } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { defined } from '../../lib/domain/defined.ts';
import {
  applying,
  codesOf,
  hasBlockOf,
  isInScope,
  keepsBlockOf,
  lacksBlockOf,
  ruleFor,
  ruleIdOf,
  type BlockingRule,
  type RuleScope,
  type StandingRule,
} from '../../lib/domain/standing-rule.ts';
import { anyBlocks, anyBranchId, anyRule } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aLoanBlock,
  anActivity,
  aReservationBlock,
  aRule,
  blocksOf,
  FAR,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const everywhere = aRule();
const inOwn = aRule({ branchId: OWN, code: 7 });
const inSibling = aRule({ branchId: SIBLING, code: 7 });
const ofSint = aRule({ collection: 'SINT', code: 7 });
const notInOwn: StandingRule = { ...inOwn, code: null };
const forA1 = aRule({ activityId: 'a1' });

const byRule = (id: string, code: ReservationCode = 8): Block =>
  aReservationBlock({ code, source: { type: 'rule', id } });
const byHand = (code: ReservationCode, activityId?: string): Block =>
  aReservationBlock({ code, ...defined({ activityId }) });

const copyAt = (branchId: string, collection?: string): Copy =>
  aCopy({ branchId, ...defined({ collection }) });

describe('C1: for which copies a rule is', () => {
  it.for<[string, RuleScope, string, Partial<Copy>, boolean]>([
    ['of its collection, here', everywhere, 'KERST', { collection: 'KERST' }, true],
    ['of its collection, anywhere', everywhere, 'KERST', { collection: 'KERST', branchId: FAR }, true],
    ['not of another collection', everywhere, 'KERST', { collection: 'SINT' }, false],
    ['not of none', everywhere, 'KERST', {}, false],
    ['of its collection in its branch', inOwn, 'KERST@BR2', { collection: 'KERST' }, true],
    ['not in another branch', inOwn, 'KERST@BR2', { collection: 'KERST', branchId: FAR }, false],
    ['not of another collection in its branch', inOwn, 'KERST@BR2', { collection: 'SINT' }, false],
  ])('%s', ([, rule, id, over, isIn]) => {
    expect(isInScope(rule, aCopy(over))).toBe(isIn);
    expect(ruleIdOf(rule)).toBe(id);
  });

  it('B1: rules of other scopes have other slots; set anew, a rule has the same', () => {
    fc.assert(
      fc.property(anyRule, anyRule, (one, other) => {
        const same = one.collection === other.collection && one.branchId === other.branchId;
        expect(ruleIdOf(one) === ruleIdOf(other)).toBe(same);
      }),
    );
  });
});

describe('C1: the narrower rule wins', () => {
  it.each<[string, Copy, readonly StandingRule[], StandingRule | undefined]>([
    ['none at all', copyAt(OWN, 'KERST'), [], undefined],
    ['the one for everywhere', copyAt(OWN, 'KERST'), [everywhere], everywhere],
    ['that of its branch', copyAt(OWN, 'KERST'), [everywhere, inSibling, inOwn], inOwn],
    ['in whatever order, and however strict', copyAt(OWN, 'KERST'), [inOwn, everywhere], inOwn],
    ['elsewhere the one for everywhere', copyAt(FAR, 'KERST'), [inOwn, inSibling, everywhere], everywhere],
    ['elsewhere none where there is none for everywhere', copyAt(FAR, 'KERST'), [inOwn], undefined],
    ['a branch that doesn’t take part', copyAt(OWN, 'KERST'), [everywhere, notInOwn], notInOwn],
    ['not that of another collection', copyAt(OWN, 'KERST'), [ofSint], undefined],
    ['not that of another collection in its branch', copyAt(OWN, 'SINT'), [inOwn, ofSint], ofSint],
    ['none outside collections', copyAt(OWN), [everywhere, inOwn, ofSint], undefined],
  ])('%s', (_name, copy, rules, rule) => {
    expect(ruleFor(copy, rules)).toEqual(rule?.code === null ? undefined : rule);
  });

  it('a narrower one whose activity is over hides nothing: the one for everywhere applies again', () => {
    const autumn = { ...inOwn, activityId: 'a1' };
    const none = { ...notInOwn, activityId: 'a1' };
    const over = new Map([['a1', anActivity({ endDate: '2026-10-11' })]]);
    for (const narrow of [autumn, none])
      expect(ruleFor(copyAt(OWN, 'KERST'), applying([everywhere, narrow], over, TODAY))).toEqual(everywhere);
  });

  it('whatever rules there are, in any order: never a wider one while there is one of the branch', () => {
    const anyRules = fc.uniqueArray(anyRule, { selector: ruleIdOf, maxLength: 6 });
    fc.assert(
      fc.property(anyRules, anyBranchId, (rules, branchId) => {
        const copy = copyAt(branchId, 'KERST');
        const found = ruleFor(copy, rules);
        expect(ruleFor(copy, [...rules].reverse())).toEqual(found);
        const mine = rules.filter((rule) => isInScope(rule, copy));
        const narrow = mine.find((rule) => rule.branchId !== undefined) ?? mine[0];
        expect(found?.edition).toBe(narrow?.edition);
        expect(found?.branchId).toBe(narrow?.branchId);
      }),
    );
  });
});

describe('C1: a rule asks for a block', () => {
  const over = anActivity({ endDate: '2026-10-11' });
  it.each<[string, StandingRule | undefined, Activity | undefined, boolean]>([
    ['none', undefined, undefined, false],
    ['of no activity: always', everywhere, undefined, true],
    ['of no activity, whatever else is over', everywhere, over, true],
    ['`null`: none', notInOwn, undefined, false],
    ['`null` for an activity: none', { ...forA1, code: null }, anActivity(), false],
    ['of an activity that runs', forA1, anActivity(), true],
    [
      'of one that is still to come',
      forA1,
      anActivity({ startDate: '2026-11-01', endDate: '2026-12-01' }),
      true,
    ],
    ['on its last day', forA1, anActivity({ endDate: TODAY }), true],
    ['no longer once it is over', forA1, over, false],
    ['A3: no longer once it is closed', forA1, anActivity({ closedOn: TODAY }), false],
    ['not of one that is not known', forA1, undefined, false],
    ['not for the days of another', forA1, anActivity({ id: 'a2' }), false],
  ])('%s', (_name, rule, activity, asks) => {
    const activities = new Map(activity ? [[activity.id, activity]] : []);
    const found = ruleFor(copyAt(OWN, 'KERST'), applying(rule ? [rule] : [], activities, TODAY));
    expect(found).toEqual(asks ? rule : undefined);
  });
});

describe('C1: a copy has its rule’s block', () => {
  it.each<[string, BlockingRule, readonly Block[], boolean]>([
    ['no block', everywhere, [], false],
    ['set by the rule', everywhere, [byRule('KERST')], true],
    ['stricter than it asks', aRule({ code: 7 }), [byRule('KERST', 8)], true],
    ['as strict as it asks', aRule({ code: 7 }), [byRule('KERST', 7)], true],
    ['not one that is less strict', everywhere, [byRule('KERST', 7)], false],
    ['set by anyone, for no activity', everywhere, [byHand(8)], true],
    [
      'set by a batch, for no activity',
      everywhere,
      [aReservationBlock({ source: { type: 'batch', id: 'b1' } })],
      true,
    ],
    ['not by anyone, less strict', everywhere, [byHand(7)], false],
    ['the stricter of both counts', everywhere, [byRule('KERST', 7), byHand(8)], true],
    ['whichever that is', everywhere, [byRule('KERST', 8), byHand(7)], true],
    ['two that are less strict are none', everywhere, [byRule('KERST', 7), byHand(7)], false],
    ['not one of an activity', everywhere, [byHand(8, 'a1')], false],
    ['not one of another rule', everywhere, [byRule('SINT'), byRule('KERST@BR2')], false],
    ['the rule of a branch has a block of its own', inOwn, [byRule('KERST')], false],
    ['and that counts', inOwn, [byRule('KERST@BR2', 7)], true],
    [
      'not a loan block',
      everywhere,
      [aLoanBlock(), aLoanBlock({ source: { type: 'rule', id: 'KERST' } })],
      false,
    ],
    ['for an activity: set by anyone for it', forA1, [byHand(8, 'a1')], true],
    ['for an activity: not less strict', forA1, [byHand(7, 'a1')], false],
    ['for an activity: not for another', forA1, [byHand(8, 'a2')], false],
    ['for an activity: not for none', forA1, [byHand(8)], false],
    ['for an activity: not a loan block of it', forA1, [aLoanBlock({ activityId: 'a1' })], false],
  ])('%s', (_name, rule, blocks, has) => {
    const codes = codesOf(blocksOf(...blocks));
    expect(hasBlockOf(rule, codes)).toBe(has);
    expect(lacksBlockOf(rule, codes, undefined)).toBe(!has);
  });

  it('one that has it is at least as strict, whatever else it carries', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, (rule, blocks) => {
        fc.pre(hasBlockOf(rule, codesOf(blocks)));
        expect(codeInForce(blocks)).toBeGreaterThanOrEqual(rule.code);
      }),
    );
  });

  it('a copy that has the block of a strict rule has that of a milder one with the same scope', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, (rule, blocks) => {
        const [strict, mild] = ([8, 7] as const).map((code) =>
          hasBlockOf({ ...rule, code }, codesOf(blocks)),
        );
        expect(!strict || mild).toBe(true);
      }),
    );
  });

  it('blocks in other slots never matter', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, anyBlocks, (rule, blocks, others) => {
        const { activityId } = rule;
        const slots = activityId === undefined ? [{}, { ruleId: ruleIdOf(rule) }] : [{ activityId }];
        const keys = slots.map((slot) => slotKey('reservation', slot));
        const elsewhere = Object.entries(others).filter(([key]) => !keys.includes(key));
        const mixed = Object.entries(blocks).filter(([key]) => keys.includes(key));
        expect(hasBlockOf(rule, codesOf(Object.fromEntries([...elsewhere, ...mixed])))).toBe(
          hasBlockOf(rule, codesOf(blocks)),
        );
      }),
    );
  });
});

describe('the reservation codes of a copy', () => {
  it('by slot, and nothing of its loan blocks', () => {
    const blocks = blocksOf(
      byHand(7),
      byHand(8, 'a1'),
      byRule('KERST'),
      aLoanBlock(),
      aLoanBlock({ activityId: 'a1' }),
    );
    expect(codesOf(blocks)).toStrictEqual({
      reservation: 7,
      'reservation#activity#a1': 8,
      'reservation#rule#KERST': 8,
    });
  });
});

describe('C3: what remains once a rule has ended', () => {
  it.each<[string, RuleScope & { readonly activityId?: string }, readonly Block[], boolean]>([
    ['nothing', everywhere, [], false],
    ['its block', everywhere, [byRule('KERST')], true],
    ['its block, less strict than it asked', everywhere, [byRule('KERST', 7)], true],
    ['not what others have set', everywhere, [byHand(8), byHand(8, 'a1'), byRule('SINT')], false],
    ['not the block of the rule of a branch', everywhere, [byRule('KERST@BR2')], false],
    ['in a branch: its block', inOwn, [byRule('KERST@BR2', 7)], true],
    ['in a branch: not that of the rule for everywhere', inOwn, [byRule('KERST')], false],
    ['for an activity: what is there for it', forA1, [byHand(7, 'a1')], true],
    ['for an activity: not what is there for another or none', forA1, [byHand(8, 'a2'), byHand(8)], false],
    ['not a loan block', forA1, [aLoanBlock({ activityId: 'a1' })], false],
  ])('%s', (_name, scope, blocks, keeps) => {
    expect(keepsBlockOf(scope, codesOf(blocksOf(...blocks)))).toBe(keeps);
  });
});

describe('N2, C3: what the night has to say of a copy without its rule’s block', () => {
  it.each<[string, readonly Block[], string | undefined, boolean]>([
    ['it lacks it', [], undefined, true],
    ['it has it', [byRule('KERST')], undefined, false],
    ['an exception to the rule as it is', [], 'e1', false],
    ['an exception to the rule as it was before it was set anew', [], 'e0', true],
    ['such an exception that has its block', [byHand(8)], 'e0', false],
  ])('%s', (_name, blocks, exceptTo, lacks) => {
    expect(lacksBlockOf(everywhere, codesOf(blocksOf(...blocks)), exceptTo)).toBe(lacks);
  });
});
