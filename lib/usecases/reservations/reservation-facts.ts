/** Loads the facts for a decision about a reservation, and writes nothing (rule R17). */
import type { Branch } from '../../domain/branch.ts';
import { isPast, type Day } from '../../domain/calendar.ts';
import { Invalid } from '../../domain/errors.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import { denyCopy, denyReserve, denySpecialCard } from '../../domain/permissions.ts';
import type { CardFacts, CopyFacts, TitleFacts } from '../../domain/reservation-decision.ts';
import { isOpen, type OpenReservation } from '../../domain/reservation.ts';
import { isBranch, loadBranches, toBranch } from '../../store/branches.ts';
import { isCopy, loadCopies, toCopy } from '../../store/copies.ts';
import { branchKey, copyKey, openKey, patronKey, type Key } from '../../store/keys.ts';
import { isPatron, toPatron } from '../../store/patrons.ts';
import { loadOpenOfPatron, toReservation } from '../../store/reservations.ts';
import type { Item } from '../../store/table.ts';
import { agreementsIn, agreementsKeyFor, type Agreements } from '../../store/theme-agreements.ts';
import { loadTitleWithAll, type TitleRecord } from '../../store/titles.ts';
import { permit } from '../core/permit.ts';
import { copyToday } from '../core/recount.ts';
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

export type LoadedCopyFacts = AsRead & CopyFacts;

/** The facts about a title, with its queue. */
export type LoadedTitleFacts = AsRead & TitleFacts & { readonly record: TitleRecord | undefined };

const keysOf = (
  { patronId, pickupBranchId }: ReserveRequest,
  kind: 'copy' | 'title',
  ownerId: string,
): readonly Key[] => [
  patronKey(patronId),
  branchKey(pickupBranchId),
  openKey(patronId, kind, ownerId),
  agreementsKeyFor(ownerId),
];

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
  const open = found && isOpen(found, context.today) ? found : undefined;
  const countMayBeStale = stored && (found !== open || stored.openReservations >= (limit ?? Infinity));
  const all = countMayBeStale ? await loadOpenOfPatron(context.table, stored.patronId) : [];
  const lapsed = all.filter((reservation) => !isOpen(reservation, context.today));
  const openReservations = countMayBeStale ? all.length - lapsed.length : (stored?.openReservations ?? 0);
  const patron = stored && { ...stored, openReservations };
  return { patron, pickup, open, limit, agreements: agreementsIn(items), lapsed };
};

/** The facts about a copy. Two requests. Throws `Invalid` or `Forbidden`. */
export const loadCopyFacts = async (
  context: RequestContext,
  request: ReserveRequest & { readonly copyId: string },
): Promise<LoadedCopyFacts> => {
  mayAsk(context, request);
  const { copyId, override } = request;
  const items = await context.table.getAll([copyKey(copyId), ...keysOf(request, 'copy', copyId)]);
  const facts = await cardFacts(context, items);
  const found = items.filter(isCopy).map(toCopy)[0];
  const copy = found && (await copyToday(context, found));
  if (override && copy) permit(denyCopy(context.caller, copy));
  return { ...facts, copy };
};

/**
 * The facts about a title. Two round trips for up to a hundred copies. Throws `Invalid` or
 * `Forbidden`.
 */
export const loadTitleFacts = async (
  context: RequestContext,
  request: ReserveRequest,
): Promise<LoadedTitleFacts> => {
  mayAsk(context, request);
  const titleId = request.titleId ?? '';
  const [items, record] = await Promise.all([
    context.table.getAll(keysOf(request, 'title', titleId)),
    loadTitleWithAll(context.table, titleId),
  ]);
  const [facts, loaded] = await Promise.all([
    cardFacts(context, items),
    loadCopies(context.table, record?.copyIds ?? []),
  ]);
  const copies = [...loaded.values()].sort((a, b) => a.copyId.localeCompare(b.copyId));
  return { ...facts, record, isKnown: record !== undefined, copies };
};
