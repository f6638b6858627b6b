import { counterKey } from '../lib/store/keys.ts';
import type { Writes } from '../lib/store/writes.ts';

/**
 * The writes that make new items only: what they add to a count is put there at once, by
 * `countsOf`.
 */
export const withoutCounters = (writes: Writes): Writes =>
  Object.fromEntries(Object.entries(writes).filter(([, write]) => !('update' in write)));

/** The counts of an activity with so many blocked copies. */
export const countsOf = (activityId: string, blocked: number): Writes => ({
  counts: { put: { ...counterKey(activityId, 0), term: 1, 'count blocked': blocked }, when: [] },
});
