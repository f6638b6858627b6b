// Long: two tables, for a patron and for a special card, have a row for each block and state.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { ReasonCode } from '../../lib/domain/refusal.ts';
import { isKeptFromTitleQueue, refusalsToReserve } from '../../lib/domain/reservation-rules.ts';
import { anyBranchId, anyCopy, anyDayNear, anyPatron } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aGuest,
  aGuestRequest,
  aLoan,
  aLoanBlock,
  aPatron,
  aRequest,
  aReservationBlock,
  aSpecialCard,
  blocksOf,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const seven = aReservationBlock({ code: 7 });
const eight = aReservationBlock({ code: 8, activityId: 'a' });
const dated = aLoanBlock({ endDate: '2026-11-01' });
const endless = aLoanBlock({ activityId: 'a' });
const onDisplay = aLoan({ patronId: 'S9', special: true, label: 'Vitrine hal' });
const guest = aGuest();
const otherCard = aSpecialCard({ branchId: SIBLING });

interface Case {
  readonly name: string;
  readonly blocks?: readonly Block[];
  readonly over?: Partial<Copy>;
  readonly patron?: Patron;
  readonly pickup?: string;
  readonly codes: readonly ReasonCode[];
}

const codesOf = ({
  blocks = [],
  over = {},
  patron = aPatron(),
  pickup = OWN,
}: Omit<Case, 'name' | 'codes'>) =>
  refusalsToReserve(
    aCopy({ blocks: blocksOf(...blocks), ...over }),
    aRequest({ patron, pickupBranchId: pickup }),
    TODAY,
  ).map(({ code }) => code);

describe('why a patron cannot reserve a copy', () => {
  it.each<Case>([
    { name: 'nothing stands in the way', codes: [] },
    { name: 'of another branch, collected there', patron: guest, pickup: SIBLING, codes: [] },
    { name: 'B4: code 8', blocks: [eight], codes: ['copy-not-reservable'] },
    {
      name: 'B4: code 8 says all there is to say to a guest',
      blocks: [eight, seven],
      patron: guest,
      pickup: SIBLING,
      codes: ['copy-not-reservable'],
    },
    { name: 'B5: code 7, own patron collects it there', blocks: [seven], codes: [] },
    {
      name: 'B5: code 7, own patron collects it elsewhere',
      blocks: [seven],
      pickup: SIBLING,
      codes: ['leaves-branch'],
    },
    { name: 'B5: code 7, a guest at the desk', blocks: [seven], patron: guest, codes: ['own-patrons-only'] },
    {
      name: 'B5: code 7, both',
      blocks: [seven],
      patron: guest,
      pickup: SIBLING,
      codes: ['own-patrons-only', 'leaves-branch'],
    },
    { name: 'B6: a loan block without end date', blocks: [endless], codes: ['copy-loan-blocked'] },
    { name: 'B6: a loan block with an end date', blocks: [dated], codes: [] },
    { name: 'B6: one with and one without', blocks: [dated, endless], codes: ['copy-loan-blocked'] },
    { name: 'R4: on a special card', over: { loan: onDisplay }, codes: ['copy-on-special-card'] },
    {
      name: 'R5: the patron has it on loan',
      over: { loan: aLoan({ patronId: '3' }) },
      codes: ['already-on-loan'],
    },
    { name: 'somebody else has it on loan', over: { loan: aLoan() }, codes: [] },
    { name: 'R11: on order', over: { onOrder: true }, codes: [] },
    { name: 'R3: missing', over: { missing: true }, codes: ['copy-missing'] },
    { name: 'R3: withdrawn', over: { withdrawn: true }, codes: ['copy-withdrawn'] },
    {
      name: 'R2: everything at once',
      blocks: [seven, endless],
      over: { missing: true, withdrawn: true, loan: onDisplay },
      patron: guest,
      pickup: SIBLING,
      codes: [
        'copy-withdrawn',
        'copy-missing',
        'own-patrons-only',
        'leaves-branch',
        'copy-loan-blocked',
        'copy-on-special-card',
      ],
    },
  ])('$name: $codes', ({ codes, ...asked }) => {
    expect(codesOf(asked)).toEqual(codes);
  });
});

