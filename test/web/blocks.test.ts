// Long: what the dialog sets, the groups take off again; both compare with `after` and `anyCopy`.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Copy } from '../../web/src/lib/api/types.ts';
import { defined } from '../../web/src/lib/defined.ts';
import {
  formFor,
  reasonsIn,
  blockRequestOf,
  type BlockForm,
  type Touched,
} from '../../web/src/features/blocks/block-form.ts';
import { differencesOf } from '../../web/src/features/blocks/differences.ts';
import {
  blockGroupsOf,
  liftKeyOf,
  toLift,
  blockRequestBack,
} from '../../web/src/features/blocks/block-groups.ts';
import { contentOf, differs, slotNow, slotOf, type WantedSlot } from '../../web/src/features/blocks/slot.ts';
import { slotsFor } from '../../web/src/features/blocks/block-request.ts';

const block = (part: Partial<Block> & Pick<Block, 'kind'>): Block => ({
  source: { type: 'manual' },
  placedAt: '2026-10-12T08:00:00Z',
  ...part,
});

const reservation = (code: 7 | 8, reason?: string, more: Partial<Block> = {}): Block =>
  block({ kind: 'reservation', code, ...defined({ reason }), ...more });

const loan = (endDate?: string, reason?: string, more: Partial<Block> = {}): Block =>
  block({
    kind: 'loan',
    ...defined({ endDate, reason }),
    ...more,
  });

const ruled = (code: 7 | 8, id: string): Block =>
  reservation(code, undefined, { source: { type: 'rule', id } });

const copyWith = (...blocks: Block[]): Copy => ({
  copyId: '0314000001',
  titleId: 'T1',
  branchId: 'CEN',
  status: 'available',
  blocks,
  reservable: { code: null, open: true },
  lendable: { open: true },
  reservations: 0,
  version: 1,
});

/** The copy after the API has made these slots so. */
const after = (copy: Copy, slots: readonly WantedSlot[]): Copy => ({
  ...copy,
  blocks: slots.reduce((blocks: Block[], { kind, activityId, content }) => {
    const others = blocks.filter(
      (one) =>
        one.kind !== kind ||
        one.activityId !== activityId ||
        (activityId === undefined && one.source.type === 'rule'),
    );
    const about = activityId === undefined ? {} : { activityId };
    return content === null ? others : [...others, block({ kind, ...about, ...content })];
  }, copy.blocks),
});

/**
 * The slots that change when a form is filled in. Without `shown` the form is for several copies.
 */
const filledIn = (touched: Touched, copy: Copy, shown: Copy | undefined = copy) => {
  const start = formFor(shown, touched.activityId ?? '');
  const wish = blockRequestOf({ ...start, ...touched }, start);
  return wish && slotsFor(copy, wish);
};

const reasons = fc.option(fc.constantFrom('', 'Kerst', 'Boekbinder'), { nil: undefined });
const days = fc.option(fc.constantFrom('2099-01-01', '2099-12-31'), { nil: undefined });
const activities = fc.option(fc.constantFrom('A1', 'A2'), { nil: undefined });
const codes = fc.constantFrom(7 as const, 8 as const);
const of = (activityId: string | undefined) => (activityId === undefined ? {} : { activityId });

const anyBlock = fc.oneof(
  fc.tuple(codes, reasons, activities).map(([code, why, id]) => reservation(code, why, of(id))),
  fc.tuple(days, reasons, activities).map(([day, why, id]) => loan(day, why, of(id))),
  fc.tuple(codes, fc.constantFrom('R1', 'R2')).map(([code, id]) => ruled(code, id)),
);
const anyCopy = fc
  .uniqueArray(anyBlock, { selector: slotOf, maxLength: 6 })
  .map((blocks) => copyWith(...blocks));
