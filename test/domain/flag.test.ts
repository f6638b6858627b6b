// Long: all tests raise, keep or resolve the same four flags of one copy.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import {
  flagChanges,
  flagsOf,
  leftOn,
  raise,
  standsOn,
  withoutFlagsOf,
  withStandingFlags,
  type Flag,
} from '../../lib/domain/flag.ts';
import { flagKey, parseFlagId, type FlagKind } from '../../lib/domain/flag-key.ts';
import { omit } from '../../lib/domain/omit.ts';
import { anyDayNear, anyFlaggedCopy, anyFlagKeys, dayFrom } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aFlag,
  aLoan,
  aLoanBlock,
  aReservationBlock,
  blocksOf,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const YESTERDAY = '2026-10-11';
const activityId = 'a1';
const RESERVATION = flagKey('reservation-block-left-on', 'a1');
const LOAN = flagKey('loan-block-left-on', 'a1');
const CARD = flagKey('special-card-not-checked-in', 'a1');
const ENDLESS = flagKey('block-without-end', 'loan');
const reservationBlock = aReservationBlock({ activityId });
const loanBlock = aLoanBlock({ activityId });
const onCard = aLoan({ patronId: 'S1', special: true, activityId, cardBranchId: OWN });

/** A copy with flags since yesterday. */
const flagged = (keys: readonly string[], over: Partial<Copy> = {}): Copy =>
  aCopy({ ...over, flags: Object.fromEntries(keys.map((key) => [key, YESTERDAY])) });

/** The keys of the flags of a copy after its next write. */
const standing = (copy: Copy) => Object.keys(withStandingFlags(copy).flags ?? {});

/** Whether a flag has a cause, computed from rule N2 in a way that differs from the code. */
const hasCause = ({ blocks, loan }: Copy, { kind, activityId: id, block, since }: Flag): boolean => {
  const some = (wanted: (one: Block) => boolean) => Object.values(blocks).some(wanted);
  if (kind === 'reservation-block-left-on')
    return some((one) => one.kind === 'reservation' && one.activityId === id);
  if (kind === 'loan-block-left-on') return some((one) => one.kind === 'loan' && one.activityId === id);
  if (kind === 'special-card-not-checked-in') return loan?.special === true && loan.activityId === id;
  if (kind === 'rule-not-applied') return false;
  return some(
    (one) =>
      one.kind === block &&
      one.activityId === undefined &&
      one.source.type !== 'rule' &&
      !('endDate' in one) &&
      dayFrom(dayOf(one.placedAt), 90) <= since,
  );
};

describe('N2: a flag says what is left on, where and since when', () => {
  const ofLoan = aFlag({ id: 'loan-block-left-on~a1~2905', kind: 'loan-block-left-on', since: YESTERDAY });
  const ofCard = aFlag({
    id: 'special-card-not-checked-in~a1~2905',
    kind: 'special-card-not-checked-in',
    branchId: SIBLING,
    since: YESTERDAY,
  });
  it.each<[string, string, Partial<Copy>, Flag]>([
    [
      'a reservation block of an activity',
      RESERVATION,
      { blocks: blocksOf(reservationBlock) },
      aFlag({ since: YESTERDAY }),
    ],
    ['a loan block of an activity', LOAN, { blocks: blocksOf(loanBlock) }, ofLoan],
    [
      'T2: a loan block with an end date, until that day',
      LOAN,
      { blocks: blocksOf(aLoanBlock({ activityId, endDate: '2026-11-01' })) },
      { ...ofLoan, until: '2026-11-01' },
    ],
    [
      'S4: a copy on its special card, at the card’s branch',
      CARD,
      { loan: { ...onCard, cardBranchId: SIBLING } },
      ofCard,
    ],
    [
      'S4: where that branch is not known, the one where it was checked out',
      CARD,
      { loan: { ...omit(onCard, 'cardBranchId'), branchId: SIBLING } },
      ofCard,
    ],
    [
      'a block without an end, of no activity',
      ENDLESS,
      { blocks: blocksOf(aLoanBlock({ placedAt: '2026-07-01T09:00:00.000Z' })) },
      {
        id: 'block-without-end~loan~2905',
        kind: 'block-without-end',
        copyId: '2905',
        branchId: OWN,
        block: 'loan',
        since: YESTERDAY,
      },
    ],
  ])('%s', (_name, key, over, flag) => {
    expect([...flagsOf(flagged([key], over))]).toStrictEqual([[key, flag]]);
  });

  it.each<[FlagKind, 'reservation' | 'loan']>([
    ['reservation-block-left-on', 'reservation'],
    ['loan-block-left-on', 'loan'],
  ])('%s is for a %s block', (kind, block) => {
    expect(leftOn(block)).toBe(kind);
  });

  it('a copy without flags has none', () => {
    expect(flagsOf(aCopy({ blocks: blocksOf(reservationBlock, loanBlock), loan: onCard })).size).toBe(0);
  });
});

