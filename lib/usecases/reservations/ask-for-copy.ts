import pMap from 'p-map';
import { isIdle, type Copy } from '../../domain/copy.ts';
import { mayServe } from '../../domain/hold-rules.ts';
import type { Patron } from '../../domain/patron.ts';
import { isKeptFromTitleQueue } from '../../domain/reservation-rules.ts';
import { isWaiting, type OpenReservation } from '../../domain/reservation.ts';
import { matchOf } from '../../domain/stored-match.ts';
import type { ThemeAgreement } from '../../domain/theme-agreement.ts';
import { changeCopy, isCopy, toCopy } from '../../store/copies.ts';
import { copyKey } from '../../store/keys.ts';
import { loadOpenOfPatron, matchTo } from '../../store/reservations.ts';
import { agreementsIn, agreementsKeyFor } from '../../store/theme-agreements.ts';
import { completeWork, type Asking, type CardWork } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { idleFor } from '../core/serving-copies.ts';
import type { WorkProgress } from '../core/work-lease.ts';
import { lookAgainAtLine } from './match-title.ts';

/** A title reservation that a copy may be asked for, and its card. */
export interface Asked {
  readonly reservation: OpenReservation;
  readonly patron: Patron;
}

/**
 * A copy that is asked for, for this reservation: to be fetched for it, or wanted later, after the
 * end of a loan block or of an agreement. Undefined when somebody else is to get it, or when a
 * reservation block keeps it from this reservation.
 */
const askedFor = (
  { today }: RequestContext,
  copy: Copy,
  { reservation, patron }: Asked,
  agreements: readonly ThemeAgreement[],
): Copy | undefined => {
  const circumstances = { agreements, today };
  if (!isIdle(copy)) return undefined;
  if (mayServe(copy, reservation, patron, circumstances))
    return { ...copy, wanted: true, match: matchOf(copy, reservation, circumstances) };
  const { pickupBranchId } = reservation;
  const isKept = isKeptFromTitleQueue(copy, { patron, pickupBranchId, agreements: [] }, today);
  return copy.wanted || isKept
    ? undefined
    : { ...copy, wanted: true, match: matchOf(copy, undefined, circumstances) };
};

/**
 * Asks for one copy on the shelves for a title reservation: it is on the pull list of its branch
 * (rule R8), the pick-up branch first. False when there is none: the write that brings one within
 * reach asks for it. Two requests for a page of copies, and two writes.
 */
export const askForCopy = async (context: RequestContext, asked: Asked): Promise<boolean> => {
  const { titleId, pickupBranchId } = asked.reservation;
  for await (const copyIds of idleFor(context, titleId, pickupBranchId)) {
    if (copyIds.length > 0 && (await askForOneOf(context, copyIds, asked))) return true;
  }
  return false;
};

/** Asks for the first of these copies that is idle. One request, and two writes. */
const askForOneOf = async (
  context: RequestContext,
  copyIds: readonly string[],
  asked: Asked,
): Promise<boolean> => {
  const { table } = context;
  const { titleId } = asked.reservation;
  const items = await table.getAll([agreementsKeyFor(titleId), ...copyIds.map(copyKey)]);
  const agreements = agreementsIn(items).list;
  const copies = new Map(items.filter(isCopy).map((item) => [toCopy(item).copyId, toCopy(item)]));
  for (const copyId of copyIds) {
    const copy = copies.get(copyId);
    const after = copy?.titleId === titleId && askedFor(context, copy, asked, agreements);
    if (!after || !(await table.tryWrite(changeCopy(copy, after)))) continue;
    if (after.match?.reservationId !== undefined) await table.tryWrite(matchTo(asked.reservation, copyId));
    return true;
  }
  return false;
};

/** Titles that are looked at at the same time. */
const CONCURRENCY = 4;

/** After a copy that was asked for has gone or changed. */
export const askForAnother = async (context: RequestContext, work: Asking): Promise<WorkProgress> => {
  await lookAgainAtLine(context, work.titleId, work.copyId);
  await completeWork(context.table, work);
  return 'done';
};

/** After a card was blocked or freed, or has another branch: who else may be served, or not. */
export const followCard = async (context: RequestContext, work: CardWork): Promise<WorkProgress> => {
  const open = await loadOpenOfPatron(context.table, work.patronId);
  const waiting = open.filter((reservation) => isWaiting(reservation, context.today));
  await pMap(waiting, ({ titleId, copyId }) => lookAgainAtLine(context, titleId, copyId), {
    concurrency: CONCURRENCY,
  });
  await completeWork(context.table, work);
  return 'done';
};
