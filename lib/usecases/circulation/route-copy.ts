import { lastDayOfActivity, type Activity } from '../../domain/activity.ts';
import type { Branch } from '../../domain/branch.ts';
import type { Title } from '../../domain/title.ts';
import { inLine, type OpenReservation } from '../../domain/reservation.ts';
import { keptFor, routeTo, type Routing, type Situation } from '../../domain/routing.ts';
import { firstServed, type Patrons } from '../../domain/hold-rules.ts';
import { isActivity, loadActivity, toActivity } from '../../store/activities.ts';
import {
  agreementsIn,
  agreementsKeyFor,
  sameAgreements,
  type Agreements,
} from '../../store/theme-agreements.ts';
import { isBranch, toBranch } from '../../store/branches.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { activityKey, branchKey, patronKey } from '../../store/keys.ts';
import { isPatron, toPatron } from '../../store/patrons.ts';
import { changeReservation } from '../../store/reservations.ts';
import { loadTitleWithQueue } from '../../store/titles.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';

/** A copy with both queues that it may serve, and its title, as just read. */
export type LoadedSituation = Situation & { readonly title: Title };

/** A copy with its own queue and that of its title. Two requests. */
export const loadSituation = async (act: Act, copyId: string): Promise<LoadedSituation | undefined> => {
  const found = await loadCopyWithQueue(act.table, copyId);
  if (!found) return undefined;
  const record = await loadTitleWithQueue(act.table, found.copy.titleId);
  if (!record) throw new Error(`Title ${found.copy.titleId} of a copy is not there.`);
  return { ...found, title: record.title, titleQueue: record.queue };
};

const PATRONS_AT_ONCE = 90;

/** What decides about a copy in hand beside the copy and its queues. */
export interface Cards {
  readonly patrons: Patrons;
  readonly branch: Branch | undefined;
  readonly agreements: Agreements;
  readonly activities: ReadonlyMap<string, Activity>;
  /** Those further down the line, whose cards are not among these. */
  readonly rest: readonly OpenReservation[];
}

const cardsOf = async (
  act: Act,
  copyId: string,
  {
    line,
    branchId,
    activityIds,
  }: { line: readonly OpenReservation[]; branchId: string; activityIds: readonly string[] },
): Promise<Cards> => {
  const part = line.slice(0, PATRONS_AT_ONCE);
  const items = await act.table.getAll([
    branchKey(branchId),
    agreementsKeyFor(copyId),
    ...activityIds.map(activityKey),
    ...part.map(({ patronId }) => patronKey(patronId)),
  ]);
  return {
    patrons: new Map(items.filter(isPatron).map((item) => [toPatron(item).patronId, toPatron(item)])),
    branch: items.filter(isBranch).map(toBranch)[0],
    agreements: agreementsIn(items),
    activities: new Map(items.filter(isActivity).map((item) => [toActivity(item).id, toActivity(item)])),
    rest: line.slice(PATRONS_AT_ONCE),
  };
};

/**
 * The cards of who a copy is kept for and of who is first in line, with the branch where it is, the agreements of the
 * network and these activities. One request per 100.
 */
export const loadCards = (
  act: Act,
  { copy, queue, titleQueue }: Situation,
  branchId: string,
  activityIds: readonly string[] = [],
): Promise<Cards> => {
  const all = [...queue, ...titleQueue];
  const held = all.filter(({ id }) => id === copy.hold?.reservationId);
  const line = [...held, ...inLine(all, copy, act.today)];
  return cardsOf(act, copy.copyId, { line, branchId, activityIds });
};

/** Looks along the line, some ninety cards at a time, until somebody can be served. */
const findServed = async (act: Act, situation: Situation, at: string, first: Cards) => {
  const { copy } = situation;
  const all = [...situation.queue, ...situation.titleQueue];
  const line = inLine(all, copy, act.today);
  for (let cards = first; ;) {
    const { patrons, rest, agreements } = cards;
    const chosen =
      keptFor(situation, patrons, act.today) ?? firstServed(copy, line, patrons, agreements.list, act.today);
    if (chosen || rest.length === 0) return { chosen, cards };
    cards = await cardsOf(act, copy.copyId, { line: rest, branchId: at, activityIds: [] });
  }
};

/** The activity of the special card that gets a copy (rule R7); a request where it is not known yet. */
const activityOf = async (act: Act, chosen: OpenReservation | undefined, { patrons, activities }: Cards) => {
  const { activityId } = patrons.get(chosen?.patronId ?? '') ?? {};
  if (activityId === undefined) return undefined;
  return activities.get(activityId) ?? loadActivity(act.table, activityId);
};

/** A routing, with the conditions under which it was decided, and the activities whose end it relies on. */
export type Routed = Routing & {
  readonly conditions: Writes;
  readonly reliedOn: readonly Activity[];
};

/**
 * Decides where a copy that is at a branch goes, and what that changes (rule R7): the reservation that it is kept for,
 * the first in line that it may serve, the shelf, or home. One request for the cards, unless they are there already; the
 * caller saves.
 */
export const routeCopy = async (
  act: Act,
  situation: Situation,
  at: string,
  known?: Cards,
): Promise<Routed> => {
  const first = known ?? (await loadCards(act, situation, at));
  const { chosen, cards } = await findServed(act, situation, at, first);
  const activity = await activityOf(act, chosen, cards);
  const activityEnd = activity && lastDayOfActivity(activity);
  const place = { branchId: at, branch: cards.branch, activityEnd };
  const routing = routeTo(situation, chosen, place, cards.patrons, act.today);
  const { copyId, branchId } = situation.copy;
  const leaves = chosen?.kind === 'title' && chosen.pickupBranchId !== branchId;
  return {
    ...routing,
    conditions: leaves ? sameAgreements(copyId, cards.agreements) : {},
    reliedOn: activity ? [activity] : [],
  };
};

/** The writes for the reservations that a routing changes. */
export const changeReservations = ({ changes }: Pick<Routing, 'changes'>): Writes =>
  together(...changes.map(([before, after]) => changeReservation(before, after)));
