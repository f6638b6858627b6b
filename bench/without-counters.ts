import { counterKey } from '../lib/store/keys.ts';
import type { Writes } from '../lib/store/writes.ts';

/**
 * The writes that put new items, without those that add to a counter; `countsOf` puts the totals.
 */
export const withoutCounters = (writes: Writes): Writes =>
  Object.fromEntries(Object.entries(writes).filter(([, write]) => !('update' in write)));

/** The counter item of an activity with this many blocked copies. */
export const countsOf = (activityId: string, blocked: number): Writes => ({
  counts: { put: { ...counterKey(activityId, 0), term: 1, 'count blocked': blocked }, when: [] },
});
