import { setTimeout as pause } from 'node:timers/promises';

/** In milliseconds. */
export interface Pauses {
  /** Upper bound of the first pause; it doubles with each attempt. */
  readonly first: number;
  readonly longest: number;
}

/**
 * Waits a random part of the bound ("full jitter"), so that callers that lost to each other do not
 * return at the same moment.
 */
export const backOff = (attempt: number, { first, longest }: Pauses): Promise<void> =>
  pause(Math.random() * Math.min(first * 2 ** (attempt - 1), longest));
