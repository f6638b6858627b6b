import { addDays } from '../../lib/domain/calendar.ts';
import { isOnShelf, type Copy } from '../../lib/domain/copy.ts';
import { reservationId, type OpenReservation } from '../../lib/domain/reservation.ts';
import { ASSUMED } from '../proportions.ts';
import { below, type Chance } from '../../testing/random.ts';
import { NOW, reservationOf, TODAY } from '../fixtures.ts';
import type { Situated } from './copies.ts';
import { OPEN_PER_COPY, pickPickup } from './places.ts';
import type { Readers } from './readers.ts';

/** The copies of a title, and the reservations that wait for them. */
export interface Queued {
  readonly copies: readonly Situated[];
  readonly reservations: readonly OpenReservation[];
}

/** A wish for a copy or for its title. */
interface Wish {
  readonly kind: 'copy' | 'title';
  readonly patronId: string;
  /** Its place among the wishes for the title; makes its id unique. */
  readonly nth: number;
}

/** A waiting reservation; the random start of its id decides its place in the queue (rule R6). */
const reservationFor = (
  { copy, place }: Situated,
  { kind, patronId, nth }: Wish,
  chance: Chance,
): OpenReservation => {
  const owner = kind === 'copy' ? copy.copyId : copy.titleId;
  return {
    ...reservationOf(''),
    id: reservationId(
      kind,
      owner,
      `mu${String(below(1e8, chance)).padStart(8, '0')}${String(nth).padStart(11, '0')}`,
    ),
    kind,
    titleId: copy.titleId,
    ...(kind === 'copy' && { copyId: copy.copyId }),
    patronId,
    pickupBranchId: pickPickup(place, chance).branchId,
    placedAt: NOW,
    expiresOn: addDays(TODAY, 300 + below(60, chance)),
  };
};

/** A copy with the counts of its reservations and of those of its title. */
const awaited = (copy: Copy, own: readonly OpenReservation[], ofTitle: boolean): Copy => ({
  ...copy,
  reservations: own.length,
  waiting: own.length,
  ...(own[0] && { countsUntil: own[0].expiresOn }),
  wanted: (ofTitle || own.length > 0) && isOnShelf(copy) && Object.keys(copy.blocks).length === 0,
});

/**
 * Generates the reservations of one title: as many, and collected as far away, as in the real
 * network.
 */
export const queueFor = (copies: readonly Situated[], readers: Readers, chance: Chance): Queued => {
  const asked = copies.filter(({ place }) => chance() < (OPEN_PER_COPY[place.authority] ?? 0));
  const cards = readers.reserve(asked.length, chance);
  const reservations = cards.flatMap((patronId, nth) => {
    const situated = asked[nth];
    const kind = chance() < ASSUMED.copyReservations ? 'copy' : 'title';
    return situated ? [reservationFor(situated, { kind, patronId, nth }, chance)] : [];
  });
  const ofTitle = reservations.some(({ kind }) => kind === 'title');
  return {
    reservations,
    copies: copies.map((situated) => {
      const own = reservations.filter(({ copyId }) => copyId === situated.copy.copyId);
      return { ...situated, copy: awaited(situated.copy, own, ofTitle) };
    }),
  };
};