describe('why a special card cannot reserve a copy', () => {
  const card = aSpecialCard();
  it.each<Case>([
    {
      name: 'R4: of its own branch, code 8 and a loan block',
      patron: card,
      blocks: [eight, endless],
      codes: [],
    },
    {
      name: 'R4: of its own branch, on another special card',
      patron: card,
      over: { loan: onDisplay },
      codes: [],
    },
    {
      name: 'R4: of its own branch, to be put ready elsewhere',
      patron: card,
      blocks: [seven],
      pickup: SIBLING,
      codes: [],
    },
    {
      name: 'R5: it has it already',
      patron: card,
      over: { loan: { ...onDisplay, patronId: 'S1' } },
      codes: ['already-on-loan'],
    },
    {
      name: 'missing and withdrawn',
      patron: card,
      over: { missing: true, withdrawn: true },
      codes: ['copy-withdrawn', 'copy-missing'],
    },
    {
      name: 'of another branch, like an ordinary patron',
      patron: otherCard,
      pickup: SIBLING,
      blocks: [seven, endless],
      codes: ['own-patrons-only', 'leaves-branch', 'copy-loan-blocked'],
    },
    {
      name: 'of another branch, on another card',
      patron: otherCard,
      over: { loan: onDisplay },
      codes: ['copy-on-special-card'],
    },
    {
      name: 'of another branch, which has it itself',
      patron: otherCard,
      over: { loan: { ...onDisplay, patronId: 'S1' } },
      codes: ['already-on-loan'],
    },
    { name: 'of another branch, nothing in the way', patron: otherCard, pickup: SIBLING, codes: [] },
  ])('$name: $codes', ({ codes, ...asked }) => {
    expect(codesOf(asked)).toEqual(codes);
  });
});

describe('R2: a refusal carries the facts that its sentence needs', () => {
  it.each([
    ['withdrawn', { withdrawn: true }, [{ code: 'copy-withdrawn', copyId: '2905' }]],
    ['missing', { missing: true }, [{ code: 'copy-missing', copyId: '2905' }]],
    ['on loan', { loan: aLoan({ patronId: '16' }) }, [{ code: 'already-on-loan', copyId: '2905' }]],
    ['code 8', { blocks: blocksOf(eight) }, [{ code: 'copy-not-reservable', copyId: '2905' }]],
    [
      'code 7: the branch that it stays at',
      { blocks: blocksOf(seven) },
      [
        { code: 'own-patrons-only', copyId: '2905', branchId: OWN },
        { code: 'leaves-branch', copyId: '2905', branchId: OWN },
      ],
    ],
    ['a loan block', { blocks: blocksOf(endless) }, [{ code: 'copy-loan-blocked', copyId: '2905' }]],
    [
      'a special card: its label',
      { loan: onDisplay },
      [{ code: 'copy-on-special-card', copyId: '2905', label: 'Vitrine hal' }],
    ],
    [
      'a special card without a label',
      { loan: aLoan({ special: true }) },
      [{ code: 'copy-on-special-card', copyId: '2905' }],
    ],
  ])('%s', (_name, over, refusals) => {
    expect(refusalsToReserve(aCopy(over), aGuestRequest(), TODAY)).toStrictEqual(refusals);
  });

  it('is total: any copy, card and day give an answer, each reason once', () => {
    fc.assert(
      fc.property(anyCopy, anyPatron, anyBranchId, anyDayNear, (copy, patron, pickupBranchId, today) => {
        const codes = refusalsToReserve(copy, aRequest({ patron, pickupBranchId }), today).map(
          ({ code }) => code,
        );
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.includes('copy-withdrawn')).toBe(copy.withdrawn);
        expect(codes.includes('copy-missing')).toBe(copy.missing);
      }),
    );
  });
});

describe('B4, B5: reservation blocks keep a copy from a title reservation too', () => {
  it.for<[string, readonly Block[], Patron, string, boolean]>([
    ['no block', [], aPatron(), OWN, false],
    ['a loan block alone', [endless], guest, SIBLING, false],
    ['code 8', [eight], aPatron(), OWN, true],
    ['code 7, a branch reservation', [seven], aPatron(), OWN, false],
    ['code 7, collected elsewhere', [seven], aPatron(), SIBLING, true],
    ['code 7, a guest', [seven], guest, OWN, true],
  ])('%s', ([, blocks, patron, pickupBranchId, kept]) => {
    expect(
      isKeptFromTitleQueue(
        aCopy({ blocks: blocksOf(...blocks) }),
        aRequest({ patron, pickupBranchId }),
        TODAY,
      ),
    ).toBe(kept);
  });
});
