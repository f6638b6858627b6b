import { describe, expect, it } from 'vitest';
import { dueDateFor, fulfilledBy, copyLent, takenIn } from '../../lib/domain/lending-rules.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import {
  aCopy,
  aCopyReservation,
  aHold,
  aLoan,
  aPatron,
  aSpecialCard,
  aTitleReservation,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const me = aPatron();
const card = aSpecialCard();

describe('S1: a loan is due after three weeks, and never on a special card', () => {
  it.each([
    ['an ordinary card', me, TODAY, '2026-11-02'],
    ['over New Year', me, '2026-12-20', '2027-01-10'],
    ['a special card', card, TODAY, undefined],
  ])('%s', (_name, patron, today, due) => {
    expect(dueDateFor(patron, today)).toBe(due);
  });
});

describe('which reservations a loan fulfils', () => {
  const copy = aCopy();
  it.each<[string, OpenReservation, boolean]>([
    ['the patron’s own of the copy', aCopyReservation(), true],
    ['the patron’s own of the title', aTitleReservation(), true],
    ['one that this copy is ready for', aCopyReservation({ status: 'ready', servedBy: '2905' }), true],
    [
      'one that this copy was on its way to',
      aTitleReservation({ status: 'in-transit', servedBy: '2905' }),
      true,
    ],
    ['not one that another copy serves', aTitleReservation({ status: 'ready', servedBy: '2906' }), false],
    ['not of another copy', aCopyReservation({ copyId: '2906' }), false],
    ['not of another title', aTitleReservation({ titleId: 'T2' }), false],
    ['not somebody else’s', aCopyReservation({ patronId: '7' }), false],
    ['not one that has lapsed', aCopyReservation({ expiresOn: '2026-10-11' }), false],
    ['not one that is closed', aCopyReservation({ status: 'cancelled' }), false],
  ])('%s', (_name, reservation, fulfilled) => {
    expect(fulfilledBy(copy, me, [reservation], TODAY)).toEqual(fulfilled ? [reservation] : []);
  });

  it('both of a patron who asked for the copy and for the title', () => {
    const both = [aCopyReservation({ nth: 1 }), aTitleReservation({ nth: 2 })];
    expect(fulfilledBy(copy, me, both, TODAY)).toEqual(both);
  });
});

describe('R11: a copy that is lent or taken in has come in', () => {
  const ordered = aCopy({
    onOrder: true,
    missing: true,
    wanted: true,
    transitTo: SIBLING,
    hold: aHold(),
    loan: aLoan(),
  });

  it('lent: kept for nobody, with those who still wait', () => {
    const loan = aLoan({ patronId: 'another' });
    const after = copyLent(ordered, loan, [aCopyReservation()], TODAY);
    expect(after).toMatchObject({ loan, onOrder: false, wanted: false, reservations: 1, waiting: 1 });
    expect(['hold' in after, 'transitTo' in after]).toEqual([false, false]);
  });

  it('taken in: on no card, and found', () => {
    const after = takenIn(ordered);
    expect(after).toMatchObject({ onOrder: false, missing: false, wanted: true, hold: aHold() });
    expect('loan' in after).toBe(false);
  });
});
