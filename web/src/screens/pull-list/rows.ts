import { alongShelves, type Pull } from './queries.ts';
import type { Fetched, PullScan } from './use-pulls.ts';

/** A scan that was checked in. */
export type CheckedInPull = Extract<Fetched, { readonly kind: 'in' }>;

/** The rows of the table, in the order of the shelves. */
export interface Rows {
  readonly rows: readonly Pull[];
  /** The fetched copies of this session, by barcode. */
  readonly fetched: ReadonlyMap<string, CheckedInPull>;
  /** The number of copies that are still to fetch. */
  readonly left: number;
}

/** The copies on the list of a branch, and those that scans of this session took off it. */
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
