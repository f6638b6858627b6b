import { setTimeout as pause } from 'node:timers/promises';
import type { RequestContext } from './request-context.ts';

/**
 * Lists trail: what is counted and was not found is looked for again after this part of the usual
 * pause.
 */
const PART_OF_PAUSE = 0.3;

/**
 * Walks along a list again and again, until a walk and the counts after it say that none is left;
 * false once time is up.
 */
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
