/**
 * The copies that can serve the line of a title, found without reading all copies (rules R3, R8).
 */
import { isAskedFor, type Copy } from '../../domain/copy.ts';
import { omit } from '../../domain/omit.ts';
import { comesWithinReach } from '../../domain/reach.ts';
import type { ReservationRequest } from '../../domain/reservation-rules.ts';
import { loadCopies } from '../../store/copies.ts';
import { servingCopies, type ServingCopy } from '../../store/serving-copies.ts';
import { idleCopies, idleCopiesAt, servingCopiesAt } from '../../store/index-keys.ts';
import { loadLine } from '../../store/title-lines.ts';
import { loadTitleWithCopies } from '../../store/titles.ts';
import type { RequestContext } from './request-context.ts';

/** Copies of a title that can probably serve its line: the index lags up to a second. */
export interface Candidates {
  readonly entries: readonly ServingCopy[];
  /** Whether a copy is on the shelf that nobody has asked for. */
  readonly someIdle: boolean;
}

/** Entries of the index that are read at once. */
const ENTRIES = 10;

/** A few copies of any branch that can probably serve, now or after their loan. One request. */
export const candidatesOf = async (context: RequestContext, titleId: string): Promise<Candidates> => {
  const entries = await servingCopies(context.table, titleId, ENTRIES);
  return { entries, someIdle: entries.some(({ isIdle }) => isIdle) };
};

/**
 * Barcodes of the candidates that can serve a request for sure, as far as the index knows: for
 * everybody, or of the own branch and collected there; at the pick-up branch where agreements are
 * in force. Those there come first.
 */
export const fitFor = (
  { entries }: Candidates,
  { patron, pickupBranchId, agreements }: ReservationRequest,
): readonly string[] => {
  const isThere = ({ branchId }: ServingCopy) => branchId === pickupBranchId;
  const isOwn = (entry: ServingCopy) => isThere(entry) && patron.branchId === pickupBranchId;
  const fit = entries.filter(
    (entry) =>
      (entry.reach === 'everybody' || (entry.reach === 'own' && isOwn(entry))) &&
      (agreements.length === 0 || isThere(entry)),
  );
  return fit.toSorted((a, b) => Number(isThere(b)) - Number(isThere(a))).map(({ copyId }) => copyId);
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

/** Idle copies that are read at once. */
const IDLE_AT_ONCE = 50;

/**
 * Copies on the shelf that nobody is to get, page by page, those that can serve most people first.
 * A title that the index does not know, from before there was one, is read whole. One request for a
 * page.
 */
async function* idleEntries(
  context: RequestContext,
  titleId: string,
): AsyncGenerator<readonly ServingCopy[]> {
  for (let { from, to } = idleCopies; ;) {
    const page = await servingCopies(context.table, titleId, IDLE_AT_ONCE, { from, to });
    yield page;
    const last = page.at(-1);
    if (!last || page.length < IDLE_AT_ONCE) return;
    from = `${last.place} `;
  }
}

/** All copies of a title that the index does not know. */
const unknownCopies = async (context: RequestContext, titleId: string): Promise<readonly string[]> => {
  const isKnown = (await servingCopies(context.table, titleId, 1)).length > 0;
  return isKnown ? [] : (await allCopiesOf(context, titleId)).map(({ copyId }) => copyId);
};

/** Barcodes of the same. */
export async function* idlePages(
  context: RequestContext,
  titleId: string,
): AsyncGenerator<readonly string[]> {
  for await (const page of idleEntries(context, titleId)) yield page.map(({ copyId }) => copyId);
  yield unknownCopies(context, titleId);
}

/**
 * Barcodes of the same: first those at a branch that can serve everybody, then of each page those
 * of the branch first, and those behind a loan block with an end date last.
 */
export async function* idleFor(
  context: RequestContext,
  titleId: string,
  pickupBranchId: string,
): AsyncGenerator<readonly string[]> {
  const rankOf = ({ reach, branchId }: ServingCopy): number =>
    2 * Number(reach === 'later') + Number(branchId !== pickupBranchId);
  const there = await servingCopies(context.table, titleId, ENTRIES, idleCopiesAt(pickupBranchId));
  yield there.map(({ copyId }) => copyId);
  for await (const page of idleEntries(context, titleId))
    yield page.toSorted((a, b) => rankOf(a) - rankOf(b)).map(({ copyId }) => copyId);
  yield unknownCopies(context, titleId);
}

/**
 * A changed copy, with the mark for the pull list where the change brings it within reach of
 * somebody who waits (rule R8). One request, and only for such a change.
 */
export const askedWhereAwaited = async (
  { table }: RequestContext,
  before: Copy,
  after: Copy,
): Promise<Copy> => {
  if (isAskedFor(after) || !comesWithinReach(before, after)) return after;
  const line = await loadLine(table, after.titleId);
  // A line that is not open yet may have a queue from before there were lines.
  return !line || line.waiting > 0 ? { ...omit(after, 'match'), wanted: true } : after;
};

/** All copies of a title, by barcode. Two requests for up to a hundred. */
export const allCopiesOf = async ({ table }: RequestContext, titleId: string): Promise<readonly Copy[]> => {
  const copyIds = (await loadTitleWithCopies(table, titleId))?.copyIds ?? [];
  return [...(await loadCopies(table, copyIds)).values()].sort((a, b) => a.copyId.localeCompare(b.copyId));
};
