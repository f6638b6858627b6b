import { isPast, type Day } from '../domain/calendar.ts';
import type { Copy } from '../domain/copy.ts';
import { actsFor, isSpecial, type Branch, type Patron } from '../domain/people.ts';
import { Forbidden, Invalid, type CopyAnswer, type Refusal } from '../domain/refusal.ts';
import { isOpen, recount, reservationId, type OpenReservation } from '../domain/reservation.ts';
import {
  answerForTitle,
  availableFrom,
  passOverridable,
  refusalsOfPatron,
  refusalsToReserve,
} from '../domain/reserving.ts';
import { isBranch, loadBranches, toBranch } from '../store/branches.ts';
import { isCopy, loadCopies, loadCopyWithQueue, toCopy } from '../store/copies.ts';
import { branchKey, copyKey, openKey, patronKey } from '../store/keys.ts';
import { isPatron, toPatron } from '../store/patrons.ts';
import { loadOpenOfPatron, toReservation } from '../store/reservations.ts';
import type { Item } from '../store/table.ts';
import { loadTitleWithAll, type TitleRecord } from '../store/titles.ts';
import type { Act } from './act.ts';
import { expireReservation } from './close-reservation.ts';
import { otherBranch } from './explain.ts';

/** A question or an order to reserve: a copy or a title, for a card, to be collected at a branch. */
export interface ReserveRequest {
  readonly copyId?: string | undefined;
  readonly titleId?: string | undefined;
  readonly patronId: string;
  readonly pickupBranchId: string;
  readonly expiresOn: Day;
  readonly override?: { readonly reason: string } | undefined;
}

interface Decision {
  readonly refusals: readonly Refusal[];
  readonly patron: Patron | undefined;
  /** Open reservations that the card may have; undefined on a special card (rule R9). */
  readonly limit: number | undefined;
  /** The first day it can be had, where a dated loan block is in the way (rule B6). */
  readonly from: Day | undefined;
  /** The reservation that this very request made before. */
  readonly repeated: OpenReservation | undefined;
}

export interface CopyDecision extends Decision {
  readonly copy: Copy | undefined;
  /** Whether the override let something pass (rule R10). */
  readonly overridden: boolean;
}

export interface TitleDecision extends Decision {
  readonly record: TitleRecord | undefined;
  readonly copies: readonly Copy[];
  readonly answers: readonly CopyAnswer[];
}

/** What both kinds of reservation need to know of the card and the pick-up branch. */
interface Asker {
  readonly patron: Patron | undefined;
  readonly pickup: Branch | undefined;
  readonly open: OpenReservation | undefined;
  readonly limit: number | undefined;
}

/** A patron reserves for their own card only (rule P1); nothing is reserved for a day that is over. */
const mayAsk = ({ caller, today }: Act, request: ReserveRequest): void => {
  if (caller.role === 'patron' && caller.patronId !== request.patronId) throw new Forbidden('other-patron');
  if (caller.role === 'patron' && request.override) throw new Forbidden('role');
  if (isPast(request.expiresOn, today)) throw new Invalid('/expiresOn', 'in-the-past');
};

/** For a special card only staff of its branch reserve (contract, Reservations). */
const mayUseCard = async (act: Act, patron: Patron | undefined): Promise<void> => {
  if (patron && isSpecial(patron) && !actsFor(act.caller, patron.branchId)) {
    throw act.caller.role === 'patron'
      ? new Forbidden('other-patron')
      : await otherBranch(act, patron.branchId, 'card');
  }
};

const askerKeys = (request: ReserveRequest, kind: 'copy' | 'title', ownerId: string) => [
  patronKey(request.patronId),
  branchKey(request.pickupBranchId),
  openKey(request.patronId, kind, ownerId),
];

const limitOf = async (act: Act, patron: Patron | undefined, pickup: Branch | undefined) => {
  if (!patron || isSpecial(patron)) return undefined;
  if (pickup?.branchId === patron.branchId) return pickup.reservationLimit;
  return (await loadBranches(act.table, [patron.branchId])).get(patron.branchId)?.reservationLimit;
};

const readAsker = async (act: Act, items: readonly Item[]): Promise<Asker> => {
  const patron = items
    .filter(isPatron)
    .map(toPatron)
    .find(({ leaving }) => !leaving);
  const pickup = items.filter(isBranch).map(toBranch)[0];
  const open = items.find((item) => item.reservation !== undefined);
  await mayUseCard(act, patron);
  return {
    patron,
    pickup,
    open: open && (toReservation(open) as OpenReservation),
    limit: await limitOf(act, patron, pickup),
  };
};

