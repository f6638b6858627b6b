// Long: all laws of a signature try the same random codes, in long, short or few slots.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotKey, type ReservationCode, type Slot } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { defined } from '../../lib/domain/defined.ts';
import { flagKey, ruleFlagKey } from '../../lib/domain/flag-key.ts';
import { codesOf, hasBlockOf, lacksBlockOf } from '../../lib/domain/standing-rule.ts';
import {
  signatureOf,
  signatureText,
  parseSignature,
  type BlockSignature,
} from '../../lib/store/copies-by-signature.ts';
import { signatureIndexKeys, parseSignatureSort, underSignature } from '../../lib/store/index-keys.ts';
import { anyBlocks, anyRule } from '../../testing/arbitraries.ts';
import { aCopy, aLoanBlock, aReservationBlock, aRule, blocksOf, OWN } from '../../testing/builders.ts';

const anyId = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);
const anyLongId = fc.stringMatching(/^[A-Za-z0-9._-]{40}$/);

/** The codes of a copy in at most `maxLength` slots, with ids that the contract allows. */
const anyCodes = (id: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<BlockSignature['codes']> => {
  const anySlot: fc.Arbitrary<Slot> = fc.oneof(
    fc.constant({}),
    id.map((activityId) => ({ activityId })),
    id.map((ruleId) => ({ ruleId })),
    fc.tuple(id, id).map(([collection, branchId]) => ({ ruleId: `${collection}@${branchId}` })),
  );
  const anyCode = fc.constantFrom<ReservationCode>(7, 8);
  return fc
    .array(fc.tuple(anySlot, anyCode), { maxLength, size: 'max' })
    .map((codes) => Object.fromEntries(codes.map(([slot, code]) => [slotKey('reservation', slot), code])));
};

const anySignature = (id: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<BlockSignature> =>
  fc.record(
    {
      codes: anyCodes(id, maxLength),
      exceptTo: id,
      flagged: fc
        .tuple(id, id, id)
        .map(([collection, branchId, activityId]) =>
          ruleFlagKey({ code: 8, collection, branchId, activityId }),
        ),
    },
    { requiredKeys: ['codes'] },
  );

/** This few slots fit, whatever their ids. */
const anySmallSignature = anySignature(anyId, 6);

describe('N2: what of a copy decides whether it lacks the block of a rule', () => {
  const flag = ruleFlagKey(aRule());
  it.each<[string, Partial<Copy>, BlockSignature]>([
    ['nothing', {}, { codes: {} }],
    [
      'its reservation blocks',
      { blocks: blocksOf(aReservationBlock(), aReservationBlock({ activityId: 'a1', code: 7 })) },
      { codes: { reservation: 8, 'reservation#activity#a1': 7 } },
    ],
    [
      'not its loan blocks',
      { blocks: blocksOf(aLoanBlock(), aLoanBlock({ activityId: 'a1' })) },
      { codes: {} },
    ],
    ['to which edition of a rule it is an exception', { exceptTo: 'e1' }, { codes: {}, exceptTo: 'e1' }],
    [
      'which rule’s block a flag says it lacks',
      { flags: { [flag]: '2026-10-11' } },
      { codes: {}, flagged: flag },
    ],
    [
      'no other flag',
      {
        flags: {
          [flagKey('loan-block-left-on', 'a1')]: '2026-10-11',
          [flagKey('block-without-end', 'loan')]: '2026-10-11',
        },
      },
      { codes: {} },
    ],
    [
      'that flag among others, whenever it was raised',
      { flags: { [flagKey('block-without-end', 'loan')]: '2026-10-11', [flag]: '2026-01-01' } },
      { codes: {}, flagged: flag },
    ],
    ['not where it is', { branchId: OWN, collection: 'KERST', missing: true }, { codes: {} }],
  ])('%s', (_name, over, signature) => {
    expect(signatureOf(aCopy(over))).toStrictEqual(signature);
  });

  it('it tells of every rule and copy what the copy itself tells', () => {
    fc.assert(
      fc.property(anyRule, anyBlocks, fc.constantFrom('e1', 'e2', undefined), (rule, blocks, exceptTo) => {
        const copy = aCopy({ blocks, ...defined({ exceptTo }) });
        const signature = parseSignature(signatureText(signatureOf(copy)));
        expect(lacksBlockOf(rule, signature.codes, signature.exceptTo)).toBe(
          lacksBlockOf(rule, codesOf(blocks), exceptTo),
        );
      }),
    );
  });
});

describe('N6: copies with the same signature stand together', () => {
  it('a text leads back to its signature', () => {
    fc.assert(
      fc.property(anySmallSignature, (signature) => {
        expect(parseSignature(signatureText(signature))).toEqual(signature);
      }),
    );
  });

  it('equal signatures have equal texts, in whatever order the blocks were set', () => {
    fc.assert(
      fc.property(anySignature(anyLongId, 30), (signature) => {
        const codes = Object.fromEntries(Object.entries(signature.codes).reverse());
        expect(signatureText({ ...signature, codes })).toBe(signatureText(signature));
      }),
    );
  });

  const anyOfFew = fc.constantFrom('a1', 'a2');
  it('other signatures have other texts', () => {
    const facts = ({ codes, exceptTo, flagged }: BlockSignature) => ({ codes, exceptTo, flagged });
    fc.assert(
      fc.property(anySignature(anyOfFew, 2), anySignature(anyOfFew, 2), (one, other) => {
        expect(signatureText(one) === signatureText(other)).toBe(isDeepStrictEqual(facts(one), facts(other)));
      }),
    );
  });

  it.each<[string, BlockSignature]>([
    ['an exception', { codes: {}, exceptTo: 'e1' }],
    ['a flag', { codes: {}, flagged: ruleFlagKey(aRule()) }],
    ['a block', { codes: { reservation: 8 } }],
    ['a milder block', { codes: { reservation: 7 } }],
    ['a block elsewhere', { codes: { 'reservation#rule#KERST': 8 } }],
  ])('one with %s does not stand with one that has nothing', (_name, signature) => {
    expect(signatureText(signature)).not.toBe(signatureText({ codes: {} }));
    expect(parseSignature(signatureText(signature))).toStrictEqual(signature);
  });

  it('nothing stands between copies with the same signature, nor between those of one branch', () => {
    const anyPlace = fc.tuple(anySignature(anyOfFew, 3), fc.constantFrom('BR1', 'BR10', 'BR2'));
    fc.assert(
      fc.property(
        anyPlace,
        anyPlace,
        fc.boolean(),
        anyId,
        ([signature, branchId], [another, at], isLike, copyId) => {
          const text = signatureText(isLike ? signature : another);
          const { coverSort } = signatureIndexKeys({ copyId, branchId }, 'KERST', signatureText(signature));
          expect(parseSignatureSort(coverSort)).toEqual({ signature: signatureText(signature), branchId });
          const isIn = ({ from, to }: { from: string; to: string }) => from <= coverSort && coverSort < to;
          const same = text === signatureText(signature);
          expect(isIn(underSignature(text))).toBe(same);
          expect(isIn(underSignature(text, at))).toBe(same && at === branchId);
        },
      ),
    );
  });
});

describe('a key holds 1,024 bytes', () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;

  it('whatever a copy carries, its place among its like fits', () => {
    fc.assert(
      fc.property(anySignature(anyLongId, 40), anyLongId, anyLongId, (signature, branchId, copyId) => {
        const { coverSort } = signatureIndexKeys({ copyId, branchId }, 'KERST', signatureText(signature));
        expect(bytes(coverSort)).toBeLessThanOrEqual(1024);
      }),
    );
  });

  it('also with as many short ids as there are', () => {
    const codes = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`reservation#rule#${n.toString(36)}`, 8 as const]),
    );
    const exceptTo = 'x'.repeat(40);
    const flagged = ruleFlagKey({ code: 8, collection: exceptTo, branchId: exceptTo, activityId: exceptTo });
    const text = signatureText({ codes, exceptTo, flagged });
    const { coverSort } = signatureIndexKeys({ copyId: exceptTo, branchId: exceptTo }, 'KERST', text);
    expect(bytes(coverSort)).toBeLessThanOrEqual(1024);
    expect(parseSignature(text)).toMatchObject({ exceptTo, flagged });
    expect(Object.keys(parseSignature(text).codes).length).toBeGreaterThan(20);
  });

  it('what has no room is left out, and nothing is made up: a copy is looked at in vain, never overlooked', () => {
    fc.assert(
      fc.property(anySignature(anyLongId, 40), anyRule, (signature, rule) => {
        const read = parseSignature(signatureText(signature));
        expect(signature).toMatchObject(read);
        expect(hasBlockOf(rule, read.codes) && !hasBlockOf(rule, signature.codes)).toBe(false);
      }),
    );
  });

  it('there is room for six slots with the longest ids', () => {
    fc.assert(
      fc.property(anyCodes(anyLongId, 6), (codes) => {
        expect(parseSignature(signatureText({ codes })).codes).toEqual(codes);
      }),
    );
  });
});
