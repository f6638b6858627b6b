import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptAtHomeBy } from '../../lib/domain/theme-agreement.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import { firstServed, mayServe } from '../../lib/domain/hold-rules.ts';
import { copiesToPull } from '../../lib/domain/pull-list.ts';
import { anyAgreement, anyCopiesOnShelf, anyCopy, anyDayNear, anyQueue } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aCopyReservation,
  aLoanBlock,
  anAgreement,
  aPatron,
  aReservationBlock,
  aSpecialCard,
  aTitleReservation,
  blocksOf,
  OWN,
  patronsOf,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const me = aPatron();
const guest = aPatron({ patronId: '16', branchId: SIBLING });
const card = aSpecialCard();
const farCard = aSpecialCard({ patronId: 'S2', branchId: SIBLING });
const patrons = patronsOf(me, guest, card, farCard, aPatron({ patronId: '7' }));
const agreements = [anAgreement({ titleIds: ['T1'] })];
const elsewhere = { patronId: '16', pickupBranchId: SIBLING };

describe('R7, A5: whether a copy that an agreement keeps at home may serve a reservation', () => {
  it.for<[string, Partial<Copy>, OpenReservation, Patron, boolean]>([
    ['not a title reservation collected elsewhere', {}, aTitleReservation(elsewhere), guest, false],
    [
      'not an own patron’s title reservation collected elsewhere',
      {},
      aTitleReservation({ pickupBranchId: SIBLING }),
      me,
      false,
    ],
    ['a title reservation collected at its branch', {}, aTitleReservation(), me, true],
    [
      'a guest’s title reservation collected at its branch',
      {},
      aTitleReservation({ patronId: '16' }),
      guest,
      true,
    ],
    ['B7: a copy reservation collected elsewhere is honoured', {}, aCopyReservation(elsewhere), guest, true],
    [
      'B7: also behind a reservation block',
      { blocks: blocksOf(aReservationBlock()) },
      aCopyReservation(elsewhere),
      guest,
      true,
    ],
    [
      'B7: behind a loan block it waits',
      { blocks: blocksOf(aLoanBlock()) },
      aCopyReservation(elsewhere),
      guest,
      false,
    ],
    [
      'B7: a copy reservation of another branch’s special card',
      {},
      aCopyReservation({ patronId: 'S2', cardBranchId: SIBLING, pickupBranchId: SIBLING }),
      farCard,
      true,
    ],
    [
      'B7: a copy reservation of its own special card, put ready elsewhere',
      {},
      aCopyReservation({ patronId: 'S1', cardBranchId: OWN, pickupBranchId: SIBLING }),
      card,
      true,
    ],
    [
      'a copy that it is not about',
      { titleId: 'T2' },
      aTitleReservation({ ...elsewhere, titleId: 'T2' }),
      guest,
      true,
    ],
  ])('%s', ([, over, reservation, patron, may]) => {
    expect(mayServe(aCopy(over), reservation, patron, { agreements, today: TODAY })).toBe(may);
  });

  it('on the days of the agreement, and no longer', () => {
    const on = (today: string) =>
      mayServe(aCopy(), aTitleReservation(elsewhere), guest, { agreements, today });
    expect(['2026-10-06', '2026-10-07', '2026-10-18', '2026-10-19'].map(on)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('a copy reservation is served as if nothing had been agreed', () => {
    fc.assert(
      fc.property(anyCopy, anyQueue, fc.array(anyAgreement), anyDayNear, (copy, queue, agreed, today) => {
        for (const one of queue.filter(({ kind }) => kind === 'copy')) {
          const patron = patrons.get(one.patronId);
          expect(mayServe(copy, one, patron, { agreements: agreed, today })).toBe(
            mayServe(copy, one, patron, { agreements: [], today }),
          );
        }
      }),
    );
  });
});

describe('R7, A5: whom the copy goes to', () => {
  const older = aTitleReservation({ ...elsewhere, nth: 1 });
  const younger = aTitleReservation({ nth: 2 });
  const ofCopy = aCopyReservation({ ...elsewhere, nth: 3 });
  it.each<[string, readonly OpenReservation[], OpenReservation | undefined]>([
    ['past who collects it elsewhere, to who comes here', [older, younger], younger],
    ['B7: or to who reserved this very copy', [older, ofCopy], ofCopy],
    ['to nobody, where that is all', [older], undefined],
  ])('%s', (_name, queue, served) => {
    expect(firstServed(aCopy(), queue, { patrons, agreements, today: TODAY })).toBe(served);
    expect(firstServed(aCopy(), queue, { patrons, agreements: [], today: TODAY })).toBe(queue[0]);
  });
});

describe('R8, A5: the pull list asks no branch for what it keeps', () => {
  const own = aCopy({ copyId: '2' });
  const siblings = aCopy({ copyId: '3', branchId: SIBLING });
  const there = aTitleReservation({ ...elsewhere, nth: 1 });
  const here = aTitleReservation({ nth: 2 });
  const ofOwn = aCopyReservation({ ...elsewhere, nth: 3, copyId: '2' });
  it.each<[string, readonly Copy[], readonly OpenReservation[], readonly (readonly [string, string])[]]>([
    ['not for who waits elsewhere', [own], [there], []],
    [
      'each branch for its own',
      [own, siblings],
      [there, here],
      [
        ['3', there.id],
        ['2', here.id],
      ],
    ],
    ['the younger where the older waits elsewhere', [own], [there, here], [['2', here.id]]],
    ['B7: for who reserved this very copy', [own], [there, ofOwn], [['2', ofOwn.id]]],
  ])('%s', (_name, copies, reservations, pulls) => {
    const asked = copiesToPull(copies, reservations, { patrons, agreements, today: TODAY });
    expect(asked.map(({ copy, reservation }) => [copy.copyId, reservation.id])).toEqual(pulls);
  });

  it('whatever is agreed, no title reservation takes a copy from its branch against it', () => {
    fc.assert(
      fc.property(
        anyCopiesOnShelf,
        anyQueue,
        fc.array(anyAgreement),
        anyDayNear,
        (copies, queue, agreed, today) => {
          for (const { copy, reservation } of copiesToPull(copies, queue, {
            patrons,
            agreements: agreed,
            today,
          })) {
            if (reservation.kind === 'copy') continue;
            expect(keptAtHomeBy(copy, reservation.pickupBranchId, agreed, today)).toEqual([]);
          }
        },
      ),
    );
  });
});
