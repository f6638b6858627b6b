import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { defined } from '../../lib/domain/defined.ts';
import { flagChanges, flagsOf, withRuleFlag, withStandingFlags, type Flag } from '../../lib/domain/flag.ts';
import { flagKey, parseFlagKey, ruleFlagKey } from '../../lib/domain/flag-key.ts';
import { omit } from '../../lib/domain/omit.ts';
import { codesOf, hasBlockOf, isInScope, type BlockingRule } from '../../lib/domain/standing-rule.ts';
import { anyBlocks, anyBranchId, anyFlaggedCopy, anyRule } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aFlag,
  aLoanBlock,
  aReservationBlock,
  aRule,
  blocksOf,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const YESTERDAY = '2026-10-11';
const rule = aRule();
const inOwn = aRule({ branchId: OWN });
const forA1 = aRule({ activityId: 'a1', code: 7 });

/** A copy of the Christmas collection with a flag since yesterday for each of these rules. */
const flagged = (rules: readonly BlockingRule[], over: Partial<Copy> = {}): Copy =>
  aCopy({
    collection: 'KERST',
    flags: Object.fromEntries(rules.map((one) => [ruleFlagKey(one), YESTERDAY])),
    ...over,
  });

const noFlags = (copy: Copy) => omit(copy, 'flags');
const isOfRule = (key: string) => parseFlagKey(key).kind === 'rule-not-applied';
const rulesFlagged = (copy: Copy) => Object.keys(copy.flags ?? {}).filter(isOfRule);

describe('N2: a flag says which rule’s block a copy lacks', () => {
  it.each<[string, BlockingRule, string, Flag['rule']]>([
    ['everywhere', rule, 'rule-not-applied~8:KERST::~2905', { collection: 'KERST', code: 8 }],
    [
      'in a branch',
      inOwn,
      'rule-not-applied~8:KERST:BR2:~2905',
      { collection: 'KERST', code: 8, branchId: OWN },
    ],
    [
      'for an activity',
      forA1,
      'rule-not-applied~7:KERST::a1~2905',
      { collection: 'KERST', code: 7, activityId: 'a1' },
    ],
  ])('%s, at the copy’s branch, without an end', (_name, one, id, of) => {
    const flag = {
      ...omit(aFlag({ id, kind: 'rule-not-applied', since: YESTERDAY }), 'activityId'),
      rule: of,
    };
    expect([...flagsOf(flagged([one]))]).toStrictEqual([[ruleFlagKey(one), flag]]);
  });

  it('wherever the copy is, it is about that branch', () => {
    const [flag] = flagsOf(flagged([rule], { branchId: SIBLING })).values();
    expect(flag?.branchId).toBe(SIBLING);
  });
});

describe('N2: it goes in the write that removes its cause', () => {
  const blocks = (...of: readonly Block[]) => ({ blocks: blocksOf(...of) });
  const ofRule = aReservationBlock({ source: { type: 'rule', id: 'KERST' } });
  it.each<[string, BlockingRule, Partial<Copy>, boolean]>([
    ['nothing is done', rule, {}, true],
    ['somebody sets the block', rule, blocks(aReservationBlock()), false],
    ['the rule sets it', rule, blocks(ofRule), false],
    ['not a block that is milder', rule, blocks(aReservationBlock({ code: 7 })), true],
    ['not a block of an activity', rule, blocks(aReservationBlock({ activityId: 'a1' })), true],
    ['not a loan block', rule, blocks(aLoanBlock()), true],
    [
      'for an activity: its block is set',
      forA1,
      blocks(aReservationBlock({ activityId: 'a1', code: 7 })),
      false,
    ],
    ['for an activity: not where a block of none is set', forA1, blocks(aReservationBlock(), ofRule), true],
    ['it goes to another collection', rule, { collection: 'SINT' }, false],
    ['it goes to another branch, where that rule is too', rule, { branchId: SIBLING }, true],
    ['it goes to a branch that the rule is not for', inOwn, { branchId: SIBLING }, false],
    ['C3: it becomes an exception', rule, { exceptTo: 'e1' }, false],
    ['it goes missing', rule, { missing: true }, true],
  ])('%s', (_name, one, over, stays) => {
    const copy = flagged([one], over);
    expect(withStandingFlags(copy)).toStrictEqual(stays ? copy : noFlags(copy));
    expect(flagChanges(copy, noFlags(copy))).toEqual({ raised: 0, resolved: stays ? 1 : 0 });
  });

  it('it leaves every collection', () => {
    const copy = omit(flagged([rule]), 'collection');
    expect(withStandingFlags(copy)).toStrictEqual(aCopy());
  });

  it('whatever the rule and the copy: exactly while it is for the copy, which lacks its block and is no exception', () => {
    const anyException = fc.option(fc.constantFrom('e1', 'e2'), { nil: undefined });
    fc.assert(
      fc.property(anyRule, anyBlocks, anyBranchId, anyException, (one, of, branchId, exceptTo) => {
        const copy = flagged([one], { blocks: of, branchId, ...defined({ exceptTo }) });
        const stands = isInScope(one, copy) && !hasBlockOf(one, codesOf(of)) && exceptTo === undefined;
        expect(rulesFlagged(withStandingFlags(copy))).toEqual(stands ? [ruleFlagKey(one)] : []);
      }),
    );
  });
});

