import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;

/** Looks until nothing is wrong, or for so long: work in the background may still go on. */
export const wrongAtLast = async (
  look: () => Promise<readonly string[]>,
  patienceMs: number,
): Promise<readonly string[]> => {
  for (const until = performance.now() + patienceMs; ;) {
    const wrong = await look();
    if (wrong.length === 0 || performance.now() > until) return wrong;
    await pause(LOOK_EVERY_MS);
  }
};