const anyTouched: fc.Arbitrary<Touched> = fc
  .record(
    {
      activityId: fc.constantFrom('', 'A1', 'A2'),
      reservation: fc.constantFrom<BlockForm['reservation']>('none', '7', '8'),
      loan: fc.constantFrom<BlockForm['loan']>('none', 'until', 'noEnd'),
      endDate: fc.constantFrom('', '2099-06-30'),
      reason: fc.constantFrom('', 'Kerst', 'Anders'),
    },
    { requiredKeys: [] },
  )
  .map((touched) => touched);

describe('the blocks dialog', () => {
  it('changes nothing where nothing was touched, for one copy or for several', () => {
    fc.assert(
      fc.property(anyCopy, fc.constantFrom('', 'A1'), (copy, activityId) => {
        expect(filledIn({ activityId }, copy)).toEqual([]);
        const several = formFor(undefined, activityId);
        const wish = blockRequestOf(several, several);
        expect(wish && slotsFor(copy, wish)).toEqual([]);
      }),
    );
  });

  it('has nothing left to do once it is done, and what it did goes back to what there was, reasons and end dates too', () => {
    fc.assert(
      fc.property(anyCopy, anyTouched, fc.boolean(), (copy, touched, many) => {
        const start = formFor(many ? undefined : copy, touched.activityId ?? '');
        const wish = blockRequestOf({ ...start, ...touched }, start);
        if (wish === undefined) return;
        const slots = slotsFor(copy, wish);
        const done = after(copy, slots);
        expect(slotsFor(done, wish)).toEqual([]);
        const undone = after(
          done,
          slots.map((slot) => slotNow(copy, slot)),
        );
        expect(differencesOf(copy, undone)).toEqual({ set: [], lifted: [] });
      }),
    );
  });

  const KERST = reservation(8, 'Kerst');
  const both = copyWith(KERST, loan('2099-01-01', 'Boekbinder'));
  it.for<[string, Copy, Touched, boolean, readonly WantedSlot[]]>([
    [
      'a new block takes the reason that is read beside it',
      copyWith(KERST),
      { loan: 'noEnd' },
      false,
      [{ kind: 'loan', content: { reason: 'Kerst' } }],
    ],
    [
      'a changed block keeps its own reason',
      both,
      { endDate: '2099-06-30' },
      false,
      [{ kind: 'loan', content: { endDate: '2099-06-30', reason: 'Boekbinder' } }],
    ],
    [
      'a typed reason goes to what is set with it, and to nothing else',
      both,
      { reservation: '7', reason: 'Klas' },
      false,
      [{ kind: 'reservation', content: { code: 7, reason: 'Klas' } }],
    ],
    [
      'a reason alone goes to all blocks of the slot, which keep their code and end date',
      both,
      { reason: 'Klas' },
      false,
      [
        { kind: 'reservation', content: { code: 8, reason: 'Klas' } },
        { kind: 'loan', content: { endDate: '2099-01-01', reason: 'Klas' } },
      ],
    ],
    [
      'with a block that is taken off, a reason goes to the one that stays',
      both,
      { reservation: 'none', reason: 'Klas' },
      false,
      [
        { kind: 'reservation', content: null },
        { kind: 'loan', content: { endDate: '2099-01-01', reason: 'Klas' } },
      ],
    ],
    [
      'of one copy a reason can be wiped',
      copyWith(KERST),
      { reason: '' },
      false,
      [{ kind: 'reservation', content: { code: 8 } }],
    ],
    ['two reasons are not wiped by an empty field', both, { reason: '' }, false, []],
    ['of several copies no reason is wiped', both, { reason: '  ', reservation: '8' }, true, []],
    [
      'of several copies what is set alike keeps its reason, unless one is typed',
      both,
      { reservation: '8', reason: 'Klas' },
      true,
      [{ kind: 'reservation', content: { code: 8, reason: 'Klas' } }],
    ],
    ['a reason without a block goes nowhere', copyWith(), { reason: 'Klas' }, false, []],
    [
      'the slot of an activity is another',
      both,
      { activityId: 'A1', reservation: '8' },
      false,
      [{ kind: 'reservation', activityId: 'A1', content: { code: 8 } }],
    ],
    [
      'a block of a rule is in no slot that can be filled in',
      copyWith(ruled(8, 'R1')),
      { reservation: '8' },
      false,
      [{ kind: 'reservation', content: { code: 8 } }],
    ],
  ])('%s', ([, copy, touched, many, expected]) => {
    const start = formFor(many ? undefined : copy, touched.activityId ?? '');
    const wish = blockRequestOf({ ...start, ...touched }, start);
    expect(wish && slotsFor(copy, wish)).toEqual(expected);
  });

  it('wants a last day before it asks for one', () => {
    expect(filledIn({ loan: 'until' }, copyWith())).toBeUndefined();
  });

  it('leaves what a colleague changed meanwhile and was not touched here', () => {
    const theirs = copyWith(reservation(8, 'Van een collega'));
    expect(filledIn({ loan: 'noEnd', reason: 'Klas' }, theirs)).toEqual([
      { kind: 'loan', content: { reason: 'Klas' } },
    ]);
    expect(reasonsIn(both, '')).toEqual(['Kerst', 'Boekbinder']);
    expect(formFor(both, '').reason).toBe('');
  });
});