describe('N2: a flag goes in the write that removes its cause', () => {
  const all = { blocks: blocksOf(reservationBlock, loanBlock), loan: onCard };
  const keys = [RESERVATION, LOAN, CARD];
  it.each<[string, Partial<Copy>, readonly string[]]>([
    ['nothing is done: all stay', all, keys],
    ['the reservation block is lifted', { ...all, blocks: blocksOf(loanBlock) }, [LOAN, CARD]],
    ['the loan block is lifted', { ...all, blocks: blocksOf(reservationBlock) }, [RESERVATION, CARD]],
    ['it is checked in', { blocks: all.blocks }, [RESERVATION, LOAN]],
    ['S5: it is lent from its card', { ...all, loan: aLoan() }, [RESERVATION, LOAN]],
    [
      'S5: it is lent from its card, whatever the loan remembers',
      { ...all, loan: aLoan({ activityId }) },
      [RESERVATION, LOAN],
    ],
    ['on a card of another activity', { ...all, loan: { ...onCard, activityId: 'a2' } }, [RESERVATION, LOAN]],
    ['on a card of no activity', { ...all, loan: omit(onCard, 'activityId') }, [RESERVATION, LOAN]],
    [
      'B1: blocks of others say nothing',
      { blocks: blocksOf(aReservationBlock(), aLoanBlock({ activityId: 'a2' })) },
      [],
    ],
    [
      'a block changed in its slot: it is still left on',
      { ...all, blocks: blocksOf(aReservationBlock({ activityId, code: 7 }), loanBlock) },
      keys,
    ],
  ])('%s', (_name, over, left) => {
    expect(standing(flagged(keys, over))).toEqual(left);
  });

  it('the copy has no flags at all then, and is otherwise the same', () => {
    expect(withStandingFlags(flagged(keys))).toStrictEqual(aCopy());
  });

  it('exactly those stay whose cause is there, since the day they were raised', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, (copy) => {
        const after = withStandingFlags(copy);
        const expected = Object.entries(copy.flags ?? {}).filter(([key, since]) => {
          const [kind, about] = key.split('~') as [FlagKind, string];
          const ofBlock = kind === 'block-without-end' && { block: about as 'reservation' | 'loan' };
          return hasCause(copy, aFlag({ kind, activityId: about, since, ...ofBlock }));
        });
        expect(Object.entries(after.flags ?? {})).toEqual(expected);
        expect('flags' in after).toBe(expected.length > 0);
        expect(omit(after, 'flags', 'quiet')).toEqual(omit(copy, 'flags', 'quiet'));
      }),
    );
  });

  it('and doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, (copy) => {
        const once = withStandingFlags(copy);
        expect(withStandingFlags(once)).toStrictEqual(once);
      }),
    );
  });
});

