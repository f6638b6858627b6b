// Long: how a copy is routed, and what is read for it: the line part by part, and the cards in it.

import { lastDayOfActivity, type Activity } from '../../domain/activity.ts';
import { codeInForce } from '../../domain/block.ts';
import type { Branch } from '../../domain/branch.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { trustedCard, type Patron } from '../../domain/patron.ts';
import { goesFirst, numberOf, type OpenReservation } from '../../domain/reservation.ts';
import { keptFor, routeTo, type Routing } from '../../domain/routing.ts';
import { firstServed, type Patrons } from '../../domain/hold-rules.ts';
import { isActivity, loadActivity, toActivity } from '../../store/activities.ts';
import {
  agreementsIn,
  agreementsKeyFor,
  sameAgreements,
  type Agreements,
} from '../../store/theme-agreements.ts';
import { isBranch, toBranch } from '../../store/branches.ts';
import { activityKey, branchKey, patronKey } from '../../store/keys.ts';
import { canBeServed, loadPatrons, patronsIn } from '../../store/patrons.ts';
import { changeReservation } from '../../store/reservations.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { finishEarlier } from './join-line.ts';
import { lineAsLoaded, loadMore, loadTitleQueue, type LoadedSituation } from './load-situation.ts';

const PATRONS_AT_ONCE = 90;

/** The facts that route a copy, besides the copy and its queues. */
export interface Cards {
  readonly patrons: Patrons;
  readonly branch: Branch | undefined;
  readonly agreements: Agreements;
  readonly activities: ReadonlyMap<string, Activity>;
  /** Reservations further down the line; their cards are not in `patrons`. */
  readonly rest: readonly OpenReservation[];
  /** Set when the cards are not read: the write checks that of who is served. */
  readonly areTrusted?: true;
}

/** What is read in one request: of a line, of the holder of a hold, and of a branch. */
interface CardsWanted {
  readonly line?: readonly OpenReservation[];
  readonly holder?: string | undefined;
  readonly branchId: string;
  readonly activityIds: readonly string[];
}

const cardsOf = async (
  context: RequestContext,
  copyId: string,
  { line = [], holder, branchId, activityIds }: CardsWanted,
): Promise<Cards> => {
  const part = line.slice(0, PATRONS_AT_ONCE);
  const items = await context.table.getAll([
    branchKey(branchId),
    agreementsKeyFor(copyId),
    ...activityIds.map(activityKey),
    ...part.map(({ patronId }) => patronKey(patronId)),
    ...(holder === undefined ? [] : [patronKey(holder)]),
  ]);
  return {
    patrons: patronsIn(items),
    branch: items.filter(isBranch).map(toBranch)[0],
    agreements: agreementsIn(items),
    activities: new Map(items.filter(isActivity).map((item) => [toActivity(item).id, toActivity(item)])),
    rest: line.slice(PATRONS_AT_ONCE),
  };
};

/**
 * The cards of the reservation that the copy is on hold for and of the first in line, with the
 * current branch, the theme agreements and these activities. One request per 100.
 */
const loadCards = (
  context: RequestContext,
  situation: LoadedSituation,
  branchId: string,
  activityIds: readonly string[] = [],
): Promise<Cards> => {
  const line = lineFor(situation, context.today);
  return cardsOf(context, situation.copy.copyId, { line, branchId, activityIds });
};

/** The reservation that the copy is on hold for, and those in line. */
const lineFor = (situation: LoadedSituation, today: Day): readonly OpenReservation[] => {
  const { copy, queue, titleQueue } = situation;
  const held = [...queue, ...titleQueue].filter(({ id }) => id === copy.hold?.reservationId);
  return [...held, ...lineAsLoaded(situation, today)];
};

/**
 * The same without the cards in line: the branch, the agreements and the activities, and the card
 * of the hold. One request.
 */
export const loadPlace = (
  context: RequestContext,
  { copyId, hold }: Copy,
  branchId: string,
  activityIds: readonly string[],
): Promise<Cards> => cardsOf(context, copyId, { holder: hold?.patronId, branchId, activityIds });

/** The same with the cards of the first in line. One request. */
export const withCards = async (
  context: RequestContext,
  situation: LoadedSituation,
  place: Cards,
): Promise<Cards> => {
  const line = lineFor(situation, context.today);
  const part = line.slice(0, PATRONS_AT_ONCE).map(({ patronId }) => patronId);
  return { ...place, patrons: await loadPatrons(context.table, part), rest: line.slice(PATRONS_AT_ONCE) };
};

/**
 * The same with cards as they nearly always are: not blocked, and of the branch of a copy that is
 * for its own patrons. None is needed for a copy that stays on hold. Undefined where more must be
 * known of them: for special cards, for a copy that may stay on hold no longer, and where the
 * borrower waits too, whose card the write changes.
 */
export const withTrustedCards = (situation: LoadedSituation, place: Cards, today: Day): Cards | undefined => {
  const { copy } = situation;
  if (copy.hold) return keptFor(situation, place.patrons, today) && place;
  const line = lineAsLoaded(situation, today);
  const isOrdinary = ({ cardBranchId, patronId }: OpenReservation): boolean =>
    cardBranchId === undefined && patronId !== copy.loan?.patronId;
  if (!line.every(isOrdinary)) return undefined;
  const trusted = ({ patronId }: OpenReservation): [string, Patron] => [
    patronId,
    trustedCard({ patronId, branchId: copy.branchId, kind: 'ordinary' }),
  ];
  return { ...place, patrons: new Map(line.map(trusted)), rest: [], areTrusted: true };
};

