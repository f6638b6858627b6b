/** Title reservations on their way into the line (rule R6). */
import { defined } from '../domain/defined.ts';
import type { Card } from '../domain/patron.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { absent, is, put, remove } from './expression.ts';
import { addEntry } from './line-entries.ts';
import { openKey, type Key } from './keys.ts';
import { hasReservation, queueItem, toReservation } from './reservations.ts';
import type { Item, Table } from './table.ts';
import type { Joining } from './work.ts';
import type { Writes } from './writes.ts';

/** A title reservation that has no number yet: it is on its way into the line. */
export interface Claim {
  /** The name of the joining. */
  readonly ref: string;
  readonly card: Card;
  readonly reservation: Omit<OpenReservation, 'id'>;
  /** The record of the request with an `Idempotency-Key`, which gets the effect. */
  readonly answerKey?: Key;
}

const claimKeyOf = ({ patronId, titleId }: Pick<OpenReservation, 'patronId' | 'titleId'>): Key =>
  openKey(patronId, 'title', titleId);

/**
 * Claims the only reservation that a patron may have open for a title (rule R5). Lost as
 * `already-reserved` when there is one.
 */
export const claimTitle = (claim: Claim): Writes => ({
  'already-reserved': put({ ...claimKeyOf(claim.reservation), claim, ref: claim.ref }, absent),
});

export const toClaim = (item: Item): Claim | undefined => item.claim as Claim | undefined;

/** The claim of a joining, or the open reservation that it has become. */
export interface ClaimState {
  readonly claim?: Claim;
  readonly reservation?: OpenReservation;
}

/**
 * Both are undefined when the joining came to nothing, or its reservation has closed. One request.
 */
export const loadClaimState = async (
  table: Table,
  { ref, card, titleId, at }: Joining,
): Promise<ClaimState> => {
  const [item] = await table.getAll([claimKeyOf({ patronId: card.patronId, titleId })]);
  if (item?.ref === ref) return defined({ claim: toClaim(item) });
  const reservation = item && hasReservation(item) ? (toReservation(item) as OpenReservation) : undefined;
  return reservation?.placedAt === at ? { reservation } : {};
};

/** Joinings by how far they are; those that came to nothing, or have closed, are neither. */
export interface JoiningsByState {
  /** Their claim is still there. */
  readonly claimed: readonly Joining[];
  /** Their reservation is open. */
  readonly placed: readonly Joining[];
}

/** How far these joinings are. One request per 100. */
export const loadJoiningStates = async (
  table: Table,
  joinings: readonly Joining[],
): Promise<JoiningsByState> => {
  const keyOf = ({ card, titleId }: Joining) => claimKeyOf({ patronId: card.patronId, titleId });
  const items = await table.getAll(joinings.map(keyOf));
  const itemOf = (joining: Joining) =>
    items.find(({ pk, sk }) => pk === keyOf(joining).pk && sk === keyOf(joining).sk);
  const isPlaced = (joining: Joining): boolean => {
    const item = itemOf(joining);
    return item !== undefined && hasReservation(item) && toReservation(item).placedAt === joining.at;
  };
  return {
    claimed: joinings.filter((joining) => itemOf(joining)?.ref === joining.ref),
    placed: joinings.filter(isPlaced),
  };
};

/**
 * Puts a claimed reservation in the line. Lost as `claim-ended` when somebody else ended the claim.
 */
export const placeClaimed = ({ ref }: Claim, reservation: OpenReservation): Writes => ({
  'reservation-exists': put(queueItem(reservation), absent),
  'claim-ended': put({ ...claimKeyOf(reservation), reservation }, is('ref', ref)),
  ...addEntry(reservation),
});

/** Ends a claim that comes to nothing. Lost as `claim-ended` when somebody else ended it. */
export const dropClaim = ({ ref, reservation }: Claim): Writes => ({
  'claim-ended': remove(claimKeyOf(reservation), is('ref', ref)),
});
