import pMap from 'p-map';
import { isIdle, type Copy, type StoredMatch } from '../../domain/copy.ts';
import { mayServe, type DayCircumstances } from '../../domain/hold-rules.ts';
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

/** Idle copies, in this order, and the agreements. One request. */
const loadIdle = async (
  { table }: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<{ readonly copies: readonly Copy[]; readonly agreements: readonly ThemeAgreement[] }> => {
  const items = await table.getAll([agreementsKeyFor(titleId), ...copyIds.map(copyKey)]);
  const byId = new Map(items.filter(isCopy).map((item) => [toCopy(item).copyId, toCopy(item)]));
  const copies = copyIds.flatMap((copyId) => byId.get(copyId) ?? []);
  return {
    copies: copies.filter((copy) => isIdle(copy) && copy.titleId === titleId),
    agreements: agreementsIn(items).list,
  };
};

/** The pages, the first copy by itself: nearly always it is the one that is asked for. */
async function* firstAlone(pages: AsyncIterable<readonly string[]>): AsyncGenerator<readonly string[]> {
  let isFirst = true;
  for await (const page of pages) {
    const alone = isFirst ? page.slice(0, 1) : [];
    const others = page.slice(alone.length);
    if (alone.length > 0) yield alone;
    if (others.length > 0) yield others;
    isFirst &&= page.length === 0;
  }
}

/** Matches an idle copy with a reservation. False when somebody else was first. Two writes. */
const fetchFor = async (
  { table }: RequestContext,
  copy: Copy,
  reservation: OpenReservation,
  circumstances: DayCircumstances,
): Promise<boolean> => {
  const match = matchOf(copy, reservation, circumstances);
  if (!(await table.tryWrite(changeCopy(copy, { ...copy, wanted: true, match })))) return false;
  await table.tryWrite(matchTo(reservation, copy.copyId));
  return true;
};

/**
 * Asks for one copy on the shelves for a title reservation: it is on the pull list of its branch
 * (rule R8), the pick-up branch first. Where none can serve it now, one is wanted that can after
 * the end of a loan block or of an agreement. False when there is none either: the write that
 * brings one within reach asks for it. It looks at nobody else: two hundred may join at once. Two
 * requests for the first copy, as many for a page of others, and two writes.
 */
export const askForCopy = async (
  context: RequestContext,
  { reservation, patron }: Asked,
): Promise<boolean> => {
  const { table, today } = context;
  const { titleId, pickupBranchId } = reservation;
  const isKept = (copy: Copy): boolean =>
    isKeptFromTitleQueue(copy, { patron, pickupBranchId, agreements: [] }, today);
  let later: { readonly before: Copy; readonly match: StoredMatch } | undefined;
  for await (const copyIds of firstAlone(idleFor(context, titleId, pickupBranchId))) {
    const { copies, agreements } = await loadIdle(context, titleId, copyIds);
    const circumstances = { agreements, today };
    for (const copy of copies.filter((each) => mayServe(each, reservation, patron, circumstances)))
      if (await fetchFor(context, copy, reservation, circumstances)) return true;
    const before = copies.find((copy) => !copy.wanted && !isKept(copy));
    later ??= before && { before, match: matchOf(before, undefined, circumstances) };
  }
  if (!later) return false;
  const { before, match } = later;
  return table.tryWrite(changeCopy(before, { ...before, wanted: true, match }));
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
