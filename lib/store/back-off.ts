import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait between attempts, in milliseconds. */
export interface Pauses {
  /** The bound of the wait after the first attempt; it doubles with each one. */
  readonly first: number;
  readonly longest: number;
}

/**
 * Waits after the n-th attempt: a random part of the bound, so that callers who lost to each other
 * do not come back at the same moment ("full jitter").
 */
export const backOff = (attempt: number, { first, longest }: Pauses): Promise<void> =>
  pause(Math.random() * Math.min(first * 2 ** (attempt - 1), longest));
