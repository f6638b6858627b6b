/**
 * How thorough the exhaustive tests are: a fault at every call, every order of two, long random histories. `npm test` takes a
 * sample of what there is to try: of faults and orders the same every time; of histories fewer, and others every time, of which
 * one that fails says its seed. `npm run test:thorough` takes all of it (`APART_THOROUGH=1`).
 */
export const isThorough = process.env.APART_THOROUGH === '1';

/** All of these, or the first, the last and every so many-th between. */
export const sampled = <T>(all: readonly T[], step: number): readonly T[] =>
  all.filter((_, index) => isThorough || index === 0 || index === all.length - 1 || index % step === 0);

/** So many random runs, or a third of them. */
export const runs = (most: number): number => (isThorough ? most : Math.ceil(most / 3));
