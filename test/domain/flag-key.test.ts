import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flagId,
  flagKey,
  parseFlaggedRule,
  parseFlagId,
  parseFlagKey,
  ruleFlagKey,
  type FlaggedRule,
  type FlagKind,
} from '../../lib/domain/flag-key.ts';
import { aRule, OWN } from '../../testing/builders.ts';

const anyKind = fc.constantFrom<FlagKind>(
  'reservation-block-left-on',
  'loan-block-left-on',
  'special-card-not-checked-in',
  'rule-not-applied',
  'block-without-end',
);
const anyId = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);

/** Any rule that the contract allows, as a flag names it. */
const anyFlaggedRule: fc.Arbitrary<FlaggedRule> = fc.record(
  { collection: anyId, code: fc.constantFrom(7, 8), branchId: anyId, activityId: anyId },
  { requiredKeys: ['collection', 'code'] },
);

describe('the key of a flag says its kind and what it is about', () => {
  it.each<[string, FlagKind, string]>([
    ['loan-block-left-on~a1', 'loan-block-left-on', 'a1'],
    ['block-without-end~reservation', 'block-without-end', 'reservation'],
    ['rule-not-applied~8:KERST:BR2:a1', 'rule-not-applied', '8:KERST:BR2:a1'],
  ])('"%s"', (key, kind, about) => {
    expect(flagKey(kind, about)).toBe(key);
    expect(parseFlagKey(key)).toEqual({ kind, about });
  });

  it('whatever it is about', () => {
    fc.assert(
      fc.property(anyKind, anyId, (kind, about) => {
        expect(parseFlagKey(flagKey(kind, about))).toEqual({ kind, about });
      }),
    );
  });
});

describe('the id of a flag says its key and its copy', () => {
  it.each<[string, string, string]>([
    ['of a block', flagKey('loan-block-left-on', 'a1'), '0042'],
    ['of a rule everywhere', ruleFlagKey(aRule()), '2905'],
    [
      'of a rule in a branch, for an activity',
      ruleFlagKey(aRule({ branchId: OWN, activityId: 'a1' })),
      '29.05',
    ],
  ])('%s', (_name, key, copyId) => {
    expect(parseFlagId(flagId(key, copyId))).toEqual({ copyId, key });
  });

  it('for every rule and copy', () => {
    fc.assert(
      fc.property(anyFlaggedRule, anyId, (rule, copyId) => {
        const key = ruleFlagKey(rule);
        expect(parseFlagId(flagId(key, copyId))).toEqual({ copyId, key });
      }),
    );
  });

  it('for every kind of flag and copy', () => {
    fc.assert(
      fc.property(anyKind, anyId, anyId, (kind, about, copyId) => {
        const key = flagKey(kind, about);
        expect(parseFlagId(flagId(key, copyId))).toEqual({ copyId, key });
      }),
    );
  });
});

describe('N2: a flag for a copy without its rule’s block says which rule that is', () => {
  it.each<[string, FlaggedRule]>([
    ['everywhere, for no activity', { collection: 'KERST', code: 8 }],
    ['code 7', { collection: 'KERST', code: 7 }],
    ['in a branch', { collection: 'KERST', code: 8, branchId: OWN }],
    ['for an activity', { collection: 'KERST', code: 8, activityId: 'a1' }],
    ['in a branch, for an activity', { collection: 'KERST', code: 7, branchId: OWN, activityId: 'a1' }],
  ])('%s', (_name, rule) => {
    const { kind, about } = parseFlagKey(ruleFlagKey(rule));
    expect(kind).toBe('rule-not-applied');
    expect(parseFlaggedRule(about)).toStrictEqual(rule);
  });

  it('whatever rule it is', () => {
    fc.assert(
      fc.property(anyFlaggedRule, (rule) => {
        expect(parseFlaggedRule(parseFlagKey(ruleFlagKey(rule)).about)).toEqual(rule);
      }),
    );
  });

  it('rules that ask for something else have flags of their own', () => {
    const few = fc.record(
      {
        collection: fc.constantFrom('a', 'b'),
        code: fc.constantFrom(7, 8),
        branchId: fc.constantFrom('a', 'b'),
        activityId: fc.constantFrom('a', 'b'),
      },
      { requiredKeys: ['collection', 'code'] },
    );
    fc.assert(
      fc.property(few, few, (one, other) => {
        const facts = ({ code, collection, branchId, activityId }: FlaggedRule) =>
          JSON.stringify([code, collection, branchId ?? null, activityId ?? null]);
        expect(ruleFlagKey(one) === ruleFlagKey(other)).toBe(facts(one) === facts(other));
      }),
    );
  });

  it('set anew as it was, a rule has the same flag: raised once', () => {
    const anew = aRule({ edition: 'e2', setBy: 'staff-BR2', setAt: '2026-10-12T08:00:00.000Z', version: 2 });
    expect(ruleFlagKey(anew)).toBe(ruleFlagKey(aRule()));
  });
});
