import { ASSUMED, AUTHORITIES, OPEN_AT_ANY_TIME, RESERVATIONS } from '../proportions.ts';
import { pickerOf, type Chance } from '../../testing/random.ts';

/** A branch of the network, and the index of its authority. */
export interface Place {
  readonly branchId: string;
  readonly name: string;
  readonly authority: number;
}

const items = Object.entries(AUTHORITIES);
const allReservations = RESERVATIONS.flat().reduce((sum, count) => sum + count, 0);

/** The branches: as many as the real network has, whatever the size of the catalogue. */
export const PLACES: readonly Place[] = items
  .flatMap(([name, count], authority) =>
    Array.from({ length: Math.max(1, Math.round(count / ASSUMED.itemsPerBranch)) }, (_, n) => ({
      name: `${name} ${n + 1}`,
      authority,
    })),
  )
  .map((place, n) => ({ ...place, branchId: `BR${n + 1}` }));

/** The branches of each authority, weighted by copies: the first is the largest. */
const placesIn = items.map(([, count], authority) => {
  const places = PLACES.filter((place) => place.authority === authority);
  const weights = places.map((place, rank) => [place, 1 / Math.sqrt(rank + 1)] as const);
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return weights.map(([place, weight]) => [place, (count * weight) / sum] as const);
});

/** Picks a branch, weighted by its copies. */
export const pickPlace = pickerOf(placesIn.flat());

const pickIn = placesIn.map(pickerOf);
const pickAuthority = RESERVATIONS.map((row) => pickerOf(row.map((count, authority) => [authority, count])));

/** Picks the branch where a reservation of an authority's copy is collected. */
export const pickPickup = ({ authority }: Place, chance: Chance): Place => {
  const place = pickIn[pickAuthority[authority]?.(chance) ?? authority]?.(chance);
  if (!place) throw new Error(`There is no authority ${authority}.`);
  return place;
};

/** The open reservations for each copy, by the authority that owns it. */
export const OPEN_PER_COPY: readonly number[] = items.map(([, count], authority) => {
  const placed = (RESERVATIONS[authority] ?? []).reduce((sum, one) => sum + one, 0);
  return (OPEN_AT_ANY_TIME * placed) / allReservations / count;
});
