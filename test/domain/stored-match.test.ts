import { describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import { matchedOnJoining, matchHolds, matchOf } from '../../lib/domain/stored-match.ts';
import {
  aCopy,
  aCopyReservation,
  aLoan,
  aLoanBlock,
  anAgreement,
  aPatron,
  aReservationBlock,
  aTitleReservation,
  blocksOf,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const YESTERDAY = '2026-10-11';
const TOMORROW = '2026-10-13';
const LATER = '2026-10-20';
const first = { ...aTitleReservation({ nth: 1 }), matchedCopyId: aCopy().copyId };
const { id: reservationId } = first;
const blocked = aCopy({ blocks: blocksOf(aLoanBlock({ endDate: TOMORROW })) });
const endless = aCopy({ blocks: blocksOf(aLoanBlock()) });
const running = anAgreement({ from: YESTERDAY, until: LATER });
const coming = anAgreement({ from: TOMORROW, until: LATER });
const on = (...agreements: readonly ReturnType<typeof anAgreement>[]) => ({ agreements, today: TODAY });

describe('how long a match holds', () => {
  it.each<[string, Parameters<typeof matchOf>, ReturnType<typeof matchOf>]>([
    ['for somebody, without dates', [aCopy(), first, on()], { reservationId }],
    ['for somebody, until an agreement ends', [aCopy(), first, on(running)], { reservationId, until: LATER }],
    ['for somebody, whatever is coming', [aCopy(), first, on(coming)], { reservationId }],
    ['for nobody, without dates', [endless, undefined, on()], {}],
    ['for nobody, until its loan block ends', [blocked, undefined, on()], { until: TOMORROW }],
    ['for nobody, today while an agreement runs', [blocked, undefined, on(running)], { until: TODAY }],
  ])('%s', (_name, facts, match) => {
    expect(matchOf(...facts)).toEqual(match);
  });
});

describe('whether a match holds', () => {
  const matched = aCopy({ wanted: true, match: { reservationId } });
  const withBlock = { ...matched, blocks: blocksOf(aReservationBlock()) };
  const own = aCopyReservation({ nth: 2, copyId: matched.copyId });
  it.each<[string, readonly [Copy, OpenReservation, Patron?], boolean]>([
    ['both sides agree', [matched, first, aPatron()], true],
    ['until today', [{ ...matched, match: { reservationId, until: TODAY } }, first, aPatron()], true],
    [
      'until yesterday',
      [{ ...matched, match: { reservationId, until: YESTERDAY } }, first, aPatron()],
      false,
    ],
    ['the copy names another', [{ ...matched, match: { reservationId: own.id } }, first, aPatron()], false],
    ['the copy names nobody', [{ ...matched, match: {} }, first, aPatron()], false],
    ['the copy must be matched', [aCopy({ wanted: true }), first, aPatron()], false],
    ['the reservation names another', [matched, { ...first, matchedCopyId: 'x' }, aPatron()], false],
    ['a copy reservation', [{ ...matched, match: { reservationId: own.id } }, own, aPatron()], true],
    ['lent meanwhile', [{ ...matched, loan: aLoan() }, first, aPatron()], false],
    ['ready by another copy', [matched, { ...first, status: 'ready' }, aPatron()], false],
    ['lapsed', [matched, { ...first, expiresOn: YESTERDAY }, aPatron()], false],
    ['B4: blocked meanwhile', [withBlock, first, aPatron()], false],
    ['the card is blocked', [matched, first, aPatron({ blocked: true })], false],
    ['the card is gone', [matched, first], false],
  ])('%s', (_name, [copy, reservation, patron], holds) => {
    expect(matchHolds({ copy, reservation }, patron, on())).toBe(holds);
  });

  it('A5: not where an agreement that set in keeps the copy at home', () => {
    const away = { ...matched, branchId: SIBLING, collection: 'K' };
    const agreement = anAgreement({ from: TODAY, until: TOMORROW, collections: ['K'] });
    const holds = matchHolds({ copy: away, reservation: first }, aPatron(), {
      agreements: [agreement],
      today: TODAY,
    });
    expect(holds).toBe(false);
  });
});

describe('a copy that somebody has just reserved', () => {
  const reservation = aCopyReservation({ nth: 3, copyId: aCopy().copyId });
  const after = (before: Copy): Copy => ({ ...before, wanted: true, reservations: 1, waiting: 1 });
  const circumstances = { agreements: [], today: TODAY, patron: aPatron() };
  it.each<[string, Copy, Copy['match']]>([
    ['is for them', aCopy(), { reservationId: reservation.id }],
    [
      'is for them, where nobody else could have it',
      aCopy({ wanted: true, match: {} }),
      { reservationId: reservation.id },
    ],
    ['is for nobody behind a loan block, until its end', blocked, { until: TOMORROW }],
    [
      'must be matched where it was for somebody else',
      aCopy({ wanted: true, match: { reservationId } }),
      undefined,
    ],
    ['must be matched where it was to be matched', aCopy({ wanted: true }), undefined],
    ['is not asked for while it is on loan', aCopy({ loan: aLoan() }), undefined],
  ])('%s', (_name, before, match) => {
    expect(matchedOnJoining(before, after(before), reservation, circumstances).match).toEqual(match);
  });
});
