import { setTimeout as pause } from 'node:timers/promises';

/** Lists trail by up to a second: what is counted and was not found is looked for again. */
const LOOK_AGAIN_MS = 300;

/** Walks along a list again and again, until a walk and the counts after it say that none is left; false once time is up. */
export const untilNoneLeft = async (
  walk: () => Promise<boolean>,
  isTimeUp: () => boolean,
): Promise<boolean> => {
  while (!isTimeUp()) {
    if (await walk()) return true;
    await pause(LOOK_AGAIN_MS);
  }
  return false;
};