describe('N2: a flag is raised once', () => {
  const copy = aCopy({ blocks: blocksOf(reservationBlock, loanBlock) });

  it('on the day of the night, and stays as it is the next night', () => {
    const once = raise(copy, [RESERVATION], YESTERDAY);
    expect(once).toStrictEqual({ ...copy, flags: { [RESERVATION]: YESTERDAY } });
    const twice = raise(once, [RESERVATION, LOAN], TODAY);
    expect(twice.flags).toEqual({ [RESERVATION]: YESTERDAY, [LOAN]: TODAY });
  });

  it('none leaves a copy as it was', () => {
    expect(raise(copy, [], TODAY)).toStrictEqual(copy);
  });

  it('whatever is raised, those that were there stay as they were, and no others come', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyFlagKeys, anyDayNear, (before, keys, day) => {
        const after = raise(before, keys, day);
        for (const key of new Set([...keys, ...Object.keys(before.flags ?? {})])) {
          expect(after.flags?.[key]).toBe(before.flags?.[key] ?? day);
        }
        const added = Object.keys(after.flags ?? {}).filter((key) => before.flags?.[key] === undefined);
        expect(added.sort()).toEqual([...new Set(keys)].filter((key) => !before.flags?.[key]).sort());
      }),
    );
  });

  it('counts what a change raises and resolves', () => {
    const before = flagged([RESERVATION, CARD], { blocks: copy.blocks, loan: onCard });
    const after = raise({ ...flagged([RESERVATION]), blocks: copy.blocks }, [LOAN, RESERVATION], TODAY);
    expect(flagChanges(before, after)).toEqual({ raised: 1, resolved: 1 });
    expect(flagChanges(aCopy(), before)).toEqual({ raised: 2, resolved: 0 });
    expect(flagChanges(before, aCopy())).toEqual({ raised: 0, resolved: 2 });
  });

  it('and the counts add up', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, anyFlaggedCopy, (before, after) => {
        const { raised, resolved } = flagChanges(before, after);
        expect(flagsOf(before).size + raised - resolved).toBe(flagsOf(after).size);
        expect(flagChanges(after, before)).toEqual({ raised: resolved, resolved: raised });
        expect(flagChanges(before, before)).toEqual({ raised: 0, resolved: 0 });
      }),
    );
  });
});

describe('T2: a flag for a loan block with an end date says nothing after that day', () => {
  it.each([
    ['without an end', aFlag(), '2999-12-31', true],
    ['on its last day', aFlag({ until: TODAY }), TODAY, true],
    ['the day after', aFlag({ until: TODAY }), '2026-10-13', false],
    ['on the day of 25 hours', aFlag({ until: '2026-10-25' }), '2026-10-25', true],
    ['the day after that', aFlag({ until: '2026-10-25' }), '2026-10-26', false],
  ])('%s', (_name, flag, today, stands) => {
    expect(standsOn(flag, today)).toBe(stands);
  });
});

describe('N2: an activity that is prolonged takes its flags along', () => {
  it('its own, and no others', () => {
    const other = flagKey('loan-block-left-on', 'a2');
    const blocks = blocksOf(
      reservationBlock,
      loanBlock,
      aLoanBlock({ activityId: 'a2' }),
      aLoanBlock({ placedAt: '2026-07-01T09:00:00.000Z' }),
    );
    const copy = flagged([RESERVATION, LOAN, CARD, other, ENDLESS], { blocks, loan: onCard });
    const { flags, ...rest } = withoutFlagsOf(copy, 'a1');
    expect(flags).toEqual({ [other]: YESTERDAY, [ENDLESS]: YESTERDAY });
    expect(rest).toStrictEqual(omit(copy, 'flags'));
  });
});

describe('the id of a flag names its copy', () => {
  it.each([
    ['loan-block-left-on~a1~2905', { copyId: '2905', key: 'loan-block-left-on~a1' }],
    ['block-without-end~loan~0042', { copyId: '0042', key: 'block-without-end~loan' }],
    ['loan-block-left-on~a.1_b-c~29.05', { copyId: '29.05', key: 'loan-block-left-on~a.1_b-c' }],
    ['loan-block-left-on~a1', undefined],
    ['loan-block-left-on~a1~', undefined],
    ['loan-block-left-on~~2905', undefined],
    ['~a1~2905', undefined],
    ['loan-block-left-on~a1~2905~', undefined],
    ['loan-block-left-on~a1~2905~x', undefined],
    ['2905', undefined],
    ['', undefined],
  ])('"%s"', (id, parsed) => {
    expect(parseFlagId(id)).toEqual(parsed);
  });

  it('and reading it finds the flag', () => {
    fc.assert(
      fc.property(anyFlaggedCopy, fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/), (over, copyId) => {
        const copy = { ...over, copyId };
        for (const [key, { id }] of flagsOf(copy)) expect(parseFlagId(id)).toEqual({ copyId, key });
      }),
    );
  });
});
