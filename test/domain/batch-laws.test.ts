// Long: an undo is right by what the run did, so the laws of both compute with the same blocks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../lib/domain/batch-state.ts';
import {
  applyBatch,
  blocksInSlots,
  isSameInSlots,
  putBack,
  blocksBefore,
} from '../../lib/domain/batch-change.ts';
import { hasLapsed, slotKey, slotOf, type Block, type Blocks } from '../../lib/domain/block.ts';
import { anyBatch, anyBlocks, anyDayNear, followed, isAbout } from '../../testing/arbitraries.ts';
import { aBatch, anActor, RUNNING, TODAY } from '../../testing/builders.ts';

const AT = '2026-10-12T08:05:00.000Z';
const LATER = '2026-10-12T09:00:00.000Z';

/** The same batch during its undo. */
const undone = ({ order }: Batch): Batch =>
  aBatch(order, { ...RUNNING, status: 'undoing', undoneBy: anActor({ sub: 'undoer' }) });

const chosen = (blocks: Blocks, isMeant: (key: string, block: Block) => boolean): Blocks =>
  Object.fromEntries(Object.entries(blocks).filter(([key, block]) => isMeant(key, block)));

/**
 * The blocks after an undo: those before the run, but without those of its slots that are past
 * their end date (rule T2).
 */
const restored = (batch: Batch, before: Blocks, today: string): Blocks =>
  chosen(before, (key, block) => !isAbout(batch, key) || !hasLapsed(block, today));

describe('what a batch does to any copy', () => {
  const inForce = (block: Block) => !hasLapsed(block, TODAY);

  it('doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (batch, before) => {
        const once = applyBatch(batch, before, AT);
        expect(applyBatch(batch, once.blocks, LATER)).toEqual({ blocks: once.blocks, lines: [] });
      }),
    );
  });

  it('B1, M1: kinds and slots that it is not about stay as they are', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (batch, before) => {
        const { blocks } = applyBatch(batch, before, AT);
        const others = (key: string) => !isAbout(batch, key);
        expect(chosen(blocks, others)).toEqual(chosen(before, others));
      }),
    );
  });

  it('M1, M2: what it sets is there, and loan blocks have no end', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (batch, before) => {
        const { change, activityId } = batch.order;
        fc.pre(Boolean(change.reservation ?? change.loan));
        const { blocks } = applyBatch(batch, before, AT);
        const slot = activityId === undefined ? {} : { activityId };
        if (change.reservation)
          expect(blocks[slotKey('reservation', slot)]).toMatchObject(change.reservation);
        const loan = blocks[slotKey('loan', slot)];
        if (change.loan)
          expect({ endDate: undefined, ...loan }).toMatchObject({ kind: 'loan', endDate: undefined });
      }),
    );
  });

  it('M1: of what it lifts nothing is left in force', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (batch, before) => {
        const { blocks } = applyBatch(batch, before, AT);
        const left = chosen(
          blocks,
          (key, block) => isAbout(batch, key) && batch.order.change[block.kind] === null && inForce(block),
        );
        expect(left).toEqual({});
      }),
    );
  });

  it('M1: lifting without an activity never lifts what an activity or, unless it is asked, a rule has set', () => {
    fc.assert(
      fc.property(anyBlocks, fc.boolean(), (before, includeRuled) => {
        const batch = aBatch({ change: { reservation: null, loan: null }, includeRuled }, RUNNING);
        const { lines } = applyBatch(batch, before, AT);
        const lifted = Object.values(before).filter((block) => {
          const { activityId, ruleId } = slotOf(block);
          return inForce(block) && activityId === undefined && (ruleId === undefined || includeRuled);
        });
        expect(new Set(lines.map((line) => line.before))).toEqual(new Set(lifted));
        expect(lines.every(({ action }) => action === 'lifted')).toBe(true);
      }),
    );
  });

  it('B9: what says the same in its slot stays, and gets no line', () => {
    fc.assert(
      fc.property(anyBlocks, fc.constantFrom(7, 8), (before, code) => {
        const batch = aBatch({ change: { reservation: { code }, loan: {} } }, RUNNING);
        const { blocks, lines } = applyBatch(batch, before, AT);
        const { reservation, loan } = before;
        const [sameCode, sameEnd] = [
          reservation?.kind === 'reservation' && reservation.code === code,
          loan?.kind === 'loan' && loan.endDate === undefined,
        ];
        expect([blocks.reservation === reservation, blocks.loan === loan]).toEqual([sameCode, sameEnd]);
        expect(new Set(lines.map(({ kind }) => kind))).toEqual(
          new Set([...(sameCode ? [] : ['reservation']), ...(sameEnd ? [] : ['loan'])]),
        );
      }),
    );
  });

  it('B9: its lines lead from the blocks before to the blocks after', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (batch, before) => {
        const { blocks, lines } = applyBatch(batch, before, AT);
        expect(followed(before, lines)).toEqual(blocks);
      }),
    );
  });

  it('and the order in which a copy keeps its blocks does not matter', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (batch, before) => {
        const reversed = Object.fromEntries(Object.entries(before).reverse());
        expect(applyBatch(batch, reversed, AT).blocks).toEqual(applyBatch(batch, before, AT).blocks);
        expect(isSameInSlots(batch, reversed, before)).toBe(true);
      }),
    );
  });
});

