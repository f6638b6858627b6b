import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import { inLine, type OpenReservation } from '../../lib/domain/reservation.ts';
import { destinationAt, firstServed, mayServe } from '../../lib/domain/hold-rules.ts';
import { anyBranchId, anyCopy, anyDayNear, anyQueue } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aCopyReservation,
  aLoanBlock,
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
const other = aPatron({ patronId: '7' });
const card = aSpecialCard();
const farCard = aSpecialCard({ branchId: SIBLING });
const patrons = patronsOf(me, guest, other, card);

describe('R7: whether a copy in hand may serve a reservation', () => {
  const seven = [aReservationBlock({ code: 7 })];
  const eight = [aReservationBlock()];
  const endless = [aLoanBlock()];
  const dated = [aLoanBlock({ endDate: TODAY })];
  const ofCopy = aCopyReservation();
  const ofTitle = aTitleReservation();
  const ofCard = aCopyReservation({ patronId: 'S1', cardBranchId: OWN });
  const elsewhere = { pickupBranchId: SIBLING };
  it.for<[string, readonly Block[], OpenReservation, Patron | undefined, boolean]>([
    ['a copy reservation of it', [], ofCopy, me, true],
    ['a copy reservation of another copy', [], aCopyReservation({ copyId: '2906' }), me, false],
    ['a title reservation of its title', [], ofTitle, me, true],
    ['a title reservation of another title', [], aTitleReservation({ titleId: 'T2' }), me, false],
    ['B7: code 8, a copy reservation from before is honoured', eight, ofCopy, me, true],
    ['B4: code 8, a title reservation already waiting is not served', eight, ofTitle, me, false],
    [
      'B7: code 7, a guest’s copy reservation from before is honoured',
      seven,
      aCopyReservation({ ...elsewhere, patronId: '16' }),
      guest,
      true,
    ],
    ['B5: code 7, a title reservation that is a branch reservation', seven, ofTitle, me, true],
    ['B5: code 7, a title reservation collected elsewhere', seven, aTitleReservation(elsewhere), me, false],
    ['B5: code 7, a guest’s title reservation', seven, aTitleReservation({ patronId: '16' }), guest, false],
    ['B7: a loan block, a copy reservation waits', endless, ofCopy, me, false],
    ['B7: a dated loan block, on its last day', dated, ofCopy, me, false],
    ['T2: a lapsed loan block', [aLoanBlock({ endDate: '2026-10-11' })], ofCopy, me, true],
    ['B7: a loan block, a title reservation is served by another copy', endless, ofTitle, me, false],
    ['R4: a loan block and code 8, a special card of the branch', [...endless, ...eight], ofCard, card, true],
    ['R7: a loan block, a special card of another branch waits', endless, ofCard, farCard, false],
    ['R7: a blocked patron is passed over', [], ofCopy, aPatron({ blocked: true }), false],
    ['P2: a card that is being deleted', [], ofCopy, aPatron({ leaving: true }), false],
    ['a card that is not known', [], ofCopy, undefined, false],
  ])('%s', ([, blocks, reservation, patron, expected]) => {
    expect(
      mayServe(aCopy({ blocks: blocksOf(...blocks) }), reservation, patron, { agreements: [], today: TODAY }),
    ).toBe(expected);
  });

  it('R11: a withdrawn copy serves nobody', () => {
    expect(mayServe(aCopy({ withdrawn: true }), ofCopy, me, { agreements: [], today: TODAY })).toBe(false);
  });
});

describe('R7: the copy goes to the first in line that it may serve', () => {
  const older = aTitleReservation({ nth: 1, patronId: '16', pickupBranchId: SIBLING });
  const younger = aCopyReservation({ nth: 2 });
  const ofCard = aCopyReservation({ nth: 3, patronId: 'S1', cardBranchId: OWN });
  it.each<[string, Partial<Copy>, readonly OpenReservation[], OpenReservation | undefined]>([
    ['nobody waits', {}, [], undefined],
    ['oldest first over both queues', {}, [younger, older], older],
    ['R6: the special card of the branch first', {}, [older, younger, ofCard], ofCard],
    [
      'B4: past a title reservation that code 8 keeps it from',
      { blocks: blocksOf(aReservationBlock()) },
      [older, younger],
      younger,
    ],
    ['B7: to nobody behind a loan block', { blocks: blocksOf(aLoanBlock()) }, [older, younger], undefined],
    [
      'S1: to the special card behind a loan block',
      { blocks: blocksOf(aLoanBlock()) },
      [older, younger, ofCard],
      ofCard,
    ],
  ])('%s', (_name, over, queue, served) => {
    expect(firstServed(aCopy(over), queue, { patrons, agreements: [], today: TODAY })).toBe(served);
  });

  it('never to a later one when an earlier may be served', () => {
    fc.assert(
      fc.property(anyCopy, anyQueue, anyDayNear, (copy, queue, today) => {
        const served = firstServed(copy, queue, { patrons, agreements: [], today });
        const line = inLine(queue, copy, today);
        const may = line.map((one) =>
          mayServe(copy, one, patrons.get(one.patronId), { agreements: [], today }),
        );
        const place = served ? line.indexOf(served) : line.length;
        expect(may.slice(0, place)).not.toContain(true);
        expect(may[place]).toBe(served && true);
      }),
    );
  });
});

describe('R7: where a copy goes', () => {
  const copy = aCopy();
  const here = aCopyReservation();
  const there = aCopyReservation({ pickupBranchId: SIBLING });
  const ofCard = aCopyReservation({ patronId: 'S1', cardBranchId: OWN });
  const ofFarCard = aCopyReservation({ patronId: 'S1', cardBranchId: SIBLING });
  const cardThere = { ...ofCard, pickupBranchId: SIBLING };
  it.each<[string, string, OpenReservation | undefined, object]>([
    ['serves none, at home', OWN, undefined, { next: 'shelf' }],
    ['serves none, elsewhere: home', SIBLING, undefined, { next: 'transit', toBranchId: OWN }],
    ['collected here', OWN, here, { next: 'reservation-shelf', reservation: here }],
    ['collected elsewhere', OWN, there, { next: 'transit', toBranchId: SIBLING, reservation: there }],
    ['arrived where it is collected', SIBLING, there, { next: 'reservation-shelf', reservation: there }],
    ['for a special card here', OWN, ofCard, { next: 'special-card', reservation: ofCard }],
    [
      'for a special card of another branch, put ready here',
      OWN,
      ofFarCard,
      { next: 'reservation-shelf', reservation: ofFarCard },
    ],
    [
      'for a special card elsewhere',
      OWN,
      cardThere,
      { next: 'transit', toBranchId: SIBLING, reservation: cardThere },
    ],
  ])('%s', (_name, branchId, reservation, destination) => {
    expect(destinationAt(branchId, copy, reservation)).toStrictEqual(destination);
  });

  it('a copy is sent to another branch than the one where it is, or not at all', () => {
    fc.assert(
      fc.property(anyBranchId, anyCopy, anyQueue, (at, copyInHand, [reservation]) => {
        const destination = destinationAt(at, copyInHand, reservation);
        expect('toBranchId' in destination ? destination.toBranchId : 'stays').not.toBe(at);
        expect('reservation' in destination ? destination.reservation : undefined).toBe(reservation);
      }),
    );
  });
});
