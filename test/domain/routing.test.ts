// Long: each case compares the whole outcome: destination, copy, reservations and title.
import { omit } from '../../lib/domain/omit.ts';
import { defined } from '../../lib/domain/defined.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import { waitsAgain, type OpenReservation } from '../../lib/domain/reservation.ts';
import { keptFor, routeTo, type Situation } from '../../lib/domain/routing.ts';
import { firstServed } from '../../lib/domain/hold-rules.ts';
import { anyBranchId, anyCopy, anyDayNear, anyQueue } from '../../testing/arbitraries.ts';
import {
  aBranch,
  aCopy,
  aCopyReservation,
  aHold,
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

const patrons = patronsOf(
  aPatron(),
  aPatron({ patronId: '7' }),
  aPatron({ patronId: '16', branchId: SIBLING }),
  aSpecialCard(),
);
const here = { branchId: OWN, branch: aBranch() };
const there = { branchId: SIBLING, branch: aBranch({ branchId: SIBLING, pickupDays: 10 }) };

const holding = (
  { id, kind, patronId, pickupBranchId, readyUntil }: OpenReservation,
  over: Partial<Copy> = {},
) =>
  aCopy({
    hold: {
      ...aHold({ reservationId: id, kind, patronId, branchId: pickupBranchId }),
      ...defined({ readyUntil }),
    },
    ...over,
  });

const situation = (copy: Copy, ...all: readonly OpenReservation[]): Situation => ({
  copy,
  queue: all.filter(({ kind }) => kind === 'copy'),
  titleQueue: all.filter(({ kind }) => kind === 'title'),
});

describe('B7: the reservation that a copy is put aside for and may go on serving', () => {
  const ready = aCopyReservation({ status: 'ready', servedBy: '2905', readyUntil: TODAY });
  const travels = aCopyReservation({ status: 'in-transit', servedBy: '2905' });
  const travelsForTitle = aTitleReservation({ status: 'in-transit', servedBy: '2905' });
  const blocked = { blocks: blocksOf(aLoanBlock()) };
  const barred: readonly Patron[] = [aPatron({ blocked: true })];
  it.for<[string, OpenReservation, Partial<Copy>, readonly Patron[], string, boolean]>([
    ['ready', ready, {}, [aPatron()], TODAY, true],
    ['ready stays so behind a loan block', ready, blocked, [aPatron()], TODAY, true],
    ['ready stays so for a patron who is blocked since', ready, {}, barred, TODAY, true],
    ['R7: not after its last day', ready, {}, [aPatron()], '2026-10-13', false],
    ['on its way', travels, {}, [aPatron()], TODAY, true],
    ['on its way for its title', travelsForTitle, {}, [aPatron()], TODAY, true],
    [
      'B4: on its way for its title, not behind code 8',
      travelsForTitle,
      { blocks: blocksOf(aReservationBlock()) },
      [aPatron()],
      TODAY,
      false,
    ],
    ['on its way, not behind a loan block', travels, blocked, [aPatron()], TODAY, false],
    ['on its way, not to a patron who is blocked since', travels, {}, barred, TODAY, false],
    ['on its way, not to a card that is gone', travels, {}, [], TODAY, false],
    ['waiting: not put aside at all', aCopyReservation(), {}, [aPatron()], TODAY, false],
  ])('%s', ([, reservation, over, cards, today, kept]) => {
    const found = keptFor(situation(holding(reservation, over), reservation), patronsOf(...cards), today);
    expect(found).toBe(kept ? reservation : undefined);
  });

  it.each([
    ['a copy that is put aside for nobody', aCopy()],
    ['a copy that is put aside for a reservation that is closed', holding(aCopyReservation({ nth: 9 }))],
  ])('none of %s', (_name, copy) => {
    expect(keptFor(situation(copy, ready), patrons, TODAY)).toBeUndefined();
  });
});

describe('R7: a copy that serves a reservation', () => {
  const counts = { reservations: 1, waiting: 0, waitingFirst: 0 };

  it('is put aside at the pick-up branch, for as many days as that branch says', () => {
    const waiting = aCopyReservation({ nth: 1 });
    const ready = {
      ...waiting,
      status: 'ready',
      servedBy: '2905',
      readyUntil: '2026-10-19',
      version: 2,
    } as const;
    expect(
      routeTo(situation(aCopy(), waiting), waiting, here, { patrons, agreements: [], today: TODAY }),
    ).toStrictEqual({
      destination: { next: 'reservation-shelf', reservation: ready },
      after: { ...holding(ready), ...counts, countsUntil: '2026-10-19' },
      changes: [[waiting, ready]],
    });
  });

  it('travels to the pick-up branch, and the reservation with it', () => {
    const waiting = aCopyReservation({ nth: 1, pickupBranchId: SIBLING });
    const travels = { ...waiting, status: 'in-transit', servedBy: '2905', version: 2 } as const;
    expect(
      routeTo(situation(aCopy(), waiting), waiting, here, { patrons, agreements: [], today: TODAY }),
    ).toStrictEqual({
      destination: { next: 'transit', toBranchId: SIBLING, reservation: travels },
      after: { ...holding(travels, { transitTo: SIBLING }), ...counts },
      changes: [[waiting, travels]],
    });
  });

  it('is ready once it arrives, and goes nowhere any more', () => {
    const travels = aCopyReservation({ status: 'in-transit', servedBy: '2905', pickupBranchId: SIBLING });
    const ready = { ...travels, status: 'ready', readyUntil: '2026-10-22', version: 2 } as const;
    const arrived = holding(travels, { transitTo: SIBLING });
    const { after, changes } = routeTo(situation(arrived, travels), travels, there, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(after).toStrictEqual({ ...holding(ready), ...counts, countsUntil: '2026-10-22' });
    expect(changes).toEqual([[travels, ready]]);
  });

  it.each([
    [
      'ready',
      'reservation-shelf',
      aCopyReservation({ status: 'ready', servedBy: '2905', readyUntil: TODAY }),
    ],
    [
      'on its way',
      'transit',
      aCopyReservation({ status: 'in-transit', servedBy: '2905', pickupBranchId: SIBLING }),
    ],
  ])('that is %s already stays as it is', (_name, next, reservation) => {
    const { destination, changes } = routeTo(
      situation(holding(reservation), reservation),
      reservation,
      here,
      { patrons, agreements: [], today: TODAY },
    );
    expect(destination).toMatchObject({ next, reservation });
    expect(changes).toEqual([]);
  });

  it('that was ready, and is found elsewhere, travels back, with days anew once it arrives', () => {
    const ready = aCopyReservation({ status: 'ready', servedBy: '2905', readyUntil: TODAY });
    const { changes } = routeTo(situation(holding(ready), ready), ready, there, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    const travels = { ...omit(ready, 'readyUntil'), status: 'in-transit', version: 2 };
    expect(changes).toStrictEqual([[ready, travels]]);
  });

  it('that another copy was to serve is served by this one', () => {
    const ready = aTitleReservation({ status: 'ready', servedBy: '2906', readyUntil: TODAY });
    const { changes } = routeTo(situation(aCopy(), ready), ready, here, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(changes.map(([, { servedBy, readyUntil }]) => [servedBy, readyUntil])).toEqual([
      ['2905', '2026-10-19'],
    ]);
  });

  it('for a special card is put aside for it, without limit where the card has no activity', () => {
    const waiting = aCopyReservation({ patronId: 'S1', cardBranchId: OWN });
    const { destination, after } = routeTo(situation(aCopy(), waiting), waiting, here, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    const ready = { ...waiting, status: 'ready', servedBy: '2905', version: 2 };
    expect(destination).toStrictEqual({ next: 'special-card', reservation: ready });
    expect(after.hold).toStrictEqual(aHold({ reservationId: waiting.id, patronId: 'S1' }));
  });

  const forCard = aCopyReservation({ patronId: 'S1', cardBranchId: OWN });
  it.each<[string, OpenReservation, string | undefined, string | undefined]>([
    ['for a special card stays until the last day of its activity', forCard, '2026-12-05', '2026-12-05'],
    ['for one whose activity ends within the days of the branch too', forCard, '2026-10-13', '2026-10-13'],
    ['for one whose activity ends today', forCard, TODAY, TODAY],
    ['for one whose activity is over: today at the least', forCard, '2026-10-11', TODAY],
    ['for one without an activity: no limit', forCard, undefined, undefined],
    ['for an ordinary patron: the days of the branch', aCopyReservation(), '2026-12-05', '2026-10-19'],
  ])('%s', (_name, waiting, activityEnd, readyUntil) => {
    const at = { ...here, activityEnd };
    const { after, changes } = routeTo(situation(aCopy(), waiting), waiting, at, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(changes.map(([, now]) => now.readyUntil)).toEqual([readyUntil]);
    expect([after.hold?.readyUntil, after.countsUntil]).toEqual([readyUntil, readyUntil]);
  });

  it('at a branch that is not known any more stays without limit', () => {
    const waiting = aCopyReservation();
    const at = { branchId: OWN, branch: undefined };
    expect(
      routeTo(situation(aCopy(), waiting), waiting, at, { patrons, agreements: [], today: TODAY }).after.hold,
    ).not.toHaveProperty('readyUntil');
  });
});

describe('R7, R8: a copy that serves none', () => {
  const waiting = aCopyReservation({ nth: 1 });
  const ofTitle = aTitleReservation({ nth: 2 });

  it.each<[string, readonly OpenReservation[], boolean]>([
    ['nobody waits', [], false],
    ['somebody waits for it', [waiting], true],
    ['somebody waits for its title', [ofTitle], true],
  ])('is on the shelf at home; the pull list looks at it where %s', (_name, all, wanted) => {
    const routing = routeTo(situation(aCopy(), ...all), undefined, here, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(routing.destination).toStrictEqual({ next: 'shelf' });
    expect(routing.after).toMatchObject({ wanted, waiting: all.includes(waiting) ? 1 : 0 });
    expect(routing.changes).toEqual([]);
  });

  it('goes home, off the pull list', () => {
    const copy = aCopy({ wanted: true });
    const routing = routeTo(situation(copy, ofTitle), undefined, there, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    const { destination, after, changes } = routing;
    expect(destination).toEqual({ next: 'transit', toBranchId: OWN });
    expect(after).toStrictEqual(aCopy({ transitTo: OWN }));
    expect(changes).toEqual([]);
  });

  it('and was on its way to one: that waits again, at its old place', () => {
    const travels = aTitleReservation({
      nth: 2,
      status: 'in-transit',
      servedBy: '2905',
      pickupBranchId: SIBLING,
    });
    const copy = holding(travels, { transitTo: SIBLING });
    const { after, changes } = routeTo(situation(copy, waiting, travels), undefined, there, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(changes).toEqual([[travels, waitsAgain(travels)]]);
    expect(after).not.toHaveProperty('hold');
  });

  it('and others are on their way with another copy: those stay so', () => {
    const travels = aTitleReservation({ nth: 2, status: 'in-transit', servedBy: '2906' });
    const { changes } = routeTo(situation(aCopy(), travels), undefined, here, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(changes).toEqual([]);
  });

  it('and was put aside for one not collected in time: that is left to the night', () => {
    const lapsed = aCopyReservation({ status: 'ready', servedBy: '2905', readyUntil: '2026-10-11' });
    const { after, changes } = routeTo(situation(holding(lapsed), lapsed), undefined, here, {
      patrons,
      agreements: [],
      today: TODAY,
    });
    expect(changes).toEqual([]);
    expect(after).not.toHaveProperty('hold');
    expect(after.reservations).toBe(0);
  });
});

describe('R7: whatever the copy, the queues and the branch', () => {
  it('a copy is put aside for the one it serves, and no other reservation changes', () => {
    fc.assert(
      fc.property(anyCopy, anyQueue, anyBranchId, anyDayNear, (copy, all, branchId, today) => {
        const at = { branchId, branch: aBranch({ branchId }) };
        const chosen = firstServed(copy, all, { patrons, agreements: [], today });
        const { after, changes, destination } = routeTo(situation(copy, ...all), chosen, at, {
          patrons,
          agreements: [],
          today,
        });
        expect(changes.map(([old]) => old)).toEqual(chosen ? [chosen] : []);
        expect(after.hold?.reservationId).toBe(chosen?.id);
        expect(after.transitTo).toBe('toBranchId' in destination ? destination.toBranchId : undefined);
        for (const [old, now] of changes) expect(now.version).toBe(old.version + 1);
        if (after.wanted) expect(destination.next).toBe('shelf');
      }),
    );
  });
});
