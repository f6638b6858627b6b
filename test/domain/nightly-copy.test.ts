// Long: one copy meets the night, a repeat of it and the closing, always with the same blocks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLapsed, type Block } from '../../lib/domain/block.ts';
import { changeLine } from '../../lib/domain/history.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import {
  blocksOfActivity,
  blocksOfClosed,
  isLeftByClosing,
  liftFrom,
  decideOnDueCopy,
  decideOnEndedActivity,
} from '../../lib/domain/nightly-copy.ts';
import { withStandingFlags } from '../../lib/domain/flag.ts';
import { flagKey } from '../../lib/domain/flag-key.ts';
import { omit } from '../../lib/domain/omit.ts';
import { anyActivity, anyDayNear, anyFlaggedCopy } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aLoan,
  aLoanBlock,
  anActivity,
  aPerson,
  aReservationBlock,
  blocksOf,
  theNight,
  TODAY,
} from '../../testing/builders.ts';

const activityId = 'a1';
const reservationBlock = aReservationBlock({ activityId });
const loanBlock = aLoanBlock({ activityId });
const dated = aLoanBlock({ activityId, endDate: TODAY });
const lapsed = aLoanBlock({ activityId, endDate: '2026-10-11' });
const others = [aReservationBlock(), aLoanBlock({ activityId: 'a2' })];
const onCard = aLoan({ patronId: 'S1', special: true, activityId });
const RESERVATION = flagKey('reservation-block-left-on', activityId);
const LOAN = flagKey('loan-block-left-on', activityId);
const CARD = flagKey('special-card-not-checked-in', activityId);

const lineFor = (block: Block) => changeLine(theNight, block, undefined);

describe('A2: the blocks of an activity on a copy', () => {
  it.each<[string, readonly Block[], readonly Block[], readonly Block[]]>([
    ['none', [], [], []],
    ['none of others', others, [], []],
    [
      'both kinds',
      [reservationBlock, ...others, loanBlock],
      [reservationBlock, loanBlock],
      [reservationBlock, loanBlock],
    ],
    ['a dated one on its last day', [dated], [dated], [dated]],
    [
      'A3, T2: a lapsed one only when it is closed',
      [reservationBlock, lapsed],
      [reservationBlock],
      [reservationBlock, lapsed],
    ],
  ])('%s', (_name, blocks, after, closing) => {
    const copy = aCopy({ blocks: blocksOf(...blocks) });
    expect(blocksOfActivity(copy, activityId, TODAY)).toEqual(after);
    expect(blocksOfClosed(copy, activityId)).toEqual(closing);
  });
});

describe('B1: some blocks are lifted from a copy', () => {
  it('each with its line of history; the others, and the copy, stay', () => {
    const copy = aCopy({ blocks: blocksOf(...others, reservationBlock, loanBlock), loan: onCard });
    const author = aPerson({ cause: { type: 'activity-close', id: activityId } });
    expect(liftFrom(copy, [loanBlock, reservationBlock], author)).toStrictEqual({
      copy: { ...copy, blocks: blocksOf(...others) },
      lines: [changeLine(author, loanBlock, undefined), changeLine(author, reservationBlock, undefined)],
    });
  });

  it.each<[string, readonly Block[]]>([
    ['none', []],
    ['one that is not there any more', [loanBlock]],
  ])('%s changes nothing', (_name, blocks) => {
    const copy = aCopy({ blocks: blocksOf(...others) });
    expect(liftFrom(copy, blocks, theNight)).toStrictEqual({ copy, lines: [] });
  });
});

