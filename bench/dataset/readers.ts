import { createPatron } from '../../lib/store/patrons.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { ASSUMED } from '../proportions.ts';
import { below, chanceFrom, orderedId, type Chance } from '../../testing/random.ts';
import { patronOf } from '../fixtures.ts';
import { pickPlace } from './places.ts';

/** The readers of a catalogue, with the counts on their cards. */
export interface Readers {
  /** Picks a reader, and counts a loan on the card. */
  readonly borrow: (chance: Chance) => string;
  /** Picks different readers, and counts a reservation on each card. */
  readonly reserve: (howMany: number, chance: Chance) => readonly string[];
  /** The items of all cards, with their counts. */
  readonly cards: () => Generator<Writes>;
}

/** The readers of a catalogue with this many copies. */
export const readersFor = (copies: number, seed: number): Readers => {
  const count = Math.max(50, Math.round(copies * ASSUMED.cardsPerCopy));
  const [loans, open] = [new Uint16Array(count), new Uint16Array(count)];
  const cardOf = (n: number): string => patronOf(orderedId(n, count)).patronId;
  const more = (counts: Uint16Array, n: number): string => {
    counts[n] = (counts[n] ?? 0) + 1;
    return cardOf(n);
  };
  return {
    borrow: (chance) => more(loans, below(count, chance)),
    reserve: (howMany, chance) => {
      const first = below(count, chance);
      return Array.from({ length: Math.min(howMany, count) }, (_, n) => more(open, (first + n) % count));
    },
    *cards() {
      const chance = chanceFrom(seed);
      for (let n = 0; n < count; n++) {
        const { branchId } = pickPlace(chance);
        const counts = { loans: loans[n] ?? 0, openReservations: open[n] ?? 0 };
        yield createPatron(patronOf(orderedId(n, count), { branchId, ...counts }));
      }
    },
  };
};
