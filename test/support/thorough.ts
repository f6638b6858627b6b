/**
 * How thorough the exhaustive tests are: a fault at every call, every order of two, long random histories. `npm test` takes a
 * sample of what there is to try, the same places every time; `npm run test:thorough` takes all of it (`APART_THOROUGH=1`).
 */
const isThorough = process.env.APART_THOROUGH === '1';

/**
 * All of these, or the first, the last and every so many-th between. Tests that try different things at the same places, each from
 * a place of its own, leave out little together.
 */
export const sampled = <T>(all: readonly T[], step: number, from = 0): readonly T[] =>
  all.filter(
    (_, index) => isThorough || index === 0 || index === all.length - 1 || index % step === from % step,
  );

/** So many random runs, or a third of them. */
export const runs = (most: number): number => (isThorough ? most : Math.ceil(most / 3));
