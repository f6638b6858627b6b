import { denyCopy, denyReserve } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { isPast, type Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import type { Patron } from '../../domain/patron.ts';
import type { CopyAnswer, Refusal } from '../../domain/refusal.ts';
import { Invalid } from '../../domain/errors.ts';
import {
  answerForTitle,
  availableFrom,
  passOverridable,
  refusalsOfState,
  refusalsToReserve,
  type ReservationRequest,
} from '../../domain/reservation-rules.ts';
import type { Agreements } from '../../store/theme-agreements.ts';
import { isCopy, loadCopies, toCopy } from '../../store/copies.ts';
import { copyKey } from '../../store/keys.ts';
import { loadTitleWithAll, type TitleRecord } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import {
  factKeys,
  readReservationFacts,
  refusalsOfCard,
  unknowns,
  type ReservationFacts,
} from './reservation-facts.ts';
import { copyToday } from '../core/recount.ts';

/**
 * A question or an order to reserve: a copy or a title, for a card, to be collected at a branch.
 */
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
  /** What it was decided by; it is only good as long as they are the same (rule A5). */
  readonly agreements: Agreements;
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

/** Nothing is reserved for a day that is over, nor by others (rule P1). */
const mayAsk = ({ caller, today }: RequestContext, request: ReserveRequest): void => {
  if (isPast(request.expiresOn, today)) throw new Invalid('/expiresOn', 'in-the-past');
  permit(denyReserve(caller, request));
};

/** What the rules are asked; undefined for an unknown patron. */
const askedBy = ({ patron, agreements }: ReservationFacts, { pickupBranchId }: ReserveRequest) =>
  patron && { patron, pickupBranchId, agreements: agreements.list };

/** Why the copy refuses; of an unknown patron only what nobody could pass is told (rule R2). */
const refusalsOfCopy = (copy: Copy, asked: ReservationRequest | undefined, today: Day): readonly Refusal[] =>
  asked ? refusalsToReserve(copy, asked, today) : refusalsOfState(copy);

/**
 * Whether a copy may be reserved as asked, with every reason why not (rules A5, R2, R4, R5, R9,
 * R10, B4–B6).
 */
export const decideOnCopy = async (
  context: RequestContext,
  request: ReserveRequest & { readonly copyId: string },
): Promise<CopyDecision> => {
  mayAsk(context, request);
  const { copyId, override } = request;
  const items = await context.table.getAll([copyKey(copyId), ...factKeys(request, 'copy', copyId)]);
  const facts = await readReservationFacts(context, items);
  const found = items.filter(isCopy).map(toCopy)[0];
  const copy = found && (await copyToday(context, found));
  if (override && copy) permit(denyCopy(context.caller, copy));
  const { patron, limit, agreements } = facts;
  const card = await refusalsOfCard(context, facts);
  const asked = askedBy(facts, request);
  const ofCopy = copy ? refusalsOfCopy(copy, asked, context.today) : [];
  const left = override ? passOverridable(ofCopy) : ofCopy;
  return {
    refusals: [...unknowns('copy', copy, facts), ...card, ...left],
    copy,
    patron,
    limit,
    agreements,
    overridden: left.length < ofCopy.length,
    from: copy && asked && availableFrom(copy, asked, context.today),
  };
};

/**
 * Whether any copy of a title could serve as asked, with every reason why not, per copy (rules A5,
 * R2, R3, R5, R9).
 */
export const decideOnTitle = async (
  context: RequestContext,
  request: ReserveRequest,
): Promise<TitleDecision> => {
  mayAsk(context, request);
  const titleId = request.titleId ?? '';
  const [items, record] = await Promise.all([
    context.table.getAll(factKeys(request, 'title', titleId)),
    loadTitleWithAll(context.table, titleId),
  ]);
  const [facts, loaded] = await Promise.all([
    readReservationFacts(context, items),
    loadCopies(context.table, record?.copyIds ?? []),
  ]);
  const copies = [...loaded.values()].sort((a, b) => a.copyId.localeCompare(b.copyId));
  const { patron, limit, agreements } = facts;
  const card = await refusalsOfCard(context, facts);
  const asked = askedBy(facts, request);
  const answer =
    record && asked ? answerForTitle(copies, asked, context.today) : { refusals: [], copies: [] };
  return {
    refusals: [...unknowns('title', record, facts), ...card, ...answer.refusals],
    record,
    copies,
    answers: answer.copies,
    patron,
    limit,
    agreements,
    from: 'from' in answer ? answer.from : undefined,
  };
};
