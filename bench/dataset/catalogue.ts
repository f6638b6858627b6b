import { writeBranch } from '../../lib/store/branches.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { knowCollection } from '../../lib/store/standing-rules.ts';
import { awaitedTitle } from '../fixtures.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { aBranch } from '../../testing/builders.ts';
import { chanceFrom, orderedId } from '../../testing/random.ts';
import { copyItems, situate } from './copies.ts';
import { exhibitionItems, type Counts } from './exhibitions.ts';
import { PLACES } from './places.ts';
import { queueFor } from './queues.ts';
import { readersFor } from './readers.ts';
import { collectionOf, COLLECTIONS, describeTitle, pickCopies, pickType } from './titles.ts';

function* placeItems(): Generator<Writes> {
  for (const { branchId, name } of PLACES) {
    yield writeBranch(
      undefined,
      aBranch({ branchId, name, contacts: [`${branchId.toLowerCase()}@apart.example`] }),
    );
  }
  for (const collection of COLLECTIONS) yield knowCollection(collection);
}

/**
 * The items of a realistic catalogue, as the store writes them: branches, titles, copies with their
 * blocks, loans, reservations, flags and history, cards, exhibitions. The same for the same seed on
 * the same day.
 */
export function* datasetOf(size: number, seed = 1): Generator<Writes> {
  const chance = chanceFrom(seed);
  const readers = readersFor(size, seed + 1);
  const counts: Counts = { blocked: {}, onCard: {} };
  yield* placeItems();
  for (let [n, t] = [0, 0]; n < size; t++) {
    const type = pickType(chance);
    const title = describeTitle(orderedId(n, size), t, type, chance);
    const { titleId } = title;
    const collection = collectionOf(type);
    const first = n;
    n = Math.min(size, n + pickCopies(chance));
    const stock = Array.from({ length: n - first }, (_, nth) =>
      situate(orderedId(first + nth, size), { titleId, collection }, { readers, counts, chance }),
    );
    const { copies, reservations } = queueFor(stock, readers, chance);
    const waiting = reservations.filter(({ kind, status }) => kind === 'title' && status === 'waiting');
    yield* awaitedTitle(title, waiting);
    yield* copies.map(copyItems);
    yield* reservations.map(placeReservation);
  }
  yield* exhibitionItems(counts);
  yield* readers.cards();
}
