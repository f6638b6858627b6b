import type { Writes } from '../../lib/store/writes.ts';
import type { Compared } from '../operation.ts';
import { liftBlock, setBlock } from '../operations/blocks.ts';
import { putSameCopy } from '../operations/feed.ts';
import { checkInToServe, checkInToShelf, checkOut } from '../operations/loans.ts';
import { searchTitles, viewCopy, viewUsualTitle } from '../operations/lookups.ts';
import { checkReservation, reserveCopy, reserveTitle } from '../operations/reservations.ts';
import { chanceFrom, pickerOf, spreadId } from '../../testing/random.ts';

/** A kind of request, its share, and whether it changes data. */
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

/** The requests of a library network over a day: half are reads, a quarter loans and returns. */
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

/** The number of entities of each kind that reads share; every change gets an entity of its own. */
const LOOKED_AT = 500;

const pick = pickerOf(MIX.map((one, n) => [n, one.percent]));

/** The n-th request, the same in every process. Its ids lie spread among those of the catalogue. */
export const requestAt = (n: number): Compared => {
  const which = pick(chanceFrom(n));
  const { changes, prepare } = MIX[which] ?? { changes: false, prepare: viewCopy };
  return prepare(`${spreadId(changes ? n : n % LOOKED_AT)}.${which}`);
};

/** The items that the reads need. */
export function* itemsLookedAt(): Generator<Writes> {
  for (const [which, { changes, prepare }] of MIX.entries()) {
    if (changes) continue;
    for (let n = 0; n < LOOKED_AT; n++) yield* prepare(`${spreadId(n)}.${which}`).items;
  }
}

/** The items that this range of requests will change. */
export function* itemsToChange(first: number, count: number): Generator<Writes> {
  for (let n = first; n < first + count; n++) {
    if (MIX[pick(chanceFrom(n))]?.changes) yield* requestAt(n).items;
  }
}