describe('what a colleague changed', () => {
  it('is what is set, changed and taken off, and how the copy is otherwise', () => {
    const shown = copyWith(reservation(7), loan());
    const now: Copy = { ...copyWith(reservation(8), ruled(8, 'R1')), status: 'on-loan', reservations: 2 };
    expect(differencesOf(shown, now)).toEqual({
      set: [reservation(8), ruled(8, 'R1')],
      lifted: [loan()],
      status: 'on-loan',
      reservations: 2,
    });
  });
});

describe('taking blocks off', () => {
  it('offers as one what is taken off as one: the blocks of all rules', () => {
    const copies = [
      copyWith(ruled(7, 'R1'), ruled(8, 'R2'), loan()),
      { ...copyWith(ruled(7, 'R1')), copyId: 'B' },
    ];
    const groups = blockGroupsOf(copies);
    expect(groups.map(({ block: one, copyIds }) => [one.kind, one.code, copyIds.length])).toEqual([
      ['reservation', 8, 2],
      ['loan', undefined, 1],
    ]);
  });

  it('puts the block of a rule back in the slot of none: the strictest of what meets there', () => {
    const copy = copyWith(ruled(8, 'R1'), reservation(7, 'Kerst'), ruled(7, 'R2'));
    const back = blockRequestBack(copy, new Set([liftKeyOf(ruled(8, 'R1'))]));
    expect(back).toEqual([{ kind: 'reservation', content: { code: 8 } }]);
    const stricter = copyWith(ruled(7, 'R1'), reservation(8, 'Kerst'));
    expect(blockRequestBack(stricter, new Set(stricter.blocks.map(liftKeyOf)))).toEqual([
      { kind: 'reservation', content: { code: 8, reason: 'Kerst' } },
    ]);
  });

  it('takes off what was chosen in one call each, and puts all of it back as it was', () => {
    fc.assert(
      fc.property(anyCopy, (copy) => {
        const keys = new Set(blockGroupsOf([copy]).map(({ lifted }) => lifted));
        const calls = toLift(copy, keys);
        expect(new Set(calls.map(({ key }) => key)).size).toBe(calls.length);
        expect(calls.map(({ key }) => key).sort()).toEqual([...keys].sort());
        const undone = after({ ...copy, blocks: [] }, blockRequestBack(copy, keys));
        for (const one of copy.blocks.filter(({ source }) => source.type !== 'rule')) {
          const { kind, activityId } = one;
          const hasRule =
            activityId === undefined && copy.blocks.some(({ source }) => source.type === 'rule');
          if (!hasRule || kind === 'loan')
            expect(differs(undone, { kind, ...of(activityId), content: contentOf(one) })).toBe(false);
        }
        const hardest = Math.max(0, ...copy.blocks.map(({ code = 0 }) => code));
        expect(Math.max(0, ...undone.blocks.map(({ code = 0 }) => code))).toBe(hardest);
      }),
    );
  });
});
