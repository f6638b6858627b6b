import { isOnShelf, type Copy } from '../../domain/copy.ts';
import type { Card } from '../../domain/patron.ts';
import { isKeptFromTitleQueue } from '../../domain/reservation-rules.ts';
import { isWaiting } from '../../domain/reservation.ts';
import { changeCopy, isCopy, toCopy } from '../../store/copies.ts';
import { copyKey } from '../../store/keys.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { agreementsIn, agreementsKeyFor } from '../../store/theme-agreements.ts';
import { loadTitleWithHead } from '../../store/titles.ts';
import { completeWork, type Asking } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { idleFor } from '../core/serving-copies.ts';
import type { WorkProgress } from '../core/work-lease.ts';

/** A title reservation that a copy may be asked for. */
export interface Asked {
  readonly titleId: string;
  readonly pickupBranchId: string;
  readonly card: Card;
}

/** A copy on the shelf that nobody has asked for and that is not kept from this reservation. */
const isIdleFor = (
  { today }: RequestContext,
  copy: Copy,
  { card: patron, pickupBranchId }: Asked,
  agreements: ReturnType<typeof agreementsIn>['list'],
): boolean => {
  const isIdle = isOnShelf(copy) && !copy.wanted;
  return isIdle && !isKeptFromTitleQueue(copy, { patron, pickupBranchId, agreements }, today);
};

/**
 * Asks for one copy on the shelves for a title reservation: marks it for the pull list of its
 * branch (rule R8), the pick-up branch first. False when there is none: the write that brings one
 * within reach asks for it. Two requests for a page of copies, one for each that is looked at, and
 * one write.
 */
export const askForCopy = async (context: RequestContext, asked: Asked): Promise<boolean> => {
  for await (const copyIds of idleFor(context, asked.titleId, asked.pickupBranchId)) {
    if (await askForOneOf(context, copyIds, asked)) return true;
  }
  return false;
};

/** Asks for the first of these copies that is idle. One request for each that is looked at. */
const askForOneOf = async (
  context: RequestContext,
  copyIds: readonly string[],
  asked: Asked,
): Promise<boolean> => {
  const { table } = context;
  for (const copyId of copyIds) {
    const items = await table.getAll([copyKey(copyId), agreementsKeyFor(copyId)]);
    const copy = items.filter(isCopy).map(toCopy)[0];
    if (!copy || !isIdleFor(context, copy, asked, agreementsIn(items).list)) continue;
    if (await table.tryWrite(changeCopy(copy, { ...copy, wanted: true }))) return true;
  }
  return false;
};

/** Those at the head of the line for whom another copy is looked for. */
const ASKED_FOR = 20;

/**
 * Asks for another copy in the place of one that went out of reach: for the first in line that an
 * idle copy may serve (rule R8).
 */
export const askForAnother = async (context: RequestContext, work: Asking): Promise<WorkProgress> => {
  const { queue = [] } = (await loadTitleWithHead(context.table, work.titleId, ASKED_FOR)) ?? {};
  const waiting = queue.filter((reservation) => isWaiting(reservation, context.today));
  const patrons = await loadPatrons(
    context.table,
    waiting.map(({ patronId }) => patronId),
  );
  for (const reservation of waiting) {
    const patron = patrons.get(reservation.patronId);
    if (!patron || patron.blocked || patron.leaving) continue;
    if (await askForCopy(context, { ...reservation, card: patron })) break;
  }
  await completeWork(context.table, work);
  return 'done';
};
