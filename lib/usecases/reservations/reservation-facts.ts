/** Loads the facts for a decision about a reservation, and writes nothing (rule R17). */
import type { TakenNumbers } from '../../store/title-lines.ts';
import type { Branch } from '../../domain/branch.ts';
import type { Copy } from '../../domain/copy.ts';
import { defined } from '../../domain/defined.ts';
import { isPast, type Day } from '../../domain/calendar.ts';
import { Invalid } from '../../domain/errors.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import { denyCopy, denyReserve, denySpecialCard } from '../../domain/permissions.ts';
import {
  decideTitleReservation,
  type CardFacts,
  type CopyFacts,
  type TitleDecision,
} from '../../domain/reservation-decision.ts';
import type { TitleLine } from '../../domain/title-line.ts';
import { isOpen, type OpenReservation } from '../../domain/reservation.ts';
import { isBranch, loadBranches, toBranch } from '../../store/branches.ts';
import { isCopy, toCopy } from '../../store/copies.ts';
import { branchKey, copyKey, lineKey, openKey, patronKey, type Key } from '../../store/keys.ts';
import { isPatron, toPatron } from '../../store/patrons.ts';
import { loadOpenOfPatron, toReservation } from '../../store/reservations.ts';
import { toClaim } from '../../store/claims.ts';
import type { Item } from '../../store/table.ts';
import { agreementsIn, agreementsKeyFor, type Agreements } from '../../store/theme-agreements.ts';
import { lineIn } from '../../store/title-lines.ts';
import { loadTitles } from '../../store/titles.ts';
import { permit } from '../core/permit.ts';
import { copyToday } from '../core/recount.ts';
import { allCopiesOf, candidatesOf, type Candidates } from '../core/serving-copies.ts';
import type { RequestContext } from '../core/request-context.ts';

/** A request to reserve, or to check, a copy or title for a card, with its pick-up branch. */
export interface ReserveRequest {
  readonly copyId?: string | undefined;
  readonly titleId?: string | undefined;
  readonly patronId: string;
  readonly pickupBranchId: string;
  readonly expiresOn: Day;
  readonly override?: { readonly reason: string } | undefined;
}

/** Facts that the write depends on. */
interface AsRead extends CardFacts {
  /** The version is a condition of the write (rule A5). */
  readonly agreements: Agreements;
  /** Lapsed reservations of the card that are not closed yet. */
  readonly lapsed: readonly OpenReservation[];
}

export type LoadedCopyFacts = AsRead &
  CopyFacts & {
    /** Its number in the line of the title, where one was asked for. */
    readonly taken?: TakenNumbers;
  };

/** The facts about a title request, but for the copies. */
export interface TitleRequestFacts extends AsRead {
  readonly isKnown: boolean;
  /** Undefined while it is not open. */
  readonly line: TitleLine | undefined;
  readonly candidates: Candidates;
}

const keysOf = (
  { patronId, pickupBranchId }: ReserveRequest,
  kind: 'copy' | 'title',
  ownerId: string,
): readonly Key[] => [patronKey(patronId), branchKey(pickupBranchId), openKey(patronId, kind, ownerId)];

/** Throws `Invalid` for a day in the past, and `Forbidden` for other patrons (rule P1). */
const mayAsk = ({ caller, today }: RequestContext, request: ReserveRequest): void => {
  if (isPast(request.expiresOn, today)) throw new Invalid('/expiresOn', 'in-the-past');
  permit(denyReserve(caller, request));
};

const limitOf = async (context: RequestContext, patron: Patron | undefined, pickup: Branch | undefined) => {
  if (!patron || isSpecial(patron)) return undefined;
  if (pickup?.branchId === patron.branchId) return pickup.reservationLimit;
  return (await loadBranches(context.table, [patron.branchId])).get(patron.branchId)?.reservationLimit;
};

