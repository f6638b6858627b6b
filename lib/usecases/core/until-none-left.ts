import { setTimeout as pause } from 'node:timers/promises';
import type { RequestContext } from './request-context.ts';

/**
 * Lists lag: items that are counted but not listed are looked for again after this part of the
 * pause.
 */
const PART_OF_PAUSE = 0.3;

/** Repeats a walk until it answers true; false when time was up. */
export const untilNoneLeft = async (
  { settings }: RequestContext,
  walk: () => Promise<boolean>,
  isTimeUp: () => boolean,
): Promise<boolean> => {
  while (!isTimeUp()) {
    if (await walk()) return true;
    await pause(PART_OF_PAUSE * settings.pauseMs);
  }
  return false;
};
