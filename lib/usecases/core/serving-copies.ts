/**
 * The copies that can serve the line of a title, found without reading all copies (rules R3, R8).
 */
import type { Copy } from '../../domain/copy.ts';
import { comesWithinReach } from '../../domain/reach.ts';
import { loadCopies } from '../../store/copies.ts';
import { servingCopies } from '../../store/serving-copies.ts';
import { idleCopies, idleCopiesAt, servingCopiesAt } from '../../store/index-keys.ts';
import { loadLine } from '../../store/title-lines.ts';
import { loadTitleWithCopies } from '../../store/titles.ts';
import type { RequestContext } from './request-context.ts';

/** Copies of a title that can probably serve its line: the index lags up to a second. */
export interface Candidates {
  readonly copyIds: readonly string[];
  /** Whether a copy is on the shelf that nobody has asked for. */
  readonly someIdle: boolean;
}

/** Entries of the index that are read at once. */
const ENTRIES = 10;

/** A few copies of any branch that can probably serve, now or after their loan. One request. */
export const candidatesOf = async (context: RequestContext, titleId: string): Promise<Candidates> => {
  const entries = await servingCopies(context.table, titleId, ENTRIES);
  const of = (wanted: string) => entries.filter(({ reach }) => reach === wanted).map(({ copyId }) => copyId);
  return { copyIds: [...of('everybody'), ...of('own')], someIdle: entries.some(({ isIdle }) => isIdle) };
};

/**
 * A few copies of the pick-up branch that can probably serve: no agreement keeps them from it. Four
 * requests at the same time.
 */
export const candidatesAt = async (
  context: RequestContext,
  titleId: string,
  pickupBranchId: string,
): Promise<readonly string[]> => {
  const ranges = servingCopiesAt(pickupBranchId);
  const found = await Promise.all(
    ranges.map((range) => servingCopies(context.table, titleId, ENTRIES, range)),
  );
  return found.flat().map(({ copyId }) => copyId);
};

/**
 * A few copies on the shelf that nobody has asked for: those of the pick-up branch first, and those
 * behind a loan block with an end date last. One request; two where many are idle.
 */
export const idleFor = async (
  context: RequestContext,
  titleId: string,
  pickupBranchId: string,
): Promise<readonly string[]> => {
  const some = await servingCopies(context.table, titleId, ENTRIES, idleCopies);
  const there =
    some.length < ENTRIES
      ? []
      : await servingCopies(context.table, titleId, ENTRIES, idleCopiesAt(pickupBranchId));
  const rankOf = ({ reach, branchId }: (typeof some)[number]): number =>
    2 * Number(reach === 'later') + Number(branchId !== pickupBranchId);
  const inOrder = [...there, ...some].sort((a, b) => rankOf(a) - rankOf(b));
  return [...new Set(inOrder.map(({ copyId }) => copyId))];
};

/**
 * A changed copy, with the mark for the pull list where the change brings it within reach of
 * somebody who waits (rule R8). One request, and only for such a change.
 */
export const askedWhereAwaited = async (
  { table }: RequestContext,
  before: Copy,
  after: Copy,
): Promise<Copy> => {
  if (after.wanted || !comesWithinReach(before, after)) return after;
  const line = await loadLine(table, after.titleId);
  return line && line.waiting > 0 ? { ...after, wanted: true } : after;
};

/** All copies of a title, by barcode. Two requests for up to a hundred. */
export const allCopiesOf = async ({ table }: RequestContext, titleId: string): Promise<readonly Copy[]> => {
  const copyIds = (await loadTitleWithCopies(table, titleId))?.copyIds ?? [];
  return [...(await loadCopies(table, copyIds)).values()].sort((a, b) => a.copyId.localeCompare(b.copyId));
};
