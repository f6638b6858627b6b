/** A repeatable sequence of chances: numbers from 0 up to 1, as from `Math.random`. */
export type Chance = () => number;

/** Chances from a seed (mulberry32). */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Picks one of these, each as often as its weight says. */
export const pickerOf = <T>(weighted: readonly (readonly [T, number])[]): ((chance: Chance) => T) => {
  let sum = 0;
  const ends = weighted.map(([, weight]) => (sum += weight));
  return (chance) => {
    const at = chance() * sum;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const [found] = weighted[low] ?? [];
    if (found === undefined) throw new Error('There is nothing to pick from.');
    return found;
  };
};

/** A whole number from 0 up to the limit, the limit excluded. */
export const below = (limit: number, chance: Chance): number => Math.floor(chance() * limit);

const SPACE = 100_000_000;

/**
 * The n-th of `of` ids of eight digits, in order and evenly spread over all of them, which loads
 * quickly.
 */
export const orderedId = (n: number, of: number): string =>
  String(Math.floor((n / of) * SPACE)).padStart(8, '0');

/** Near the golden ratio of the number of ids, and coprime to it, so that every id comes once. */
const STEP = 61_803_399;

/**
 * The n-th of a hundred million ids of eight digits, each once, in scattered order: consecutive ids
 * lie far apart, between ids that exist already.
 */
export const spreadId = (n: number): string =>
  String(Number((BigInt(n) * BigInt(STEP)) % BigInt(SPACE))).padStart(8, '0');
