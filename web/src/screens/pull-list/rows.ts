import { alongShelves, type Pull } from './queries.ts';
import type { Fetched, PullScan } from './use-pulls.ts';

/** A copy that was scanned and checked in. */
export type In = Extract<Fetched, { readonly kind: 'in' }>;

/** The rows of a list, in the order of the shelves. */
export interface Rows {
  readonly rows: readonly Pull[];
  /** What was fetched of it in this session, by barcode. */
  readonly fetched: ReadonlyMap<string, In>;
  /** How many are still to fetch. */
  readonly left: number;
}

/** What is on the list of a branch, and what was on it until it was scanned there. */
export function rowsOf(list: readonly Pull[], scans: readonly PullScan[], branchId: string): Rows {
  const fetched = new Map(
    scans
      .filter(({ setting }) => setting.branchId === branchId)
      .flatMap(({ result }) =>
        result?.kind === 'in' ? [[result.checkedIn.answer.copy.copyId, result] as const] : [],
      ),
  );
  const gone = [...fetched.values()].flatMap(({ pull }) => pull ?? []);
  const rows = [...new Map([...gone, ...list].map((pull) => [pull.copy.copyId, pull])).values()];
  return {
    rows: rows.toSorted(alongShelves),
    fetched,
    left: rows.filter(({ copy }) => !fetched.has(copy.copyId)).length,
  };
}