const unknown = (what: 'copy' | 'title', thing: unknown, { patron, pickup }: Asker): Refusal[] => [
  ...(thing ? [] : [{ code: `unknown-${what}` as const }]),
  ...(patron ? [] : [{ code: 'unknown-patron' as const }]),
  ...(pickup ? [] : [{ code: 'unknown-branch' as const }]),
];

/**
 * Why this card can't reserve anything more; before it says so, what has lapsed on the card is closed, as the night
 * would: yesterday's reservations count against nobody (rules R9, T2).
 */
const refusalsOfCard = async (act: Act, { patron, open, limit }: Asker): Promise<readonly Refusal[]> => {
  if (!patron) return [];
  const lapsed = open && !isOpen(open, act.today) ? [open] : [];
  if (lapsed.length === 0 && (limit === undefined || patron.openReservations < limit)) {
    return [...refusalsOfPatron(patron, Infinity), ...already(open)];
  }
  const all = await loadOpenOfPatron(act.table, patron.patronId);
  const over = all.filter((reservation) => !isOpen(reservation, act.today));
  await Promise.all(over.map(({ id }) => expireReservation(act, id)));
  const openReservations = patron.openReservations - over.length;
  return [
    ...refusalsOfPatron({ ...patron, openReservations }, limit ?? Infinity),
    ...already(lapsed.length > 0 ? undefined : open),
  ];
};

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

const repeatedOf = (act: Act, open: OpenReservation | undefined, kind: 'copy' | 'title', ownerId: string) =>
  open?.id === reservationId(kind, ownerId, act.requestId) ? open : undefined;

/** The copy with the counts of its queue as they are today, where a night is still to take something off (T2). */
const withCurrentCounts = async (act: Act, copy: Copy): Promise<Copy> => {
  if (!isPast(copy.countsUntil, act.today)) return copy;
  const found = await loadCopyWithQueue(act.table, copy.copyId);
  return found ? recount(found.copy, found.queue, act.today) : copy;
};

/** Whether a copy may be reserved as asked, with every reason why not (rules R2, R4, R5, R9, R10, B4–B6). */
export const decideOnCopy = async (
  act: Act,
  request: ReserveRequest & { readonly copyId: string },
): Promise<CopyDecision> => {
  mayAsk(act, request);
  const { copyId, override } = request;
  const items = await act.table.getAll([copyKey(copyId), ...askerKeys(request, 'copy', copyId)]);
  const asker = await readAsker(act, items);
  const found = items.filter(isCopy).map(toCopy)[0];
  const copy = found && (await withCurrentCounts(act, found));
  if (override && copy && !actsFor(act.caller, copy.branchId))
    throw await otherBranch(act, copy.branchId, 'copy');
  const { patron, limit } = asker;
  const card = await refusalsOfCard(act, asker);
  const asked = patron && { patron, pickupBranchId: request.pickupBranchId };
  const ofCopy = copy && asked ? refusalsToReserve(copy, asked, act.today) : [];
  const left = override ? passOverridable(ofCopy) : ofCopy;
  return {
    refusals: [...unknown('copy', copy, asker), ...card, ...left],
    copy,
    patron,
    limit,
    overridden: left.length < ofCopy.length,
    from: copy && asked && availableFrom(copy, asked, act.today),
    repeated: repeatedOf(act, asker.open, 'copy', copyId),
  };
};

/** Whether any copy of a title could serve as asked, with every reason why not, per copy (rules R2, R3, R5, R9). */
export const decideOnTitle = async (act: Act, request: ReserveRequest): Promise<TitleDecision> => {
  mayAsk(act, request);
  const titleId = request.titleId ?? '';
  const [items, record] = await Promise.all([
    act.table.getAll(askerKeys(request, 'title', titleId)),
    loadTitleWithAll(act.table, titleId),
  ]);
  const [asker, loaded] = await Promise.all([
    readAsker(act, items),
    loadCopies(act.table, record?.copyIds ?? []),
  ]);
  const copies = [...loaded.values()].sort((a, b) => a.copyId.localeCompare(b.copyId));
  const { patron, limit } = asker;
  const card = await refusalsOfCard(act, asker);
  const asked = patron && { patron, pickupBranchId: request.pickupBranchId };
  const answer = record && asked ? answerForTitle(copies, asked, act.today) : { refusals: [], copies: [] };
  return {
    refusals: [...unknown('title', record, asker), ...card, ...answer.refusals],
    record,
    copies,
    answers: answer.copies,
    patron,
    limit,
    from: 'from' in answer ? answer.from : undefined,
    repeated: repeatedOf(act, asker.open, 'title', titleId),
  };
};
