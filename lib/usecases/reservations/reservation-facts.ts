import { denySpecialCard } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import type { Branch } from '../../domain/branch.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isOpen, type OpenReservation } from '../../domain/reservation.ts';
import { refusalsOfPatron } from '../../domain/reservation-rules.ts';
import { agreementsIn, agreementsKeyFor, type Agreements } from '../../store/theme-agreements.ts';
import { isBranch, loadBranches, toBranch } from '../../store/branches.ts';
import { branchKey, openKey, patronKey, type Key } from '../../store/keys.ts';
import { isPatron, toPatron } from '../../store/patrons.ts';
import { loadOpenOfPatron, toReservation } from '../../store/reservations.ts';
import type { Item } from '../../store/table.ts';
import type { RequestContext } from '../core/request-context.ts';
import { expireReservation } from './close-reservation.ts';

/** What a reservation of either kind needs to know of the card and the pick-up branch. */
export interface ReservationFacts {
  readonly patron: Patron | undefined;
  readonly pickup: Branch | undefined;
  /** The card's open reservation of the same copy or title. */
  readonly open: OpenReservation | undefined;
  /** Open reservations that the card may have; undefined on a special card (rule R9). */
  readonly limit: number | undefined;
  /** The theme agreements of the network (rule A5). */
  readonly agreements: Agreements;
}

/** The keys of what is known of the facts from the request alone. */
export const factKeys = (
  { patronId, pickupBranchId }: { readonly patronId: string; readonly pickupBranchId: string },
  kind: 'copy' | 'title',
  ownerId: string,
): readonly Key[] => [
  patronKey(patronId),
  branchKey(pickupBranchId),
  openKey(patronId, kind, ownerId),
  agreementsKeyFor(ownerId),
];

const limitOf = async (context: RequestContext, patron: Patron | undefined, pickup: Branch | undefined) => {
  if (!patron || isSpecial(patron)) return undefined;
  if (pickup?.branchId === patron.branchId) return pickup.reservationLimit;
  return (await loadBranches(context.table, [patron.branchId])).get(patron.branchId)?.reservationLimit;
};

/**
 * The facts from the items with `factKeys`; one more request where the card's branch is not the
 * pick-up branch.
 */
export const readReservationFacts = async (
  context: RequestContext,
  items: readonly Item[],
): Promise<ReservationFacts> => {
  const patron = items
    .filter(isPatron)
    .map(toPatron)
    .find(({ leaving }) => !leaving);
  const pickup = items.filter(isBranch).map(toBranch)[0];
  const open = items.find((item) => item.reservation !== undefined);
  permit(denySpecialCard(context.caller, patron));
  return {
    patron,
    pickup,
    open: open && (toReservation(open) as OpenReservation),
    limit: await limitOf(context, patron, pickup),
    agreements: agreementsIn(items),
  };
};

/** What the request names that does not exist. */
export const unknowns = (
  what: 'copy' | 'title',
  thing: unknown,
  { patron, pickup }: ReservationFacts,
): Refusal[] => [
  ...(thing ? [] : [{ code: `unknown-${what}` as const }]),
  ...(patron ? [] : [{ code: 'unknown-patron' as const }]),
  ...(pickup ? [] : [{ code: 'unknown-branch' as const }]),
];

const already = (open: OpenReservation | undefined): Refusal[] =>
  open
    ? [
        {
          code: 'already-reserved',
          kind: open.kind,
          ...(open.copyId !== undefined && { copyId: open.copyId }),
        },
      ]
    : [];

/** Closes what has lapsed on a card, as the night would; answers how many are still open. */
const closeLapsed = async (context: RequestContext, { patronId }: Patron): Promise<number> => {
  const all = await loadOpenOfPatron(context.table, patronId);
  const lapsed = all.filter((reservation) => !isOpen(reservation, context.today));
  await Promise.all(lapsed.map(({ id }) => expireReservation(context, id)));
  return all.length - lapsed.length;
};

/**
 * Why this card can't reserve anything more, or not this again. Before it says so, what has lapsed
 * on the card is closed: yesterday's reservations count against nobody (rules R5, R9, T2).
 */
export const refusalsOfCard = async (
  context: RequestContext,
  { patron, open, limit = Infinity }: ReservationFacts,
) => {
  if (!patron) return [];
  const openNow = open && isOpen(open, context.today) ? open : undefined;
  const needsTidying = open !== openNow || patron.openReservations >= limit;
  const openReservations = needsTidying ? await closeLapsed(context, patron) : patron.openReservations;
  return [...refusalsOfPatron({ ...patron, openReservations }, limit), ...already(openNow)];
};
