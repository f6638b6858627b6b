import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../../testing/random.ts';
import type { System } from '../system.ts';

/** A system that is killed again and again, and started again. */
export interface RestartingSystem {
  /** The one that runs; undefined where none does. */
  readonly now: () => System | undefined;
  /** How often it was killed, and how long it took until it answered again, at most. */
  readonly deaths: () => number;
  readonly slowestMs: () => number;
  /** Kills no more; resolves with the last one. */
  readonly spare: () => Promise<System>;
}

/** It lives for between these two. Long enough to start a batch, too short to end every one. */
const [SHORTEST_MS, LONGEST_MS] = [1_500, 9_000];

/**
 * Kills a system at random moments, its database with it, and starts it on the same data (contract,
 * `kill -9`).
 */
export const restartingSystem = (
  first: System,
  start: () => Promise<System>,
  chance: Chance,
): RestartingSystem => {
  let running: System | undefined = first;
  let isSpared = false;
  let deaths = 0;
  let slowest = 0;
  const live = async (): Promise<System> => {
    for (let system = first; ;) {
      await pause(SHORTEST_MS + chance() * (LONGEST_MS - SHORTEST_MS));
      if (isSpared) return system;
      running = undefined;
      system.mustRun();
      await system.kill();
      deaths += 1;
      const since = performance.now();
      running = system = await start();
      slowest = Math.max(slowest, performance.now() - since);
    }
  };
  const life = live();
  return {
    now: () => running,
    deaths: () => deaths,
    slowestMs: () => slowest,
    spare: () => {
      isSpared = true;
      return life;
    },
  };
};
