/**
 * Samples of exhaustive searches: a fault at every call, all orders of two, long random histories.
 * `npm test` tries a small sample, the same every time; `npm run test:all` tries everything, or the
 * larger sample of the day that `APART_SAMPLE` names.
 */
import { expect, onTestFailed } from 'vitest';

/** `all`, the day of a larger sample, or nothing. */
const asked = process.env.APART_SAMPLE ?? '';
const isAll = asked === 'all';
const isOfDay = /^\d{4}-\d{2}-\d{2}$/.test(asked);
if (asked !== '' && !isAll && !isOfDay) throw new Error(`APART_SAMPLE is all or a day, not ${asked}.`);

/** The factor by which the sample of a day is larger than the small one. */
const OF_DAY = 4;
const DEFAULT_DAY = '2026-10-12';
const day = isOfDay ? asked : DEFAULT_DAY;

/** A number below 2^32 that is the same for the same text (FNV-1a). */
const hashOf = (text: string): number =>
  Buffer.from(text).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619) >>> 0, 2166136261);

/** The seed of random searches: the same in every sample of a day. */
const seed = hashOf(day) >>> 1;

/** The number of cases of a search whose small sample has `few`. */
const sizeOf = (few: number, most: number): number => {
  if (isAll) return most;
  return Math.min(most, isOfDay ? OF_DAY * few : few);
};

/** Says of a failed test how to repeat its sample. */
const tellSample = (size: number, most: number): void => {
  if (isAll) return;
  const again = isOfDay ? `APART_SAMPLE=${day} npm run test:all` : 'npm test';
  onTestFailed(() => {
    process.stderr.write(
      `The sample of ${day} was tried, ${size} of ${most}: ${again} repeats it, npm run test:all tries all.\n`,
    );
  });
};

/**
 * Some of the cases of the running test, spread over all of them: one from each of `few` equal
 * parts, chosen by the day of the sample and the name of the test. Call it inside a test.
 */
export const sampled = <T>(all: readonly T[], few: number): readonly T[] => {
  const size = sizeOf(few, all.length);
  tellSample(size, all.length);
  const name = expect.getState().currentTestName ?? '';
  return Array.from({ length: size }, (_, part) => {
    const from = Math.floor((part * all.length) / size);
    const until = Math.floor(((part + 1) * all.length) / size);
    return all[from + (hashOf(`${day} ${name} ${part}`) % (until - from))] as T;
  });
};

/** The numbers from one to `count`. */
export const fromOne = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

/**
 * Options of fast-check for a property: `few` runs in a small sample, or `most` runs with any seed
 * when all is tried.
 */
export const runs = (few: number, most: number): { readonly numRuns: number; readonly seed?: number } => {
  const numRuns = sizeOf(few, most);
  tellSample(numRuns, most);
  return isAll ? { numRuns } : { numRuns, seed };
};