describe('A2, S4: after the last day of an activity', () => {
  const all = [...others, reservationBlock, loanBlock];
  const onOther = { ...onCard, activityId: 'a2' };
  const onNone = omit(onCard, 'activityId');
  it.each<[string, Partial<Copy>, readonly Block[], readonly string[]]>([
    ['nothing of it, nothing is said', {}, others, []],
    ['its blocks are flagged', {}, all, [RESERVATION, LOAN]],
    ['its reservation block alone', {}, [reservationBlock], [RESERVATION]],
    ['a dated loan block on its last day', {}, [dated], [LOAN]],
    ['T2: a lapsed loan block is not', {}, [lapsed], []],
    ['on its special card, without a block', { loan: onCard }, [], [CARD]],
    ['on its special card, with its blocks', { loan: onCard }, all, [RESERVATION, LOAN, CARD]],
    ['on the card of another activity: its blocks alone', { loan: onOther }, all, [RESERVATION, LOAN]],
    ['on a card of no activity: its blocks alone', { loan: onNone }, all, [RESERVATION, LOAN]],
    ['lent to somebody', { loan: aLoan({ activityId }) }, [reservationBlock], [RESERVATION]],
  ])('`flag`: %s', (_name, over, blocks, keys) => {
    const copy = aCopy({ ...over, blocks: blocksOf(...blocks) });
    const flags = Object.fromEntries(keys.map((key) => [key, TODAY]));
    expect(decideOnEndedActivity(copy, anActivity(), theNight, TODAY)).toStrictEqual({
      copy: keys.length === 0 ? copy : { ...copy, flags },
      lines: [],
    });
  });

  it.for<[string, Partial<Copy>, readonly Block[], readonly Block[], readonly string[]]>([
    ['nothing of it', {}, others, [], []],
    ['its blocks are lifted, those of others are not', {}, all, [reservationBlock, loanBlock], []],
    ['also where it is lent', { loan: aLoan() }, all, [reservationBlock, loanBlock], []],
    ['a dated loan block on its last day', {}, [dated], [dated], []],
    [
      'a lapsed loan block is left to the night’s own rule',
      {},
      [lapsed, reservationBlock],
      [reservationBlock],
      [],
    ],
    ['on its special card they stay, flagged', { loan: onCard }, all, [], [RESERVATION, LOAN, CARD]],
    ['on the card of another activity too', { loan: onOther }, all, [], [RESERVATION, LOAN]],
    ['on a card of no activity too', { loan: onNone }, all, [], [RESERVATION, LOAN]],
  ])('`lift`: %s', ([, over, blocks, lifted, keys]) => {
    const copy = aCopy({ ...over, blocks: blocksOf(...blocks) });
    const left = blocks.filter((block) => !lifted.includes(block));
    const settled = decideOnEndedActivity(copy, anActivity({ atEnd: 'lift' }), theNight, TODAY);
    expect(settled.copy.blocks).toEqual(blocksOf(...left));
    expect(settled.lines).toEqual(lifted.map(lineFor));
    expect(Object.keys(settled.copy.flags ?? {})).toEqual(keys);
  });

  it('a flag from an earlier night stays as it was', () => {
    const copy = aCopy({
      blocks: blocksOf(reservationBlock),
      loan: onCard,
      flags: { [RESERVATION]: '2026-10-10' },
    });
    expect(decideOnEndedActivity(copy, anActivity(), theNight, TODAY).copy.flags).toEqual({
      [RESERVATION]: '2026-10-10',
      [CARD]: TODAY,
    });
  });

  it('`lift`: once it is checked in, the next night lifts them and the flags go', () => {
    const activity = anActivity({ atEnd: 'lift' });
    const shown = decideOnEndedActivity(
      aCopy({ blocks: blocksOf(loanBlock), loan: onCard }),
      activity,
      theNight,
      TODAY,
    );
    const checkedIn = withStandingFlags(omit(shown.copy, 'loan'));
    expect(Object.keys(checkedIn.flags ?? {})).toEqual([LOAN]);
    const { copy, lines } = decideOnEndedActivity(checkedIn, activity, theNight, '2026-10-13');
    expect(withStandingFlags(copy)).toStrictEqual(aCopy());
    expect(lines).toEqual([lineFor(loanBlock)]);
  });

  it('N4: doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyActivity, anyDayNear, anyDayNear, (copy, activity, day, later) => {
        const once = decideOnEndedActivity(copy, activity, theNight, day);
        fc.pre(later >= day);
        const twice = decideOnEndedActivity(once.copy, activity, theNight, later);
        expect(twice).toEqual({ copy: once.copy, lines: [] });
      }),
    );
  });

  it('what it lifts or flags belongs to it, and nothing of it goes unseen', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyActivity, anyDayNear, (before, activity, day) => {
        const copy = omit(before, 'flags');
        const { copy: after, lines } = decideOnEndedActivity(copy, activity, theNight, day);
        const mine = (block: Block) => block.activityId === activity.id && !hasLapsed(block, day);
        const gone = Object.keys(copy.blocks).filter((key) => !after.blocks[key]);
        expect(lines.length).toBe(gone.length);
        for (const key of gone) expect(copy.blocks[key]?.activityId).toBe(activity.id);
        const left = Object.values(after.blocks).filter(mine).length;
        const flags = Object.keys(after.flags ?? {}).filter((key) => key.includes('left-on'));
        expect(flags.length).toBe(left);
        if (activity.atEnd === 'lift' && !copy.loan?.special) expect(left).toBe(0);
      }),
    );
  });
});

describe('N1, N2: what the night does to a copy by itself', () => {
  const old = aReservationBlock({ placedAt: '2026-07-14T09:00:00.000Z' });
  const ENDLESS = flagKey('block-without-end', 'reservation');
  const past = aLoanBlock({ placedAt: '2026-07-01T09:00:00.000Z', endDate: '2026-10-11' });

  it('lifts what is past its end date and flags what has no end, in one go', () => {
    const copy = aCopy({ blocks: blocksOf(old, past, lapsed) });
    expect(decideOnDueCopy(copy, theNight, TODAY)).toStrictEqual({
      copy: aCopy({ blocks: blocksOf(old), flags: { [ENDLESS]: TODAY } }),
      lines: [lineFor(past), lineFor(lapsed)],
    });
  });

  it.each<[string, readonly Block[]]>([
    ['a block on its last day', [dated]],
    ['a block of an activity', [reservationBlock, loanBlock]],
    ['a block that has been on for 89 days', [aReservationBlock({ placedAt: '2026-07-15T09:00:00.000Z' })]],
  ])('leaves %s as it is', (_name, blocks) => {
    const copy = aCopy({ blocks: blocksOf(...blocks) });
    expect(decideOnDueCopy(copy, theNight, TODAY)).toEqual({ copy, lines: [] });
  });

  it('N4: doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyDayNear, (copy, day) => {
        const once = decideOnDueCopy(copy, theNight, day);
        expect(decideOnDueCopy(once.copy, theNight, day)).toEqual({ copy: once.copy, lines: [] });
        expect(Object.values(once.copy.blocks).some((block) => hasLapsed(block, day))).toBe(false);
      }),
    );
  });
});

describe('A3: closing leaves copies that are still on its special cards', () => {
  it.each<[string, Partial<Copy>, boolean]>([
    ['on its card', { loan: onCard }, true],
    ['on the shelf', {}, false],
    ['on the card of another activity', { loan: { ...onCard, activityId: 'a2' } }, false],
    ['on a card of no activity', { loan: omit(onCard, 'activityId') }, false],
    ['lent to somebody', { loan: aLoan({ activityId }) }, false],
  ])('%s', (_name, over, left) => {
    expect(isLeftByClosing(aCopy(over), anActivity())).toBe(left);
  });
});