describe('N2: the night says that a copy lacks its rule’s block', () => {
  it.each<[string, Copy, BlockingRule | undefined, Copy]>([
    [
      'for the first time',
      noFlags(flagged([])),
      rule,
      flagged([], { flags: { [ruleFlagKey(rule)]: TODAY } }),
    ],
    ['again: raised once', flagged([rule]), rule, flagged([rule])],
    ['set anew as it was: raised once', flagged([rule]), aRule({ edition: 'e2' }), flagged([rule])],
    [
      'another rule is for it now',
      flagged([rule]),
      inOwn,
      flagged([], { flags: { [ruleFlagKey(inOwn)]: TODAY } }),
    ],
    [
      'the rule asks for something else now',
      flagged([rule]),
      forA1,
      flagged([], { flags: { [ruleFlagKey(forA1)]: TODAY } }),
    ],
    ['of more than one, one is left', flagged([inOwn, rule]), rule, flagged([rule])],
    [
      'C3: it was an exception to the rule as it was before it was set anew',
      noFlags(flagged([], { exceptTo: 'e0' })),
      rule,
      flagged([], { flags: { [ruleFlagKey(rule)]: TODAY } }),
    ],
    ['no rule asks for a block', flagged([rule, inOwn]), undefined, noFlags(flagged([]))],
    ['nor has one done so', noFlags(flagged([])), undefined, noFlags(flagged([]))],
    [
      'C3: an exception stays one where nothing is asked',
      flagged([rule], { exceptTo: 'e1' }),
      undefined,
      noFlags(flagged([], { exceptTo: 'e1' })),
    ],
  ])('%s', (_name, copy, one, after) => {
    expect(withRuleFlag(copy, one, TODAY)).toStrictEqual(after);
  });

  it('other flags stay as they are', () => {
    const other = {
      [flagKey('loan-block-left-on', 'a1')]: '2026-10-10',
      [flagKey('block-without-end', 'loan')]: YESTERDAY,
    };
    const copy = flagged([], { flags: { ...other, [ruleFlagKey(inOwn)]: YESTERDAY } });
    expect(withRuleFlag(copy, rule, TODAY).flags).toEqual({ ...other, [ruleFlagKey(rule)]: TODAY });
    expect(withRuleFlag(copy, undefined, TODAY).flags).toEqual(other);
  });

  it('any copy has that flag and no other of its kind then; nothing else of it changes, and twice is once', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, fc.option(anyRule, { nil: undefined }), (before, one) => {
        const after = withRuleFlag(before, one, TODAY);
        expect(rulesFlagged(after)).toEqual(one ? [ruleFlagKey(one)] : []);
        const others = (copy: Copy) => Object.entries(copy.flags ?? {}).filter(([key]) => !isOfRule(key));
        expect(others(after).sort()).toEqual(others(before).sort());
        expect(omit(after, 'flags')).toEqual(omit(before, 'flags'));
        expect(withRuleFlag(after, one, '2026-10-13')).toStrictEqual(after);
      }),
    );
  });

  it('and it is a flag that stands, wherever the rule is for the copy and the copy lacks its block', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, (one, blocks) => {
        const copy = aCopy({
          collection: one.collection,
          branchId: one.branchId ?? OWN,
          blocks,
          exceptTo: 'e0',
        });
        const flags = [...flagsOf(withRuleFlag(copy, one, TODAY)).keys()];
        expect(flags).toEqual(hasBlockOf(one, codesOf(blocks)) ? [] : [ruleFlagKey(one)]);
      }),
    );
  });
});