const openIn = (items: readonly Item[]): OpenReservation | undefined => {
  const item = items.find(({ reservation }) => reservation !== undefined);
  return item && (toReservation(item) as OpenReservation);
};

/** A reservation that is on its way into the line is open, too (rule R5). */
const claimIn = (items: readonly Item[]): CardFacts['open'] => items.map(toClaim).find(Boolean)?.reservation;

/**
 * The facts about the card, from the items of `keysOf`. One more request when its branch is not the
 * pick-up branch, and one when lapsed reservations may be counted (T2).
 */
const cardFacts = async (context: RequestContext, items: readonly Item[]): Promise<AsRead> => {
  const stored = items
    .filter(isPatron)
    .map(toPatron)
    .find(({ leaving }) => !leaving);
  permit(denySpecialCard(context.caller, stored));
  const pickup = items.filter(isBranch).map(toBranch)[0];
  const limit = await limitOf(context, stored, pickup);
  const found = openIn(items);
  const open = found && isOpen(found, context.today) ? found : claimIn(items);
  const countMayBeStale = stored && (found !== open || stored.openReservations >= (limit ?? Infinity));
  const all = countMayBeStale ? await loadOpenOfPatron(context.table, stored.patronId) : [];
  const lapsed = all.filter((reservation) => !isOpen(reservation, context.today));
  // Those on the way into a line are counted, too.
  const openReservations = (stored?.openReservations ?? 0) - lapsed.length;
  const patron = stored && { ...stored, openReservations };
  return { patron, pickup, open, limit, agreements: agreementsIn(items), lapsed };
};

/**
 * The facts about a copy. `numberFor` takes a number after the copy was read, so that who is in its
 * line already has an earlier one. One request, and then as many as are needed at the same time:
 * the number, the limit of another branch, the queue of a copy whose counts have lapsed. Throws
 * `Invalid` or `Forbidden`.
 */
export const loadCopyFacts = async (
  context: RequestContext,
  request: ReserveRequest & { readonly copyId: string },
  numberFor?: (copy: Copy) => Promise<TakenNumbers>,
): Promise<LoadedCopyFacts> => {
  mayAsk(context, request);
  const { copyId, override } = request;
  const items = await context.table.getAll([
    copyKey(copyId),
    agreementsKeyFor(copyId),
    ...keysOf(request, 'copy', copyId),
  ]);
  const found = items.filter(isCopy).map(toCopy)[0];
  const [facts, copy, taken] = await Promise.all([
    cardFacts(context, items),
    found && copyToday(context, found),
    found && numberFor?.(found),
  ]);
  if (override && copy) permit(denyCopy(context.caller, copy));
  return { ...facts, copy, ...defined({ taken }) };
};

/**
 * The facts about a title request, but for the copies: one round trip, and one
 * more when it is collected elsewhere. Throws `Invalid` or `Forbidden`.
 */
export const loadTitleRequestFacts = async (
  context: RequestContext,
  request: ReserveRequest,
): Promise<TitleRequestFacts> => {
  mayAsk(context, request);
  const { titleId = '' } = request;
  const [items, candidates] = await Promise.all([
    context.table.getAll([lineKey(titleId), agreementsKeyFor(titleId), ...keysOf(request, 'title', titleId)]),
    candidatesOf(context, titleId),
  ]);
  const facts = await cardFacts(context, items);
  const line = lineIn(items);
  const isKnown = line !== undefined || (await loadTitles(context.table, [titleId])).has(titleId);
  return { ...facts, isKnown, line, candidates };
};

/** The decision about a title by all of its copies (rules R2, R3). Two requests. */
export const decideByAllCopies = async (
  context: RequestContext,
  facts: TitleRequestFacts,
  request: ReserveRequest,
): Promise<TitleDecision> => {
  const copies = facts.isKnown ? await allCopiesOf(context, request.titleId ?? '') : [];
  return decideTitleReservation({ ...facts, copies }, request, context.today);
};
