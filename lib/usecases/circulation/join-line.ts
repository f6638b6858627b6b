/**
 * A title reservation joins the line of its title (rule R6). It begins as a claim on the card, with
 * the work that finishes it. It gets its number from the line, in one update that no other
 * reservation makes wait. What the claim could not hold, because others share it, is looked at
 * again at the same time (rule R3): then the reservation is put in the line, or the claim is
 * dropped.
 */
import { defined } from '../../domain/defined.ts';
import { answerForTitle, refusalsToReserve } from '../../domain/reservation-rules.ts';
import type { Copy } from '../../domain/copy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { reservationId, stampOf, type OpenReservation, type Reservation } from '../../domain/reservation.ts';
import { joinedBefore, stampOfNumber, type TitleLine } from '../../domain/title-line.ts';
import { dropEffect, replaceEffect } from '../../store/idempotency-records.ts';
import { isCopy, loadCopies, toCopy } from '../../store/copies.ts';
import { copyKey } from '../../store/keys.ts';
import { uncountFromCard } from '../../store/patrons.ts';
import { loadReservation } from '../../store/reservations.ts';
import { type Claim, loadClaimStates, loadClaimState, dropClaim, placeClaimed } from '../../store/claims.ts';
import { agreementsIn, agreementsKeyFor } from '../../store/theme-agreements.ts';
import { joinLine, giveBackPlace, loadLine, placeIn, type LinePlace } from '../../store/title-lines.ts';
import { loadJoinings, type Joining } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';
import { allCopiesOf, candidatesAt } from '../core/serving-copies.ts';
import { ensureLine } from '../core/title-line.ts';

/** A new reservation with its position in the queue (rule R6). */
export type Placed = Reservation & { readonly position?: number };

/** How a joining ended: in the line, or with the reasons against it. */
export type Joined =
  | {
      readonly placed: Placed;
      /** Somebody else has put it in the line: it is told as it is now. */
      readonly byOthers?: true;
    }
  | { readonly refusals: readonly Refusal[] };

/** The outcome of the second look at the copies and the agreements. */
interface SecondLook {
  readonly refusals: readonly Refusal[];
  readonly from?: string;
}

const STANDS: SecondLook = { refusals: [] };

/** Copies that are looked at before others are. */
const LOOKED_AT = 2;

/**
 * Looks again at what others share (rules A5, R3). All copies are read only when a few do not do.
 * One request, and three or more when it is not one of the first copies.
 */
const lookAgain = async (
  context: RequestContext,
  { reservation, card }: Claim,
  candidates: readonly string[] = [],
): Promise<SecondLook> => {
  const { titleId, pickupBranchId } = reservation;
  const items = await context.table.getAll([
    agreementsKeyFor(card.patronId),
    ...candidates.slice(0, LOOKED_AT).map(copyKey),
  ]);
  const request = { patron: card, pickupBranchId, agreements: agreementsIn(items).list };
  const canServe = (copy: Copy) => refusalsToReserve(copy, request, context.today).length === 0;
  if (items.filter(isCopy).map(toCopy).some(canServe)) return STANDS;
  const there = await loadCopies(context.table, await candidatesAt(context, titleId, pickupBranchId));
  if ([...there.values()].some(canServe)) return STANDS;
  const { refusals, from } = answerForTitle(await allCopiesOf(context, titleId), request, context.today);
  return { refusals, ...defined({ from }) };
};

const numbered = ({ reservation }: Claim, number: number, from?: string): OpenReservation => ({
  ...reservation,
  id: reservationId('title', reservation.titleId, stampOfNumber(number)),
  ...defined({ from }),
});

const end = async (
  { table }: RequestContext,
  claim: Claim,
  place: LinePlace,
  { refusals, from }: SecondLook,
): Promise<Joined> => {
  const { titleId, patronId } = claim.reservation;
  if (refusals.length > 0) {
    const uncounted = uncountFromCard(patronId, { openReservations: -1 });
    await table.write(together(dropClaim(claim), uncounted, dropEffect(claim.owner)));
    await giveBackPlace(table, titleId, claim.ref);
    return { refusals };
  }
  const reservation = numbered(claim, place.number, from);
  const placed = { ...reservation, position: place.position };
  await table.write(together(placeClaimed(claim, reservation), replaceEffect(claim.owner, placed)));
  return { placed };
};

/**
 * The reservation of a joining that is in line, or was; undefined when there is none. Two requests.
 */
const outcomeOf = async (
  { table }: RequestContext,
  { titleId, ref }: Pick<Joining, 'ref' | 'titleId'>,
): Promise<Placed | undefined> => {
  const place = placeIn(await loadLine(table, titleId), ref);
  const id = place && reservationId('title', titleId, stampOfNumber(place.number));
  const reservation = id === undefined ? undefined : await loadReservation(table, id);
  if (!reservation) return undefined;
  const position = reservation.status === 'waiting' ? place?.position : undefined;
  return { ...reservation, ...defined({ position }) };
};

/**
 * A joining whose claim has ended: in the line, or with nothing. Then its number is given back:
 * nobody can use it without the claim.
 */
const endedBefore = async (
  context: RequestContext,
  joining: Pick<Joining, 'ref' | 'titleId'>,
): Promise<Joined | undefined> => {
  const placed = await outcomeOf(context, joining);
  if (placed) return { placed, byOthers: true };
  await giveBackPlace(context.table, joining.titleId, joining.ref);
  return undefined;
};

/** What was read before the claim: the claim itself, and copies that could serve then. */
export interface KnownClaim {
  readonly claim: Claim;
  readonly candidates: readonly string[];
}

/**
 * Finishes a joining: after its claim, after a crash, or for a copy that has come in meanwhile. Can
 * run twice, and at the same time. Undefined when somebody else has refused it. Two requests one
 * after the other when the line is open and the claim is known.
 */
export const finishJoining = (
  context: RequestContext,
  joining: Joining,
  known?: KnownClaim,
): Promise<Joined | undefined> =>
  retryOnConflict(async (isFirst) => {
    const { claim } = isFirst && known ? known : await loadClaimState(context.table, joining);
    if (!claim) return endedBefore(context, joining);
    if (!known) await ensureLine(context, joining.titleId);
    const [place, again] = await Promise.all([
      joinLine(context.table, joining.titleId, joining.ref),
      lookAgain(context, claim, known?.candidates),
    ]);
    return end(context, claim, place, again);
  });

/**
 * Puts those in the line that have a number below this stamp and whose reservation is not known: it
 * is on its way, or came meanwhile, or has left. False when all of them have left: otherwise the
 * line must be read again. No request when there are none; two requests otherwise, and more for
 * each who is on the way.
 */
export const finishEarlier = async (
  context: RequestContext,
  line: TitleLine | undefined,
  known: readonly OpenReservation[],
  before = '~',
): Promise<boolean> => {
  const refs = line
    ? joinedBefore(
        line,
        before,
        known.map(({ id }) => stampOf(id)),
      )
    : [];
  if (!line || refs.length === 0) return false;
  const joinings = await loadJoinings(context.table, line.titleId, refs);
  const states = await loadClaimStates(context.table, joinings);
  const onTheWay = joinings.filter((_, n) => states[n]?.claim);
  await Promise.all(onTheWay.map((joining) => finishJoining(context, joining)));
  return states.some(({ claim, reservation }) => claim !== undefined || reservation !== undefined);
};
