import { codeInForce, endOf } from './block.ts';
import { isAskedFor, isOnShelf, type Copy } from './copy.ts';

/**
 * Whom a copy can serve in the line of its title, now or after its loan: everybody; patrons of its
 * own branch who collect it there; somebody later, behind a loan block with an end date; or nobody
 * (rules B4–B6, R3). An agreement may still keep it at home, and it may be on loan to this very
 * patron.
 */
export type Reach = 'everybody' | 'own' | 'later' | 'nobody';

export const reachOf = (copy: Copy): Reach => {
  const code = codeInForce(copy.blocks);
  const loanBlocks = Object.values(copy.blocks).filter((block) => block.kind === 'loan');
  const isForReference = loanBlocks.some((block) => endOf(block) === undefined);
  if (copy.withdrawn || copy.missing || copy.loan?.special || code === 8 || isForReference) return 'nobody';
  if (loanBlocks.length > 0) return 'later';
  return code === 7 ? 'own' : 'everybody';
};

const WIDTH: Readonly<Record<Reach, number>> = { nobody: 0, later: 1, own: 2, everybody: 3 };

/** How many a copy on the shelf can be fetched for; 0 for a copy that is not there. */
const widthOnShelf = (copy: Copy): number => (isOnShelf(copy) ? WIDTH[reachOf(copy)] : 0);

/**
 * Whether a change brings a copy on the shelf within reach of more people: then it may be asked for
 * (rule R8).
 */
export const comesWithinReach = (before: Copy, after: Copy): boolean =>
  widthOnShelf(after) > widthOnShelf(before);

/**
 * Whether a change takes a copy away that was asked for, other than for the one who gets it: then
 * another may have to be asked for (rule R8).
 */
export const goesOutOfReach = (before: Copy, after: Copy): boolean =>
  isAskedFor(before) &&
  (after.titleId !== before.titleId ||
    (widthOnShelf(after) < widthOnShelf(before) && !isForMatched(before, after)));

/** Whether the copy is put aside for the one whom it was to be fetched for. */
const isForMatched = ({ match }: Copy, { hold }: Copy): boolean =>
  hold !== undefined && hold.reservationId === match?.reservationId;
