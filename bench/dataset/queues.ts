import { addDays } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { defined } from '../../lib/domain/defined.ts';
import { copiesToPull, type Pull } from '../../lib/domain/pull-list.ts';
import { aPatron, patronsOf } from '../../testing/builders.ts';
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

/** A copy with the counts of its reservations, and the one that it is to be fetched for. */
const awaited = (
  copy: Copy,
  own: readonly OpenReservation[],
  pulledFor: OpenReservation | undefined,
): Copy => ({
  ...copy,
  reservations: own.length,
  waiting: own.length,
  ...(own[0] && { countsUntil: own[0].expiresOn }),
  ...(pulledFor && { wanted: true, match: { reservationId: pulledFor.id } }),
});

/** What is to be fetched, of the copies without blocks: whose branch a card has makes no odds. */
const pullsOf = (copies: readonly Situated[], reservations: readonly OpenReservation[]): readonly Pull[] =>
  copiesToPull(
    copies.map(({ copy }) => copy).filter(({ blocks }) => Object.keys(blocks).length === 0),
    reservations,
    {
      patrons: patronsOf(...reservations.map(({ patronId }) => aPatron({ patronId }))),
      agreements: [],
      today: TODAY,
    },
  );

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
  const pulls = pullsOf(copies, reservations);
  const pulledFor = new Map(pulls.map(({ copy, reservation }) => [copy, reservation]));
  const copyFor = new Map(pulls.map(({ copy, reservation }) => [reservation, copy.copyId]));
  return {
    reservations: reservations.map((one) =>
      one.kind === 'title' ? { ...one, ...defined({ matchedCopyId: copyFor.get(one) }) } : one,
    ),
    copies: copies.map((situated) => {
      const own = reservations.filter(({ copyId }) => copyId === situated.copy.copyId);
      return { ...situated, copy: awaited(situated.copy, own, pulledFor.get(situated.copy)) };
    }),
  };
};
