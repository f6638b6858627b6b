// Long: setting, lifting and lapsing act on the same slots; a property takes them in turn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeInForce, hasLapsed, slotKey, slotOf, type Block } from '../../lib/domain/block.ts';
import {
  liftBlock,
  liftBlocks,
  liftLapsed,
  liftRuledBlocks,
  setBlock,
} from '../../lib/domain/block-changes.ts';
import { changeLine } from '../../lib/domain/history.ts';
import { anyBlock, anyBlocks, anyDayNear } from '../../testing/arbitraries.ts';
import { aLoanBlock, aPerson, aReservationBlock, blocksOf, theNight, TODAY } from '../../testing/builders.ts';

const exhibition = aReservationBlock({ activityId: 'exhibition', reason: 'vitrine' });
const christmas = aReservationBlock({ source: { type: 'rule', id: 'KERST' } });
const byHand = aReservationBlock({ code: 7 });
const actions = (lines: readonly { action: string }[]) => lines.map(({ action }) => action);

describe('B1: setting a block touches its own slot only', () => {
  it('a new one comes beside the others, with one line that says what, who, when and why', () => {
    const { blocks, lines } = setBlock(blocksOf(christmas, byHand), exhibition, aPerson(), TODAY);
    expect(blocks).toEqual(blocksOf(christmas, byHand, exhibition));
    expect(lines).toEqual([
      {
        ...aPerson(),
        action: 'set',
        kind: 'reservation',
        activityId: 'exhibition',
        after: exhibition,
        reason: 'vitrine',
      },
    ]);
  });

  it('setting it again changes it, with old and new in the line', () => {
    const stricter = aReservationBlock({ code: 8 });
    const { blocks, lines } = setBlock(blocksOf(exhibition, byHand), stricter, aPerson(), TODAY);
    expect(blocks).toEqual(blocksOf(exhibition, stricter));
    expect(lines).toEqual([
      { ...aPerson(), action: 'changed', kind: 'reservation', before: byHand, after: stricter },
    ]);
  });

  it('a reservation and a loan block of the same activity stand side by side', () => {
    const loan = aLoanBlock({ activityId: 'exhibition' });
    expect(setBlock(blocksOf(exhibition), loan, aPerson(), TODAY).blocks).toEqual(blocksOf(exhibition, loan));
  });

  it('any block lands in its slot, and all other slots stay as they are', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlock, anyDayNear, (before, block, today) => {
        const { blocks } = setBlock(before, block, aPerson(), today);
        const key = slotKey(block.kind, slotOf(block));
        expect({ ...blocks, [key]: undefined }).toEqual({ ...before, [key]: undefined });
        expect(blocks[key]).toMatchObject({ kind: block.kind });
        expect(new Set(Object.keys(blocks))).toEqual(new Set([...Object.keys(before), key]));
      }),
    );
  });
});

describe('B9: no line where nothing changed', () => {
  it('setting the same twice gives no second line, and keeps who set it first', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlock, anyDayNear, (before, block, today) => {
        fc.pre(!hasLapsed(block, today));
        const once = setBlock(before, block, aPerson(), today);
        const later = { ...block, placedAt: '2026-10-12T09:00:00.000Z', placedBy: 'somebody-else' };
        const twice = setBlock(once.blocks, later, aPerson({ by: 'somebody-else' }), today);
        expect(twice.lines).toEqual([]);
        expect(twice.blocks).toBe(once.blocks);
      }),
    );
  });

  it('every line that is written leads from the blocks before to the blocks after', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlock, anyDayNear, (before, block, today) => {
        const { blocks, lines } = setBlock(before, block, aPerson(), today);
        const key = slotKey(block.kind, slotOf(block));
        expect(lines.length === 0).toBe(blocks === before);
        for (const line of lines) expect(line.kind).toBe(block.kind);
        if (lines.length > 0) {
          expect(lines[0]?.before).toEqual(before[key]);
          expect(lines.at(-1)?.after).toEqual(block);
          expect(blocks[key]).toBe(block);
        }
      }),
    );
  });
});

describe('B9, T2: a lapsed block that is overwritten leaves a lifted line first', () => {
  const lapsed = aLoanBlock({ endDate: '2026-10-11', reason: 'vitrine' });
  it.each([
    ['by a new end date', aLoanBlock({ endDate: '2026-11-01' })],
    ['by no end date', aLoanBlock()],
    ['by the same end date again', aLoanBlock({ endDate: '2026-10-11', reason: 'vitrine' })],
  ])('%s', (_name, next) => {
    const { blocks, lines } = setBlock(blocksOf(lapsed), next, aPerson(), TODAY);
    expect(blocks).toEqual(blocksOf(next));
    expect(lines).toEqual([
      {
        at: aPerson().at,
        by: 'nightly',
        cause: { type: 'nightly' },
        action: 'lifted',
        kind: 'loan',
        before: lapsed,
      },
      { ...aPerson(), action: 'set', kind: 'loan', after: next, ...(next.reason && { reason: next.reason }) },
    ]);
  });

  it('on its last day it is changed, not lifted', () => {
    const { lines } = setBlock(blocksOf(lapsed), aLoanBlock(), aPerson(), '2026-10-11');
    expect(actions(lines)).toEqual(['changed']);
  });
});

