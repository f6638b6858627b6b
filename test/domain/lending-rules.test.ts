import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { passLoanOverridable, refusalsToLend } from '../../lib/domain/lending-rules.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { ReasonCode } from '../../lib/domain/refusal.ts';
import { anyCopy, anyDayNear, anyPatron, anyQueue } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aHold,
  aLoan,
  aLoanBlock,
  aPatron,
  aReservationBlock,
  aSpecialCard,
  blocksOf,
  patronsOf,
  TODAY,
} from '../../testing/builders.ts';

const me = aPatron();
const card = aSpecialCard();
const onDisplay = aLoan({ patronId: 'S9', special: true, label: 'Vitrine hal' });
const everybody = [me, aPatron({ patronId: '7' }), aPatron({ patronId: '16' }), card];

interface Case {
  readonly name: string;
  readonly blocks?: readonly Block[];
  readonly over?: Partial<Copy>;
  readonly patron?: Patron;
  readonly codes: readonly ReasonCode[];
}

const codesOf = ({ blocks = [], over = {}, patron = me }: Case) =>
  refusalsToLend(aCopy({ blocks: blocksOf(...blocks), ...over }), patron, [], {
    patrons: patronsOf(),
    today: TODAY,
  }).map(({ code }) => code);

describe('why a copy cannot be lent', () => {
  it.each<Case>([
    { name: 'nothing stands in the way', codes: [] },
    { name: 'B3: a loan block without end date', blocks: [aLoanBlock()], codes: ['copy-loan-blocked'] },
    {
      name: 'B3: on the last day of a loan block',
      blocks: [aLoanBlock({ endDate: TODAY })],
      codes: ['copy-loan-blocked'],
    },
    {
      name: 'T2: the day after, whether or not a night came by',
      blocks: [aLoanBlock({ endDate: '2026-10-11' })],
      codes: [],
    },
    { name: 'B4: code 8 stops no loan', blocks: [aReservationBlock()], codes: [] },
    { name: 'lent', over: { loan: aLoan() }, codes: ['copy-on-loan'] },
    { name: 'S2: on a special card', over: { loan: onDisplay }, codes: ['copy-on-special-card'] },
    { name: 'missing', over: { missing: true }, codes: ['copy-missing'] },
    { name: 'withdrawn', over: { withdrawn: true }, codes: ['copy-withdrawn'] },
    { name: 'R11: on order', over: { onOrder: true }, codes: [] },
    { name: 'the card is blocked', patron: aPatron({ blocked: true }), codes: ['patron-blocked'] },
    { name: 'S1: a special card, whatever the loan blocks', patron: card, blocks: [aLoanBlock()], codes: [] },
    {
      name: 'S2: a special card, from another special card',
      patron: card,
      over: { loan: onDisplay },
      codes: ['copy-on-special-card'],
    },
    {
      name: 'a special card that is blocked',
      patron: aSpecialCard({ blocked: true }),
      codes: ['patron-blocked'],
    },
    {
      name: 'S5: on this very special card already, which no override makes a new loan',
      patron: card,
      over: { loan: aLoan({ patronId: 'S1', special: true }) },
      codes: ['copy-on-special-card', 'copy-on-loan'],
    },
    {
      name: 'lent to this very patron already: said once',
      over: { loan: aLoan({ patronId: '3' }) },
      codes: ['copy-on-loan'],
    },
    {
      name: 'R2: everything at once',
      patron: aPatron({ blocked: true }),
      blocks: [aLoanBlock()],
      over: { missing: true, withdrawn: true, loan: onDisplay, hold: aHold() },
      codes: [
        'copy-withdrawn',
        'copy-missing',
        'copy-on-special-card',
        'patron-blocked',
        'copy-loan-blocked',
        'copy-reserved',
      ],
    },
  ])('$name: $codes', (asked) => {
    expect(codesOf(asked)).toEqual(asked.codes);
  });
});

describe('R2: a refusal carries the facts that its sentence needs', () => {
  it.each([
    [
      'a loan block with its last day',
      { blocks: blocksOf(aLoanBlock({ endDate: TODAY })) },
      [{ code: 'copy-loan-blocked', copyId: '2905', until: TODAY }],
    ],
    [
      'a loan block without end',
      { blocks: blocksOf(aLoanBlock()) },
      [{ code: 'copy-loan-blocked', copyId: '2905' }],
    ],
    [
      'a special card with its label',
      { loan: onDisplay },
      [{ code: 'copy-on-special-card', copyId: '2905', label: 'Vitrine hal' }],
    ],
    [
      'a special card without one',
      { loan: aLoan({ special: true }) },
      [{ code: 'copy-on-special-card', copyId: '2905' }],
    ],
    [
      'the copy',
      { missing: true, withdrawn: true },
      [
        { code: 'copy-withdrawn', copyId: '2905' },
        { code: 'copy-missing', copyId: '2905' },
      ],
    ],
    ['the copy on loan', { loan: aLoan() }, [{ code: 'copy-on-loan', copyId: '2905' }]],
    ['the copy put aside', { hold: aHold() }, [{ code: 'copy-reserved', copyId: '2905' }]],
  ])('%s', (_name, over, refusals) => {
    expect(refusalsToLend(aCopy(over), me, [], { patrons: patronsOf(me), today: TODAY })).toStrictEqual(
      refusals,
    );
  });

  it('of an unknown patron only what nobody could pass', () => {
    const copy = aCopy({ missing: true, loan: onDisplay, hold: aHold(), blocks: blocksOf(aLoanBlock()) });
    expect(
      refusalsToLend(copy, undefined, [], { patrons: patronsOf(), today: TODAY }).map(({ code }) => code),
    ).toEqual(['copy-missing', 'copy-on-special-card']);
  });

  it('is total; lent to an ordinary card exactly where no loan block, no loan, no state and no one else is in the way', () => {
    fc.assert(
      fc.property(anyCopy, anyPatron, anyQueue, anyDayNear, (copy, patron, queue, today) => {
        const codes = refusalsToLend(copy, patron, queue, { patrons: patronsOf(...everybody), today }).map(
          ({ code }) => code,
        );
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.includes('copy-on-loan') || codes.includes('copy-on-special-card')).toBe(
          copy.loan !== undefined,
        );
        expect(codes.includes('patron-blocked')).toBe(patron.blocked);
        const blocked = Object.values(copy.blocks).some(
          (block) => block.kind === 'loan' && (block.endDate === undefined || block.endDate >= today),
        );
        expect(codes.includes('copy-loan-blocked')).toBe(blocked && patron.kind === 'ordinary');
      }),
    );
  });
});

describe('S5: the desk lends the displayed book', () => {
  it('past the special card and the loan block, never past a reservation or anything else', () => {
    const codes = [
      'patron-blocked',
      'copy-on-special-card',
      'copy-reserved',
      'copy-loan-blocked',
      'copy-on-loan',
      'copy-missing',
      'copy-withdrawn',
    ] as const;
    expect(passLoanOverridable(codes.map((code) => ({ code }))).map(({ code }) => code)).toEqual([
      'patron-blocked',
      'copy-reserved',
      'copy-on-loan',
      'copy-missing',
      'copy-withdrawn',
    ]);
  });
});
