import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { ReasonCode } from '../../lib/domain/refusal.ts';
import {
  answerForTitle,
  availableFrom,
  passOverridable,
  refusalsOfPatron,
} from '../../lib/domain/reservation-rules.ts';
import { anyBranchId, anyCopy, anyDayNear, anyPatron } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aLoan,
  aLoanBlock,
  aPatron,
  aRequest,
  aReservationBlock,
  aSpecialCard,
  blocksOf,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const eight = aReservationBlock({ code: 8, activityId: 'a' });
const dated = aLoanBlock({ endDate: '2026-11-01' });
const endless = aLoanBlock({ activityId: 'a' });

describe('R2, R9: what a card cannot do at all', () => {
  const limit = { code: 'reservation-limit-reached', limit: 15 };
  it.each([
    ['nothing', aPatron(), []],
    ['one below the limit', aPatron({ openReservations: 14 }), []],
    ['at the limit', aPatron({ openReservations: 15 }), [limit]],
    ['over the limit', aPatron({ openReservations: 16 }), [limit]],
    ['blocked', aPatron({ blocked: true }), [{ code: 'patron-blocked' }]],
    ['both', aPatron({ blocked: true, openReservations: 15 }), [{ code: 'patron-blocked' }, limit]],
    ['R9: no limit for a special card', aSpecialCard({ openReservations: 500 }), []],
    ['a special card that is blocked', aSpecialCard({ blocked: true }), [{ code: 'patron-blocked' }]],
  ])('%s', (_name, patron, refusals) => {
    expect(refusalsOfPatron(patron, 15)).toStrictEqual(refusals);
  });
});

describe('R10: an override passes four reasons and no other', () => {
  const passes: Readonly<Record<ReasonCode, boolean>> = {
    'unknown-copy': false,
    'unknown-title': false,
    'unknown-patron': false,
    'unknown-branch': false,
    'unknown-activity': false,
    'patron-blocked': false,
    'patron-has-loans': false,
    'card-in-use': false,
    'reservation-limit-reached': false,
    'reservation-closed': false,
    'already-reserved': false,
    'already-on-loan': false,
    'copy-not-reservable': true,
    'own-patrons-only': true,
    'leaves-branch': true,
    'copy-loan-blocked': false,
    'copy-on-loan': false,
    'copy-on-special-card': false,
    'copy-reserved': false,
    'copy-missing': false,
    'copy-withdrawn': false,
    'theme-agreement': true,
    'special-card-needs-copy': false,
    'no-copies': false,
    'no-copy-can-serve': false,
    'idempotency-key-reused': false,
    'activity-over': false,
    'activity-closed': false,
    'copies-on-special-card': false,
    'flag-cannot-be-kept': false,
    'too-many-agreements': false,
    'batch-status': false,
  };

  it.each(Object.entries(passes) as [ReasonCode, boolean][])('%s: %s', (code, passed) => {
    expect(passOverridable([{ code }])).toEqual(passed ? [] : [{ code }]);
  });

  it('those that are left stay in their order', () => {
    const refusals = [
      { code: 'copy-missing' },
      { code: 'leaves-branch' },
      { code: 'copy-loan-blocked' },
    ] as const;
    expect(passOverridable(refusals)).toEqual([refusals[0], refusals[2]]);
  });
});

describe('B6: the first day that a requested copy can be had', () => {
  const behind = aCopy({ blocks: blocksOf(dated) });
  it.each([
    ['the day after a dated loan block', behind, aPatron(), '2026-11-02'],
    ['not said where nothing is in the way', aCopy(), aPatron(), undefined],
    ['not said where the block has no end', aCopy({ blocks: blocksOf(endless) }), aPatron(), undefined],
    [
      'R4: not said to a special card of its branch, which no loan block stops',
      behind,
      aSpecialCard(),
      undefined,
    ],
    ['said to a special card of another branch', behind, aSpecialCard({ branchId: SIBLING }), '2026-11-02'],
  ])('%s', (_name, copy, patron, from) => {
    expect(availableFrom(copy, { patron }, TODAY)).toBe(from);
  });
});

describe('R3: a title reservation needs a copy that could serve', () => {
  const copyOf = (copyId: string, ...blocks: readonly Block[]) =>
    aCopy({ copyId, blocks: blocksOf(...blocks) });
  const free = copyOf('1');
  const closed = copyOf('2', eight);
  const soon = copyOf('3', dated);
  const later = copyOf('4', aLoanBlock({ endDate: '2026-12-31' }));
  const yes = (copyId: string) => ({ copyId, allowed: true, reasons: [] });
  const no = { copyId: '2', allowed: false, reasons: [{ code: 'copy-not-reservable', copyId: '2' }] };

  it.each([
    ['one that is free', [free], { refusals: [], copies: [yes('1')] }],
    ['one on loan', [aCopy({ loan: aLoan() })], { refusals: [], copies: [yes('2905')] }],
    ['one free beside one that is not', [closed, free], { refusals: [], copies: [no, yes('1')] }],
    [
      'B6: only later, from the earliest day',
      [later, soon],
      { refusals: [], copies: [yes('4'), yes('3')], from: '2026-11-02' },
    ],
    ['B6: now where one of them is free', [soon, free], { refusals: [], copies: [yes('3'), yes('1')] }],
    ['none of them', [closed], { refusals: [{ code: 'no-copy-can-serve', copies: [no] }], copies: [no] }],
    ['no copies at all', [], { refusals: [{ code: 'no-copies' }], copies: [] }],
  ])('%s', (_name, copies, answer) => {
    expect(answerForTitle(copies, aRequest(), TODAY)).toStrictEqual(answer);
  });

  const needsCopy = { code: 'special-card-needs-copy' };
  it.each([
    ['a title with a free copy', [free], { refusals: [needsCopy], copies: [yes('1')] }],
    ['R2: a title without copies, both', [], { refusals: [needsCopy, { code: 'no-copies' }], copies: [] }],
  ])('R4: a special card reserves copies, not %s', (_name, copies, answer) => {
    expect(answerForTitle(copies, aRequest({ patron: aSpecialCard() }), TODAY)).toStrictEqual(answer);
  });

  it('is allowed exactly where a copy is, and names every copy', () => {
    fc.assert(
      fc.property(
        fc.array(anyCopy, { maxLength: 4 }),
        anyPatron,
        anyBranchId,
        anyDayNear,
        (copies, patron, pickupBranchId, today) => {
          const answer = answerForTitle(copies, aRequest({ patron, pickupBranchId }), today);
          expect(answer.copies.map(({ copyId }) => copyId)).toEqual(copies.map(({ copyId }) => copyId));
          for (const { allowed, reasons } of answer.copies) expect(allowed).toBe(reasons.length === 0);
          const allowed = patron.kind === 'ordinary' && answer.copies.some((copy) => copy.allowed);
          expect(answer.refusals.length === 0).toBe(allowed);
        },
      ),
    );
  });
});
