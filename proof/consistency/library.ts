/** The library of the workload: few copies for many clients, so that their calls conflict. */
import type { TitleState, CopyState, PatronFacts } from './model/title-state.ts';

export const [CEN, NRD] = ['CEN', 'NRD'] as const;
export const BRANCHES = [CEN, NRD] as const;

const TITLES = 24;

/** Most calls go to the first three titles. */
export const TITLE_IDS: readonly string[] = Array.from(
  { length: TITLES },
  (_, n) => `T${String(n + 1).padStart(2, '0')}`,
);

/** The last titles: with more copies than others, which stand on the shelf in the end. */
export const SHELF_TITLES: readonly string[] = TITLE_IDS.slice(-5);

const branchesOf = (titleId: string): readonly string[] => {
  const other = Number(titleId.slice(1)) % 2 === 0 ? NRD : CEN;
  return SHELF_TITLES.includes(titleId) ? [CEN, other, CEN, NRD] : [CEN, other];
};

/** Two copies of each title: one at each branch, or both at the first; two more of the last. */
export const copiesOf = (titleId: string): readonly CopyState[] =>
  branchesOf(titleId).map((branchId, n) => ({
    copyId: `${titleId}.${'abcd'.charAt(n)}`,
    branchId,
    blocks: [],
    lines: 0,
  }));

export const COPIES: readonly CopyState[] = TITLE_IDS.flatMap(copiesOf);

/** The title of a copy, or of the copy or title that a reservation id names. */
export const titleOf = (id: string): string => /T\d\d/.exec(id)?.[0] ?? '';

/** A title without blocks, loans and reservations. */
export const emptyTitleState = (titleId: string): TitleState => ({ copies: copiesOf(titleId), open: [] });

const ordinary = (branchId: string): PatronFacts => ({ branchId, special: false });
const special = (branchId: string): PatronFacts => ({ branchId, special: true });

/** A special card of an activity that is over. */
export const CARD_LEFT = 'S-CEN-LEFT';

export const PATRONS: ReadonlyMap<string, PatronFacts> = new Map([
  ['P1', ordinary(CEN)],
  ['P2', ordinary(CEN)],
  ['P3', ordinary(NRD)],
  ['P4', ordinary(NRD)],
  ['S-CEN', special(CEN)],
  ['S-NRD', special(NRD)],
  [CARD_LEFT, special(CEN)],
]);
