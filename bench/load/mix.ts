import type { Writes } from '../../lib/store/writes.ts';
import type { Compared } from '../operation.ts';
import { liftBlock, setBlock } from '../operations/blocks.ts';
import { putSameCopy } from '../operations/feed.ts';
import { checkInToServe, checkInToShelf, checkOut } from '../operations/loans.ts';
import { searchTitles, viewCopy, viewUsualTitle } from '../operations/lookups.ts';
import { checkReservation, reserveCopy, reserveTitle } from '../operations/reservations.ts';
import { chanceFrom, pickerOf, spreadId } from '../../testing/random.ts';

/** A part of the work: how often, and whether it changes what it is done to. */
interface Part {
  readonly name: string;
  readonly percent: number;
  readonly changes: boolean;
  readonly prepare: (id: string) => Compared;
}

const part = (name: string, percent: number, changes: boolean, prepare: Part['prepare']): Part => ({
  name,
  percent,
  changes,
  prepare,
});

/**
 * What a network of libraries asks for in the course of a day: half of it looking, a quarter
 * lending and taking in.
 */
export const MIX: readonly Part[] = [
  part('view a title with 5 copies', 25, false, viewUsualTitle),
  part('view a copy', 20, false, viewCopy),
  part('titles by prefix, 20', 5, false, searchTitles),
  part('check a reservation', 12, false, checkReservation),
  part('put a copy, unchanged', 5, false, putSameCopy),
  part('check out', 12, true, checkOut),
  part('check in, to the shelf', 11, true, checkInToShelf),
  part('check in, serves a reservation', 1, true, checkInToServe),
  part('reserve a copy', 3, true, reserveCopy),
  part('reserve a title with 3 copies', 3, true, reserveTitle),
  part('set a block', 2, true, setBlock),
  part('lift a block', 1, true, liftBlock),
];

/**
 * So many things of each kind are looked at, over and over; what is changed is another one each
 * time.
 */
const LOOKED_AT = 500;

const pick = pickerOf(MIX.map((one, n) => [n, one.percent]));

/**
 * The n-th request of all: the same in every process. Its thing stands somewhere among those of the
 * catalogue.
 */
export const requestAt = (n: number): Compared => {
  const which = pick(chanceFrom(n));
  const { changes, prepare } = MIX[which] ?? { changes: false, prepare: viewCopy };
  return prepare(`${spreadId(changes ? n : n % LOOKED_AT)}.${which}`);
};

/** The items of all that is looked at. */
export function* itemsLookedAt(): Generator<Writes> {
  for (const [which, { changes, prepare }] of MIX.entries()) {
    if (changes) continue;
    for (let n = 0; n < LOOKED_AT; n++) yield* prepare(`${spreadId(n)}.${which}`).items;
  }
}

/** The items of what is changed by so many requests. */
export function* itemsToChange(first: number, count: number): Generator<Writes> {
  for (let n = first; n < first + count; n++) {
    if (MIX[pick(chanceFrom(n))]?.changes) yield* requestAt(n).items;
  }
}
