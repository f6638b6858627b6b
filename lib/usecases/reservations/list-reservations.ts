import { defined } from '../../domain/defined.ts';
import { denyCard } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { placeInList, type Reservation } from '../../domain/reservation.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { type PageRange, cutPage, type Page } from '../../store/page.ts';
import { listOfPatron, listOfTitle, loadClosedOfCopy } from '../../store/reservations.ts';
import type { RequestContext } from '../core/request-context.ts';
import { reservationsToday, type ReservationToday } from './show-reservation.ts';

/** Exactly one of the three. */
export interface ReservationsOf {
  readonly patronId?: string | undefined;
  readonly titleId?: string | undefined;
  readonly copyId?: string | undefined;
}

/**
 * The open ones come first: one that closes between the two reads is among the closed ones too, and
 * counts as closed.
 */
const listOfCopy = async (
  { table }: RequestContext,
  copyId: string,
  { after = '', limit }: PageRange,
): Promise<Page<Reservation>> => {
  const open = (await loadCopyWithQueue(table, copyId))?.queue ?? [];
  const closed = await loadClosedOfCopy(table, copyId);
  const all = [...new Map([...open, ...closed].map((one) => [one.id, one])).values()]
    .sort((a, b) => (placeInList(a) < placeInList(b) ? -1 : 1))
    .filter((reservation) => placeInList(reservation) > after);
  return cutPage(all, limit, placeInList);
};

const find = (
  context: RequestContext,
  { patronId, titleId, copyId }: ReservationsOf,
  part: PageRange,
): Promise<Page<Reservation>> => {
  if (patronId !== undefined) return listOfPatron(context.table, patronId, part);
  if (titleId !== undefined) return listOfTitle(context.table, titleId, part);
  return listOfCopy(context, copyId ?? '', part);
};

/**
 * The card to which the list is limited: that of the patron who asks, or the requested one;
 * undefined for all cards. Throws `Forbidden` when a patron asks for another card (rule P1).
 */
export const cardShown = ({ caller }: RequestContext, of: ReservationsOf): string | undefined => {
  if (caller.role !== 'patron') return of.patronId;
  if (of.patronId !== undefined) permit(denyCard(caller, of.patronId));
  return caller.patronId;
};

/**
 * A page of reservations, open and closed, in the order in which they were placed. Patrons see only
 * those of their own card, also in the list of a title or copy (rule P1).
 */
export const listReservations = async (
  context: RequestContext,
  of: ReservationsOf,
  part: PageRange,
): Promise<Page<ReservationToday>> => {
  const card = cardShown(context, of);
  const { items, next } = await find(context, of, part);
  const shown = await reservationsToday(context, items);
  const visible = card === undefined ? shown : shown.filter(({ patronId }) => patronId === card);
  return { items: visible, ...defined({ next }) };
};
