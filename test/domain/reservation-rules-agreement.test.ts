import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ThemeAgreement } from '../../lib/domain/theme-agreement.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { ReasonCode } from '../../lib/domain/refusal.ts';
import {
  answerForTitle,
  isKeptFromTitleQueue,
  passOverridable,
  refusalsToReserve,
} from '../../lib/domain/reservation-rules.ts';
import { anyAgreement, anyBranchId, anyCopy, anyDayNear, anyPatron } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aGuest,
  aGuestRequest,
  aLoan,
  aLoanBlock,
  anAgreement,
  aPatron,
  aReservationBlock,
  aSpecialCard,
  blocksOf,
  FAR,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const agreement = anAgreement({ collections: ['KBW'] });
const inScope = { collection: 'KBW' };
const guest = aGuest();
const request = aGuestRequest({ agreements: [agreement] });
const card = aSpecialCard();
const siblingsCard = aSpecialCard({ patronId: 'S2', branchId: SIBLING });
const seven = { ...inScope, blocks: blocksOf(aReservationBlock({ code: 7 })) };
const eight = { ...inScope, blocks: blocksOf(aReservationBlock()) };
const endless = { ...inScope, blocks: blocksOf(aLoanBlock()) };

describe('A5: during a theme agreement branches do not reserve each other’s copies', () => {
  it.for<[string, Partial<Copy>, Patron, string, readonly ReasonCode[]]>([
    ['an own patron collects it at its branch', inScope, aPatron(), OWN, []],
    ['a guest collects it at its branch', inScope, guest, OWN, []],
    ['an own patron collects it elsewhere', inScope, aPatron(), SIBLING, ['theme-agreement']],
    ['a guest collects it at home', inScope, guest, SIBLING, ['theme-agreement']],
    ['a copy of another collection', { collection: 'KERST' }, guest, SIBLING, []],
    ['a copy of no collection', {}, guest, SIBLING, []],
    ['a copy that is on loan', { ...inScope, loan: aLoan() }, guest, SIBLING, ['theme-agreement']],
    ['R4: a special card of its branch, put ready there', inScope, card, OWN, []],
    ['R4: it, whatever its blocks', eight, card, OWN, []],
    ['a special card of its branch, to be put ready elsewhere', inScope, card, SIBLING, ['theme-agreement']],
    ['it, whatever its blocks: these say nothing to it', eight, card, SIBLING, ['theme-agreement']],
    ['a special card of another branch, put ready here', inScope, siblingsCard, OWN, []],
    [
      'a special card of another branch, for its own display',
      inScope,
      siblingsCard,
      SIBLING,
      ['theme-agreement'],
    ],
    ['R2: beside code 7', seven, guest, SIBLING, ['own-patrons-only', 'leaves-branch', 'theme-agreement']],
    ['R2: beside code 8', eight, guest, SIBLING, ['copy-not-reservable', 'theme-agreement']],
    ['R2: beside a loan block', endless, guest, SIBLING, ['copy-loan-blocked', 'theme-agreement']],
    [
      'R2: beside what nobody can pass',
      { ...inScope, missing: true },
      card,
      FAR,
      ['copy-missing', 'theme-agreement'],
    ],
  ])('%s', ([, over, patron, pickupBranchId, codes]) => {
    const asked = { ...request, patron, pickupBranchId };
    const refusals = refusalsToReserve(aCopy(over), asked, TODAY);
    expect(refusals.map(({ code }) => code)).toEqual(codes);
  });

  it.each<[string, Partial<ThemeAgreement>, boolean]>([
    ['its first day', { from: TODAY }, true],
    ['the day before', { from: '2026-10-13' }, false],
    ['its last day', { until: TODAY }, true],
    ['T2: the day after', { until: '2026-10-11' }, false],
  ])('on %s', (_name, over, refused) => {
    const agreements = [{ ...agreement, ...over }];
    expect(refusalsToReserve(aCopy(inScope), aGuestRequest({ agreements }), TODAY).length).toBe(
      refused ? 1 : 0,
    );
  });

  it('R2: each agreement gives its own reason, with the facts that its sentence needs', () => {
    const other = anAgreement({ activityId: 'a2', name: 'Sint', until: '2026-12-05', titleIds: ['T1'] });
    const facts = { code: 'theme-agreement', copyId: '2905', branchId: OWN };
    const both = aGuestRequest({ agreements: [agreement, other] });
    expect(refusalsToReserve(aCopy(inScope), both, TODAY)).toStrictEqual([
      { ...facts, activityId: 'a1', activityName: 'Kinderboekenweek', until: '2026-10-18' },
      { ...facts, activityId: 'a2', activityName: 'Sint', until: '2026-12-05' },
    ]);
  });

  it('it only adds reasons, and none to who comes to the copy’s branch', () => {
    fc.assert(
      fc.property(
        anyCopy,
        fc.record({
          patron: anyPatron,
          pickupBranchId: anyBranchId,
          agreements: fc.array(anyAgreement, { maxLength: 3 }),
        }),
        anyDayNear,
        (copy, asked, today) => {
          const withAll = refusalsToReserve(copy, asked, today);
          const without = refusalsToReserve(copy, { ...asked, agreements: [] }, today);
          expect(withAll.filter(({ code }) => code !== 'theme-agreement')).toEqual(without);
          if (asked.pickupBranchId === copy.branchId) expect(withAll).toEqual(without);
        },
      ),
    );
  });
});

