import pMap from 'p-map';
import { isPast } from '../../domain/calendar.ts';
import { isAskedFor, isOnShelf, type Copy } from '../../domain/copy.ts';
import { NotFound } from '../../domain/errors.ts';
import type { Pull } from '../../domain/pull-list.ts';
import { isWaiting, type OpenReservation } from '../../domain/reservation.ts';
import { matchHolds } from '../../domain/stored-match.ts';
import type { ThemeAgreement } from '../../domain/theme-agreement.ts';
import { isBranch } from '../../store/branches.ts';
import { askingFor, copiesWanted, copiesWantedAgain, loadCopies } from '../../store/copies.ts';
import { branchKey, copyIdOf } from '../../store/keys.ts';
import { filledPage, type Page, type PageRange } from '../../store/page.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { loadQueued } from '../../store/reservations.ts';
import { agreementsIn, agreementsKeyFor } from '../../store/theme-agreements.ts';
import { addWork } from '../../store/work.ts';
import { copyToday } from '../core/recount.ts';
import type { RequestContext } from '../core/request-context.ts';
import { matchTitle } from './match-title.ts';
import { onDay, type ReservationToday } from './show-reservation.ts';

/** A copy to fetch from the shelf, and the reservation that it is for. */
export interface PullToday {
  readonly copy: Copy;
  readonly reservation: ReservationToday;
}

/**
 * The copies to fetch from the shelves of a branch for waiting reservations: one per reservation,
 * in shelf order (rule R8). What is stored of the match is held against the copies, reservations
 * and cards of today (rule T2): where it does not hold, the title is matched anew. Reads on where
 * marks are stale. Six requests for a page of a hundred, and three units for each copy on it; more
 * only for titles that are matched anew.
 */
export const pullList = async (
  context: RequestContext,
  branchId: string,
  part: PageRange,
): Promise<Page<PullToday>> => {
  const [known] = await Promise.all([
    context.table.getAll([branchKey(branchId), agreementsKeyFor(branchId)]),
    part.after === undefined ? matchDue(context, branchId) : undefined,
  ]);
  if (!known.some(isBranch)) throw new NotFound('branch');
  const agreements = agreementsIn(known).list;
  return filledPage(part, (range) => pullsAmong(context, branchId, agreements, range));
};

/** Titles that are matched at the same time. */
const CONCURRENCY = 8;

/** Matches the titles of these copies anew. Answers what is to be fetched, at all branches. */
const matchTitlesOf = async (context: RequestContext, copies: Iterable<Copy>): Promise<readonly Pull[]> => {
  const byTitle = Map.groupBy(copies, ({ titleId }) => titleId);
  const match = ([titleId, ofTitle]: [string, Copy[]]) =>
    matchTitle(
      context,
      titleId,
      ofTitle.map(({ copyId }) => copyId),
    );
  return (await pMap(byTitle, match, { concurrency: CONCURRENCY })).flat();
};

/** Copies that nobody could have until now, and that are matched at once. */
const MOST_DUE = 100;

/** Matches the copies that somebody may have since today, such as after the end of a loan block. */
const matchDue = async (context: RequestContext, branchId: string): Promise<void> => {
  const due = await copiesWantedAgain(context.table, branchId, context.today, MOST_DUE);
  const copies = due.length === 0 ? [] : (await loadCopies(context.table, due)).values();
  await matchTitlesOf(context, copies);
};

/** The copies to fetch among the next that are asked for, each with its place on the shelves. */
const pullsAmong = async (
  context: RequestContext,
  branchId: string,
  agreements: readonly ThemeAgreement[],
  range: PageRange,
) => {
  const { entries, next } = await copiesWanted(context.table, branchId, range);
  const loaded = await loadCopies(context.table, entries.map(copyIdOf));
  const copies = [...loaded.values()].filter((copy) => isToTell(context, copy) && copy.branchId === branchId);
  const pulls = await pullsOf(context, copies, agreements);
  const pullOf = new Map(pulls.map((pull) => [pull.copy.copyId, pull]));
  const told = await pMap(entries, async (entry) => {
    const pull = pullOf.get(copyIdOf(entry));
    return pull ? [{ item: await pullToday(context, pull), place: entry.place }] : [];
  });
  return { items: told.flat(), next };
};

/** Whether a copy is to be fetched, or must be matched first. */
const isToTell = ({ today }: RequestContext, copy: Copy): boolean =>
  isOnShelf(copy) && copy.wanted && (isAskedFor(copy) || isPast(copy.match?.until, today));

const pullToday = async (context: RequestContext, { copy, reservation }: Pull): Promise<PullToday> => ({
  copy: await copyToday(context, copy),
  reservation: onDay(reservation, undefined, context.today),
});

/** Whom these copies are for: as stored, or matched anew where that does not hold. */
const pullsOf = async (
  context: RequestContext,
  copies: readonly Copy[],
  agreements: readonly ThemeAgreement[],
): Promise<readonly Pull[]> => {
  const { table, today } = context;
  const reservations = await loadQueued(
    table,
    copies.flatMap(({ match }) => match?.reservationId ?? []),
  );
  const patrons = await loadPatrons(table, [
    ...new Set([...reservations.values()].map(({ patronId }) => patronId)),
  ]);
  const stored = copies.flatMap((copy) => {
    const reservation = reservations.get(copy.match?.reservationId ?? '');
    return reservation ? [{ copy, reservation }] : [];
  });
  const holding = stored.filter((pull) =>
    matchHolds(pull, patrons.get(pull.reservation.patronId), { agreements, today }),
  );
  const held = new Set(holding.map(({ copy }) => copy));
  const others = copies.filter((copy) => !held.has(copy));
  if (others.length === 0) return holding;
  const anew = await matchTitlesOf(context, others);
  await askInstead(
    context,
    stored.filter(({ copy }) => !held.has(copy)),
    anew,
  );
  const titles = new Set(others.map(({ titleId }) => titleId));
  return [...holding.filter(({ copy }) => !titles.has(copy.titleId)), ...anew];
};

/** Leaves work that asks for another copy, for those who still wait and get none of these. */
const askInstead = async (
  { table, today }: RequestContext,
  lost: readonly Pull[],
  pulls: readonly Pull[],
): Promise<void> => {
  const served = new Set(pulls.map(({ reservation }) => reservation.id));
  const isLeft = (one: OpenReservation): boolean => isWaiting(one, today) && !served.has(one.id);
  const left = lost.filter(({ reservation }) => reservation.kind === 'title' && isLeft(reservation));
  await Promise.all(left.map(({ copy }) => table.tryWrite(addWork(askingFor(copy)))));
};