describe('M3: its lines tell a copy’s blocks before it, whatever has happened in other slots since', () => {
  it('for any batch and any blocks', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyBlocks, (batch, before, others) => {
        const { blocks, lines } = applyBatch(batch, before, AT);
        const since = {
          ...chosen(blocks, (key) => isAbout(batch, key)),
          ...chosen(others, (key) => !isAbout(batch, key)),
        };
        const mine = (key: string) => isAbout(batch, key);
        expect(blocksBefore(blocks, lines)).toEqual(before);
        expect(chosen(blocksBefore(since, lines), mine)).toEqual(chosen(before, mine));
      }),
    );
  });

  it('and the lines of what came after it tell the blocks behind it', () => {
    fc.assert(
      fc.property(anyBatch, anyBatch, anyBlocks, (batch, later, before) => {
        const first = applyBatch(batch, before, AT);
        const second = applyBatch(later, first.blocks, AT);
        expect(blocksBefore(second.blocks, second.lines)).toEqual(first.blocks);
        expect(blocksBefore(second.blocks, [...first.lines, ...second.lines])).toEqual(before);
      }),
    );
  });
});

/** The blocks in force on a day. */
const standing = (blocks: Blocks, today = TODAY): Blocks =>
  chosen(blocks, (_, block) => !hasLapsed(block, today));

describe('M5: undoing puts back what a batch has changed', () => {
  it('the blocks are those of before again, whatever they were', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyDayNear, (batch, before, day) => {
        const today = day < TODAY ? TODAY : day;
        const { blocks } = applyBatch(batch, before, AT);
        const back = putBack(undone(batch), blocks, before, { at: LATER, today }).blocks;
        expect(standing(back, today)).toEqual(standing(restored(batch, before, today), today));
      }),
    );
  });

  it('also where other slots have been changed since: those stay', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyBlocks, (batch, before, others) => {
        const since = {
          ...chosen(applyBatch(batch, before, AT).blocks, (key) => isAbout(batch, key)),
          ...chosen(others, (key) => !isAbout(batch, key)),
        };
        const back = putBack(undone(batch), since, before, { at: LATER, today: TODAY }).blocks;
        expect(standing(back)).toEqual(
          standing({
            ...chosen(restored(batch, before, TODAY), (key) => isAbout(batch, key)),
            ...chosen(since, (key) => !isAbout(batch, key)),
          }),
        );
      }),
    );
  });

  it('two batches about other slots can be undone in any order', () => {
    const anyReservationBatch = fc
      .constantFrom(7, 8, null)
      .map((code) => aBatch({ change: { reservation: code && { code } } }, RUNNING));
    const anyOfActivity = anyBatch.filter(({ order }) => order.activityId !== undefined);
    fc.assert(
      fc.property(anyReservationBatch, anyOfActivity, anyBlocks, (one, other, before) => {
        const first = applyBatch(one, before, AT).blocks;
        const second = applyBatch(other, first, AT).blocks;
        const undo = (batch: Batch, blocks: Blocks, of: Blocks) =>
          putBack(undone(batch), blocks, of, { at: LATER, today: TODAY }).blocks;
        const wanted = standing(restored(one, restored(other, before, TODAY), TODAY));
        expect(standing(undo(one, undo(other, second, first), before))).toEqual(wanted);
        expect(standing(undo(other, undo(one, second, before), first))).toEqual(wanted);
      }),
    );
  });

  it('B9, T2: what has lapsed is left to the night, and lifted in its name where a block comes in its place', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyBlocks, (batch, there, before) => {
        const { blocks, lines } = putBack(undone(batch), there, before, { at: LATER, today: TODAY });
        for (const [key, block] of Object.entries(there)) {
          if (!hasLapsed(block, TODAY)) continue;
          const line = lines.find((one) => one.before === block);
          expect(line?.cause.type ?? 'none').toBe(blocks[key] === block ? 'none' : 'nightly');
        }
      }),
    );
  });

  it('B9: its lines lead from the blocks there to those put back, each by who undid it', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyBlocks, (batch, there, before) => {
        const { blocks, lines } = putBack(undone(batch), there, before, { at: LATER, today: TODAY });
        expect(followed(there, lines)).toEqual(blocks);
        for (const line of lines.filter(({ by }) => by !== 'nightly'))
          expect(line).toMatchObject({ at: LATER, by: 'undoer', cause: { type: 'batch', id: 'b1.undo' } });
      }),
    );
  });

  it('doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, anyBlocks, (batch, there, before) => {
        const { blocks } = putBack(undone(batch), there, before, { at: LATER, today: TODAY });
        expect(putBack(undone(batch), blocks, before, { at: LATER, today: TODAY })).toEqual({
          blocks,
          lines: [],
        });
        expect(standing(blocksInSlots(batch, blocks))).toEqual(
          chosen(before, (key, block) => isAbout(batch, key) && !hasLapsed(block, TODAY)),
        );
      }),
    );
  });
});