describe('R10: the copy’s branch may let a copy reservation pass an agreement', () => {
  it.each<[string, Partial<Copy>, readonly ReasonCode[]]>([
    ['alone', inScope, []],
    ['with what code 7 says', seven, []],
    ['with what code 8 says', eight, []],
    ['not a loan block without end', endless, ['copy-loan-blocked']],
  ])('%s', (_name, over, left) => {
    const refusals = refusalsToReserve(aCopy(over), request, TODAY);
    expect(refusals.map(({ code }) => code)).toContain('theme-agreement');
    expect(passOverridable(refusals).map(({ code }) => code)).toEqual(left);
  });
});

describe('R3, A5: a title whose copies are kept at home', () => {
  const far = aCopy({ ...inScope, copyId: '1' });
  const here = aCopy({ ...inScope, copyId: '2', branchId: SIBLING });
  const outside = aCopy({ copyId: '3' });
  it.each<[string, readonly Copy[], readonly string[]]>([
    ['all elsewhere: none can serve', [far], []],
    ['one at the pick-up branch can', [far, here], ['2']],
    ['one that the agreement is not about can', [far, outside], ['3']],
  ])('%s', (_name, copies, able) => {
    const answer = answerForTitle(copies, request, TODAY);
    const allowed = answer.copies.filter((copy) => copy.allowed).map(({ copyId }) => copyId);
    expect(allowed).toEqual(able);
    expect(answer.refusals.map(({ code }) => code)).toEqual(able.length === 0 ? ['no-copy-can-serve'] : []);
  });
});

describe('R7: an agreement keeps a copy from a title reservation', () => {
  it.each<[string, Partial<Copy>, string, boolean]>([
    ['collected elsewhere', inScope, SIBLING, true],
    ['not collected at its branch', inScope, OWN, false],
    ['not a copy that it is not about', {}, SIBLING, false],
    ['beside a block that keeps it too', eight, SIBLING, true],
  ])('%s', (_name, over, pickupBranchId, kept) => {
    expect(isKeptFromTitleQueue(aCopy(over), { ...request, pickupBranchId }, TODAY)).toBe(kept);
  });

  it('T2: not after its last day', () => {
    const kept = ['2026-10-18', '2026-10-19'].map((today) =>
      isKeptFromTitleQueue(aCopy(inScope), request, today),
    );
    expect(kept).toEqual([true, false]);
  });
});
