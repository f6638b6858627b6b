import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogued, dropHold } from '../../lib/domain/catalogue-import.ts';
import { statusOf, type Copy } from '../../lib/domain/copy.ts';
import { omit } from '../../lib/domain/omit.ts';
import { waitsAgain, type OpenReservation } from '../../lib/domain/reservation.ts';
import { anyCopy } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aCopyReservation,
  aHold,
  aLoan,
  aReservationBlock,
  aTitleReservation,
  blocksOf,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const named = { copyId: '2905', titleId: 'T1', branchId: OWN };

describe('what the feed says of a copy', () => {
  it('a new one is on the shelf, with nothing on it', () => {
    expect(catalogued(undefined, named)).toStrictEqual(aCopy({ version: 0 }));
  });

  it('is taken over as it is said', () => {
    const wanted = {
      ...named,
      collection: 'SINT',
      shelfmark: 'AJ',
      onOrder: true,
      missing: true,
      withdrawn: true,
    };
    expect(catalogued(undefined, wanted)).toStrictEqual(aCopy({ ...wanted, version: 0 }));
  });

  it('what is left out is taken away: a PUT replaces', () => {
    const before = aCopy({
      collection: 'SINT',
      shelfmark: 'AJ',
      onOrder: true,
      missing: true,
      withdrawn: true,
    });
    expect(catalogued(before, named)).toStrictEqual(aCopy());
  });

  it('what Apart itself keeps of a copy goes on: blocks, loan, hold, counts and version', () => {
    const kept = {
      blocks: blocksOf(aReservationBlock()),
      loan: aLoan(),
      hold: aHold(),
      transitTo: SIBLING,
      reservations: 3,
      waiting: 2,
      waitingFirst: 1,
      countsUntil: TODAY,
      wanted: true,
      version: 7,
    };
    const moved = { copyId: '2905', titleId: 'T2', branchId: SIBLING };
    expect(catalogued(aCopy(kept), moved)).toStrictEqual(aCopy({ ...kept, ...moved }));
  });

  it('saying the same twice changes nothing more', () => {
    fc.assert(
      fc.property(
        anyCopy,
        fc.boolean(),
        fc.constantFrom(undefined, 'SINT'),
        (before, missing, collection) => {
          const wanted = { ...named, missing, collection };
          const once = catalogued(before, wanted);
          expect(catalogued(once, wanted)).toStrictEqual(once);
        },
      ),
    );
  });
});

describe('R1, R11: what becomes of a hold when the catalogue changes the copy', () => {
  const ofCopy = aCopyReservation({ nth: 1, status: 'ready', servedBy: '2905', readyUntil: TODAY });
  const ofTitle = aTitleReservation({ nth: 2, status: 'ready', servedBy: '2905', readyUntil: TODAY });
  const other = aCopyReservation({ nth: 3, patronId: '7' });
  const otherOfTitle = aTitleReservation({ nth: 4, patronId: '7' });
  const heldFor = ({ id, kind }: OpenReservation, over: Partial<Copy> = {}) =>
    aCopy({ hold: aHold({ reservationId: id, kind }), ...over });
  const queue = [ofCopy, other];
  const titleQueue = [ofTitle, otherOfTitle];
  const drop = (before: Copy | undefined, after: Copy, today = TODAY) =>
    dropHold(before, { copy: after, queue, titleQueue }, today);

  it.each<[string, Copy | undefined, Partial<Copy>]>([
    ['a new copy', undefined, {}],
    ['a copy on the shelf', aCopy(), {}],
    ['a copy put aside, in another collection', heldFor(ofCopy), { collection: 'SINT' }],
    ['a copy put aside for a title reservation, at another branch', heldFor(ofTitle), { branchId: SIBLING }],
    ['a copy put aside for its own reservation, of another title', heldFor(ofCopy), { titleId: 'T2' }],
  ])('%s goes on as it was', (_name, before, over) => {
    const after = { ...(before ?? aCopy()), ...over };
    expect(drop(before, after)).toEqual({ copy: after, queue, titleQueue, changes: [] });
  });

  it.each([
    ['missing', { missing: true }],
    ['withdrawn', { withdrawn: true }],
  ])('a copy that is %s is put aside for nobody, and who was to have it waits again', (_name, gone) => {
    const before = heldFor(ofCopy, { transitTo: SIBLING });
    const now = waitsAgain(ofCopy);
    expect(drop(before, { ...before, ...gone })).toStrictEqual({
      copy: aCopy(gone),
      queue: [now, other],
      titleQueue,
      changes: [[ofCopy, now]],
    });
  });

  it('so does who waits for its title, whatever the queue', () => {
    const before = heldFor(ofTitle);
    const now = waitsAgain(ofTitle);
    expect(drop(before, { ...before, withdrawn: true })).toStrictEqual({
      copy: aCopy({ withdrawn: true }),
      queue,
      titleQueue: [now, otherOfTitle],
      changes: [[ofTitle, now]],
    });
  });

  it('R1: a copy that becomes another title’s no longer serves a reservation of the old one, but travels on', () => {
    const before = heldFor(ofTitle, { transitTo: SIBLING });
    const now = waitsAgain(ofTitle);
    const dropped = drop(before, { ...before, titleId: 'T2' });
    expect(dropped.copy).toStrictEqual(aCopy({ titleId: 'T2', transitTo: SIBLING }));
    expect(dropped.changes).toEqual([[ofTitle, now]]);
    expect(dropped.queue).toBe(queue);
  });

  it('R1: one that lies at another branch then is on its way home', () => {
    const reservation = aTitleReservation({ status: 'ready', servedBy: '2905', pickupBranchId: 'BR1' });
    const hold = aHold({ reservationId: reservation.id, kind: 'title', branchId: 'BR1' });
    const before = aCopy({ branchId: 'BR2', hold });
    const { copy } = dropHold(
      before,
      { copy: { ...before, titleId: 'another' }, queue: [], titleQueue: [reservation] },
      TODAY,
    );
    expect([statusOf(copy), copy.transitTo]).toEqual(['in-transit', 'BR2']);
  });

  it('a queue that does not change is the very same', () => {
    const before = heldFor(ofCopy);
    expect(drop(before, { ...before, missing: true }).titleQueue).toBe(titleQueue);
  });

  it('T2: who did not collect it in time does not wait again', () => {
    const before = heldFor(ofCopy);
    const dropped = drop(before, { ...before, missing: true }, '2026-10-13');
    expect(dropped).toStrictEqual({ copy: aCopy({ missing: true }), queue, titleQueue, changes: [] });
  });

  it.each([
    ['put aside for a reservation that is there no more', heldFor(aCopyReservation({ nth: 9 }))],
    ['on its way home', aCopy({ transitTo: OWN })],
    ['on the shelf', aCopy()],
  ])('a copy %s that goes missing changes no reservation', (_name, before) => {
    const after = { ...before, missing: true };
    const copy = omit(after, 'hold', 'transitTo');
    expect(drop(before, after)).toStrictEqual({ copy, queue, titleQueue, changes: [] });
  });
});
