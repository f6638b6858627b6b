import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../../testing/random.ts';
import type { System } from '../system.ts';

/** A system that is killed and started again repeatedly. */
export interface RestartingSystem {
  /** The running system; undefined while it is down. */
  readonly now: () => System | undefined;
  /** The number of kills, and the longest time until it answered again. */
  readonly deaths: () => number;
  readonly slowestMs: () => number;
  /** Stops killing; resolves with the last system. */
  readonly spare: () => Promise<System>;
}

/** The range of its lifetime: long enough to start a batch, too short to finish every batch. */
const [SHORTEST_MS, LONGEST_MS] = [1_500, 9_000];

/**
 * Kills a system and its database at random moments, and starts it on the same data (contract,
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