/** The condition on the card of who is served, where it was trusted. */
const trustOf = (chosen: OpenReservation | undefined, copy: Copy, { areTrusted }: Cards): Writes => {
  if (!chosen || !areTrusted) return {};
  const forOwn = chosen.kind === 'title' && codeInForce(copy.blocks) !== null;
  return canBeServed(chosen.patronId, forOwn ? copy.branchId : undefined);
};

/** What is read of a line: the situation, and cards of those in it. */
interface Read {
  readonly situation: LoadedSituation;
  readonly cards: Cards;
}

/** The reservation that a copy serves, with what was read to find it. */
interface Found extends Read {
  readonly chosen: OpenReservation | undefined;
}

/** The next cards of the line, and the next part of it when all cards are read. */
const readOn = async (context: RequestContext, { situation, cards }: Read, at: string): Promise<Read> => {
  const { rest } = cards;
  const { goesOnAfter } = situation;
  const branch = { branchId: at, activityIds: [] };
  const { copyId } = situation.copy;
  if (rest.length > 0 || goesOnAfter === undefined)
    return { situation, cards: await cardsOf(context, copyId, { line: rest, ...branch }) };
  const more = await loadMore(context, situation, goesOnAfter);
  const seen = new Set(lineAsLoaded(situation, context.today).map(({ id }) => id));
  const line = lineAsLoaded(more, context.today).filter(({ id }) => !seen.has(id));
  return { situation: more, cards: await cardsOf(context, copyId, { line, ...branch }) };
};

/** The head of the line as it is now. */
const readAgain = async (context: RequestContext, { situation }: Read, at: string): Promise<Read> => {
  const now = await loadTitleQueue(context, situation);
  return { situation: now, cards: await loadCards(context, now, at) };
};

/**
 * Reads the line, part by part, until the copy can serve a reservation. Who is on the way into the
 * line with an earlier number is put there first, so that nobody is passed over (rule R6).
 */
const findServed = async (context: RequestContext, first: Read, at: string): Promise<Found> => {
  const { today } = context;
  for (let read = first; ;) {
    const { situation, cards } = read;
    const { copy, line, titleQueue, goesOnAfter } = situation;
    const { patrons, rest, agreements } = cards;
    const kept = keptFor(situation, patrons, today);
    if (kept || copy.withdrawn) return { chosen: kept, ...read };
    const inOrder = lineAsLoaded(situation, today);
    const chosen = firstServed(copy, inOrder, { patrons, agreements: agreements.list, today });
    const isAll = rest.length === 0 && goesOnAfter === undefined;
    if (!chosen && !isAll) read = await readOn(context, read, at);
    else if (chosen && goesFirst(chosen, copy)) return { chosen, ...read };
    else if (await finishEarlier(context, line, titleQueue, chosen && numberOf(chosen)))
      read = await readAgain(context, read, at);
    else return { chosen, ...read };
  }
};

/**
 * The activity of the special card that gets the copy (rule R7). One request when it is not loaded.
 */
const activityOf = async (
  context: RequestContext,
  chosen: OpenReservation | undefined,
  { patrons, activities }: Cards,
) => {
  const { activityId } = patrons.get(chosen?.patronId ?? '') ?? {};
  if (activityId === undefined) return undefined;
  return activities.get(activityId) ?? loadActivity(context.table, activityId);
};

/** A routing with the conditions of its write, and the activities whose end it relies on. */
export type RoutedCopy = Routing & {
  readonly conditions: Writes;
  readonly reliedOn: readonly Activity[];
};

/**
 * Decides where a copy at a branch goes (rule R7): to the reservation that it is on hold for, to
 * the first in line that it can serve, to the shelf, or home. One request for the cards, unless the
 * caller passes them. The caller saves the result.
 */
export const routeCopy = async (
  context: RequestContext,
  loaded: LoadedSituation,
  at: string,
  known?: Cards,
): Promise<RoutedCopy> => {
  const first = known ?? (await loadCards(context, loaded, at));
  const { chosen, cards, situation } = await findServed(context, { situation: loaded, cards: first }, at);
  const activity = await activityOf(context, chosen, cards);
  const activityEnd = activity && lastDayOfActivity(activity);
  const place = { branchId: at, branch: cards.branch, activityEnd };
  const routing = routeTo(situation, chosen, place, {
    patrons: cards.patrons,
    agreements: cards.agreements.list,
    today: context.today,
  });
  const { copyId, branchId } = situation.copy;
  const leaves = chosen?.kind === 'title' && chosen.pickupBranchId !== branchId;
  return {
    ...routing,
    conditions: together(
      leaves ? sameAgreements(copyId, cards.agreements) : {},
      trustOf(chosen, situation.copy, cards),
    ),
    reliedOn: activity ? [activity] : [],
  };
};

export const changeReservations = ({ now }: RequestContext, { changes }: Pick<Routing, 'changes'>): Writes =>
  together(...changes.map(([before, after]) => changeReservation(before, after, now)));
