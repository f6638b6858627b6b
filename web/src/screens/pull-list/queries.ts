import { answerOf, api } from '../../lib/api/client.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Copy, Reservation } from '../../lib/api/types.ts';

/** A copy to fetch, and its reservation. */
export interface Pull {
  readonly copy: Copy;
  readonly reservation: Reservation;
}

/** The copies that a branch fetches from its shelves (rule R8). */
export const pullListQuery = (branchId: string) =>
  listQuery<Pull>(['pull-list', branchId], (cursor) => {
    const params = { path: { branchId }, query: { limit: 100, ...cursor } };
    return answerOf(api.GET('/api/branches/{branchId}/pull-list', { params }));
  });

const text = new Intl.Collator('nl', { numeric: true });

/** The order of a walk along the shelves: by collection, then by shelfmark. */
export const alongShelves = (a: Pull, b: Pull): number =>
  text.compare(a.copy.collection ?? '', b.copy.collection ?? '') ||
  text.compare(a.copy.shelfmark ?? '', b.copy.shelfmark ?? '') ||
  text.compare(a.copy.copyId, b.copy.copyId);