describe('B1: lifting one leaves the others', () => {
  it('a copy in an exhibition and in the Christmas collection stays blocked when the exhibition ends', () => {
    const { blocks, lines } = liftBlock(
      blocksOf(exhibition, christmas),
      { kind: 'reservation', slot: { activityId: 'exhibition' } },
      aPerson(),
      TODAY,
    );
    expect(blocks).toEqual(blocksOf(christmas));
    expect(codeInForce(blocks)).toBe(8);
    expect(lines).toEqual([
      { ...aPerson(), action: 'lifted', kind: 'reservation', activityId: 'exhibition', before: exhibition },
    ]);
  });

  it.each([
    ['no block at all', {}, 'loan', {}],
    ['a block of the other kind', blocksOf(aLoanBlock()), 'reservation', {}],
    ['a block in another slot', blocksOf(exhibition), 'reservation', {}],
    ['T2: a block that has lapsed', blocksOf(aLoanBlock({ endDate: '2026-10-11' })), 'loan', {}],
  ] as const)('lifts nothing where there is %s', (_name, before, kind, slot) => {
    expect(liftBlock(before, { kind, slot }, aPerson(), TODAY)).toEqual({ blocks: before, lines: [] });
  });

  it('a block is lifted on its last day', () => {
    const block = aLoanBlock({ endDate: TODAY });
    const { blocks, lines } = liftBlock(blocksOf(block), { kind: 'loan', slot: {} }, aPerson(), TODAY);
    expect(blocks).toEqual({});
    expect(lines).toEqual([{ ...aPerson(), action: 'lifted', kind: 'loan', before: block }]);
  });

  it('whatever is lifted, all other slots stay', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlock, anyDayNear, (before, { kind, ...rest }, today) => {
        const slot = slotOf({ kind, ...rest } as (typeof before)[string]);
        const { blocks } = liftBlock(before, { kind, slot }, aPerson(), today);
        const key = slotKey(kind, slot);
        expect({ ...blocks, [key]: undefined }).toEqual({ ...before, [key]: undefined });
      }),
    );
  });

  it('setting and then lifting returns to the blocks of before, with one line each', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlock, anyDayNear, (before, block, today) => {
        const slot = slotOf(block);
        fc.pre(before[slotKey(block.kind, slot)] === undefined && !hasLapsed(block, today));
        const set = setBlock(before, block, aPerson(), today);
        const lifted = liftBlock(set.blocks, { kind: block.kind, slot }, aPerson(), today);
        expect(lifted.blocks).toEqual(before);
        expect(actions([...set.lines, ...lifted.lines])).toEqual(['set', 'lifted']);
      }),
    );
  });
});

describe('B1: several are lifted at once', () => {
  const loan = aLoanBlock({ activityId: 'exhibition', endDate: '2026-10-11' });
  const key = (block: Block) => slotKey(block.kind, slotOf(block));
  it.each<[string, readonly Block[], readonly Block[]]>([
    ['none', [], [exhibition, christmas, loan]],
    ['in the order in which they are named, lapsed or not', [loan, exhibition], [christmas]],
    ['what is not there is passed over', [byHand, christmas], [exhibition, loan]],
  ])('%s', (_name, named, left) => {
    const before = blocksOf(exhibition, christmas, loan);
    const { blocks, lines } = liftBlocks(before, named.map(key), aPerson());
    expect(blocks).toEqual(blocksOf(...left));
    const lifted = named.filter((block) => block !== byHand);
    expect(lines).toEqual(lifted.map((block) => changeLine(aPerson(), block, undefined)));
  });
});

describe('lifting the blocks of standing rules', () => {
  it('lifts those of every rule, of that kind, and no other', () => {
    const easter = aReservationBlock({ code: 7, source: { type: 'rule', id: 'PASEN' } });
    const ruledLoan = aLoanBlock({ source: { type: 'rule', id: 'KERST' } });
    const ofActivity = aReservationBlock({ source: { type: 'rule', id: 'SINT' }, activityId: 'sint' });
    const others = [exhibition, byHand, ruledLoan, ofActivity];
    const { blocks, lines } = liftRuledBlocks(
      blocksOf(christmas, easter, ...others),
      'reservation',
      aPerson(),
    );
    expect(blocks).toEqual(blocksOf(...others));
    expect(lines.map(({ action, before }) => [action, before])).toEqual([
      ['lifted', christmas],
      ['lifted', easter],
    ]);
  });

  it('changes nothing where no rule set one', () => {
    const before = blocksOf(exhibition, byHand);
    expect(liftRuledBlocks(before, 'reservation', aPerson())).toEqual({ blocks: before, lines: [] });
  });
});

describe('N1: the night lifts what is past its own end date', () => {
  it('and nothing else, with one line for each', () => {
    const old = aLoanBlock({ endDate: '2026-10-11' });
    const older = aLoanBlock({ endDate: '2026-10-01', activityId: 'exhibition' });
    const lastDay = aLoanBlock({ endDate: TODAY, activityId: 'today' });
    const stays = [lastDay, byHand, aLoanBlock({ activityId: 'no-end' })];
    const { blocks, lines } = liftLapsed(blocksOf(old, older, ...stays), theNight, TODAY);
    expect(blocks).toEqual(blocksOf(...stays));
    expect(lines).toEqual([
      { ...theNight, action: 'lifted', kind: 'loan', before: old },
      { ...theNight, action: 'lifted', kind: 'loan', activityId: 'exhibition', before: older },
    ]);
  });

  it('N4: doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(anyBlocks, anyDayNear, (before, today) => {
        const once = liftLapsed(before, theNight, today);
        const twice = liftLapsed(once.blocks, theNight, today);
        expect(twice).toEqual({ blocks: once.blocks, lines: [] });
        expect(Object.keys(before).length - Object.keys(once.blocks).length).toBe(once.lines.length);
      }),
    );
  });
});
