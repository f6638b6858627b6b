/** Title reservations on their way into the line (rule R6). */
import { defined } from '../domain/defined.ts';
import type { Card } from '../domain/patron.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { absent, is, put, remove } from './expression.ts';
import { addEntry } from './line-entries.ts';
import type { KeyOwner } from './idempotency-records.ts';
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
  /** The request with an `Idempotency-Key`, whose record gets the effect. */
  readonly owner?: KeyOwner;
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

const stateIn = (item: Item | undefined, { ref, at }: Joining): ClaimState => {
  if (item?.ref === ref) return defined({ claim: toClaim(item) });
  const reservation = item && hasReservation(item) ? (toReservation(item) as OpenReservation) : undefined;
  return reservation?.placedAt === at ? { reservation } : {};
};

/**
 * The states of joinings, in the same order. Both fields are undefined when the joining came to
 * nothing, or its reservation has closed. One request per 100.
 */
export const loadClaimStates = async (
  table: Table,
  joinings: readonly Joining[],
): Promise<readonly ClaimState[]> => {
  const keyOf = ({ card, titleId }: Joining) => claimKeyOf({ patronId: card.patronId, titleId });
  const items = await table.getAll(joinings.map(keyOf));
  return joinings.map((joining) => {
    const key = keyOf(joining);
    return stateIn(
      items.find(({ pk, sk }) => pk === key.pk && sk === key.sk),
      joining,
    );
  });
};

/** The same for one joining. One request. */
export const loadClaimState = async (table: Table, joining: Joining): Promise<ClaimState> => {
  const [state = {}] = await loadClaimStates(table, [joining]);
  return state;
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
