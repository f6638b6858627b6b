/**
 * The copies of a title that are asked for, matched with those who wait (rule R8). The match is
 * stored on both sides: on the copy, and on the title reservation. It holds where both agree, so
 * that no copy and no reservation is matched twice, whoever matches at the same time.
 */
import { isDeepStrictEqual } from 'node:util';
import { isIdle, type Copy } from '../../domain/copy.ts';
import { omit } from '../../domain/omit.ts';
import type { Pull } from '../../domain/pull-list.ts';
import { isKeptFromTitleQueue } from '../../domain/reservation-rules.ts';
import { isWaiting, type OpenReservation } from '../../domain/reservation.ts';
import { matchOf } from '../../domain/stored-match.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { matchTo, unmatch } from '../../store/reservations.ts';
import type { RequestContext } from '../core/request-context.ts';
import { idlePages } from '../core/serving-copies.ts';
import {
  loadMatchFacts,
  matchAsked,
  pullsWith,
  readOn,
  unserved,
  type MatchFacts,
  type TitleMatch,
} from './match-facts.ts';

/**
 * Stores the match of a copy. False when somebody has changed the copy or the reservation
 * meanwhile: they leave it to be matched anew.
 */
const save = async (
  { table }: RequestContext,
  copy: Copy,
  after: Copy,
  reservation: OpenReservation | undefined,
): Promise<boolean> => {
  const isNew = reservation?.kind === 'title' && reservation.matchedCopyId !== copy.copyId;
  if (isNew && !(await table.tryWrite(matchTo(reservation, copy.copyId)))) return false;
  return isDeepStrictEqual(copy, after) || table.tryWrite(changeCopy(copy, after));
};

/** Whether anybody waits whom a copy could be for. */
const isAwaited = ({ own, queue, today }: MatchFacts, { copyId }: Copy): boolean =>
  [...queue, ...own.filter((one) => one.copyId === copyId)].some((one) => isWaiting(one, today));

/**
 * Stores a match of these copies. Those that nobody waits for are not wanted any more. Answers what
 * is to be fetched, as far as it could be stored.
 */
const store = async (
  context: RequestContext,
  { facts, pulls }: TitleMatch,
  copies: readonly Copy[],
): Promise<readonly Pull[]> => {
  const reservationFor = new Map(pulls.map(({ copy, reservation }) => [copy, reservation]));
  const served = new Set(reservationFor.values());
  const left = facts.queue.filter((one) => one.matchedCopyId !== undefined && !served.has(one));
  const saved = await Promise.all(
    copies.map(async (copy) => {
      const reservation = reservationFor.get(copy);
      const after = isAwaited(facts, copy)
        ? { ...copy, wanted: true, match: matchOf(copy, reservation, facts) }
        : { ...omit(copy, 'match'), wanted: false };
      return (await save(context, copy, after, reservation)) ? [copy] : [];
    }),
  );
  await Promise.all(left.map((reservation) => context.table.tryWrite(unmatch(reservation))));
  const stored = new Set(saved.flat());
  return pulls.filter(({ copy }) => stored.has(copy));
};

/**
 * Matches the copies of a title that are asked for anew, these among them, and stores the match.
 * Answers what is to be fetched, at all branches. The requests of `loadMatchFacts`, and one or two
 * for each copy that is matched otherwise than before.
 */
export const matchTitle = async (
  context: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<readonly Pull[]> => {
  const facts = await loadMatchFacts(context, titleId, copyIds);
  if (facts.copies.length === 0) return [];
  const match = await matchAsked(context, facts);
  return store(context, match, match.facts.copies);
};

/** Pages of idle copies, and parts of the line, that are looked at for who is to get none. */
const MOST_PAGES = 10;
const MOST_PARTS = 10;

/** A match with the idle copies that were looked at. */
type MatchWithIdle = TitleMatch & { readonly idle: readonly Copy[] };

const withPage = async (
  context: RequestContext,
  { facts, idle }: MatchWithIdle,
  copyIds: readonly string[],
): Promise<MatchWithIdle> => {
  const page = [...(await loadCopies(context.table, copyIds)).values()];
  const all = [...idle, ...page.filter((copy) => isIdle(copy) && copy.titleId === facts.titleId)];
  return { facts, idle: all, pulls: pullsWith(facts, [...facts.copies, ...all]) };
};

/** The match with idle copies too, until all are served who can be, or no copy can serve more. */
const matchIdle = async (context: RequestContext, asked: TitleMatch): Promise<MatchWithIdle> => {
  let match: MatchWithIdle = { ...asked, idle: [] };
  if (asked.facts.goesOnAfter === undefined && unserved(asked.facts, asked.pulls).length === 0) return match;
  let pages = 0;
  for await (const copyIds of idlePages(context, asked.facts.titleId)) {
    match = await withPage(context, match, copyIds);
    if (unserved(match.facts, match.pulls).length === 0 || ++pages === MOST_PAGES) break;
  }
  const isLeft = (copy: Copy): boolean => !match.pulls.some((pull) => pull.copy === copy);
  for (let parts = 0; parts < MOST_PARTS && match.idle.some(isLeft); parts++) {
    const { goesOnAfter } = match.facts;
    if (goesOnAfter === undefined) break;
    const facts = await readOn(context, match.facts, goesOnAfter);
    match = { ...match, facts, pulls: pullsWith(facts, [...facts.copies, ...match.idle]) };
  }
  return match;
};

/** One idle copy for each who is still to get none, that can serve them after some day. */
const laterFor = ({ facts, pulls, idle }: MatchWithIdle): readonly Copy[] => {
  const taken = new Set(pulls.map(({ copy }) => copy));
  const couldLater = (copy: Copy, { patronId, pickupBranchId }: OpenReservation): boolean => {
    const patron = facts.patrons.get(patronId);
    const request = patron && { patron, pickupBranchId, agreements: [] };
    return request !== undefined && !copy.wanted && !isKeptFromTitleQueue(copy, request, facts.today);
  };
  return unserved(facts, pulls).flatMap((one) => {
    const copy = idle.find((each) => !taken.has(each) && couldLater(each, one));
    if (copy) taken.add(copy);
    return copy ?? [];
  });
};

/**
 * Looks again at the line of a title when something has changed, such as this copy: asks for idle
 * copies for those who are to get none, and matches anew (rule R8).
 */
export const lookAgainAtLine = async (
  context: RequestContext,
  titleId: string,
  copyId?: string,
): Promise<void> => {
  const facts = await loadMatchFacts(context, titleId, copyId === undefined ? [] : [copyId]);
  const match = await matchIdle(context, await matchAsked(context, facts));
  const pulled = new Set(match.pulls.map(({ copy }) => copy));
  const asked = match.idle.filter((copy) => pulled.has(copy));
  await store(context, match, [...match.facts.copies, ...asked, ...laterFor(match)]);
};
