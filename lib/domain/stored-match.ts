/** What is stored of the match of copies and reservations, and how long it holds (rule R8). */
import { loanBlockInForce } from './block.ts';
import { isPast } from './calendar.ts';
import { isIdle, isOnShelf, type Copy, type StoredMatch } from './copy.ts';
import { defined } from './defined.ts';
import { mayServe, type DayCircumstances } from './hold-rules.ts';
import { omit } from './omit.ts';
import type { Patron } from './patron.ts';
import type { Pull } from './pull-list.ts';
import { isWaiting, type OpenReservation } from './reservation.ts';

/**
 * The match of a copy, for this reservation or for none. The end of a loan block or of an agreement
 * can bring it within reach of somebody else. An agreement can also end early: a copy that nobody
 * can have is looked at every day while one runs.
 */
export const matchOf = (
  copy: Copy,
  reservation: OpenReservation | undefined,
  { agreements, today }: DayCircumstances,
): StoredMatch => {
  const running = agreements.filter(({ from, until }) => from <= today && today <= until);
  const ends = reservation ? running.map(({ until }) => until) : running.map(() => today);
  const blockedUntil = loanBlockInForce(copy.blocks, today)?.until;
  const until = [...ends, ...(blockedUntil === undefined ? [] : [blockedUntil])].sort().at(0);
  return defined({ reservationId: reservation?.id, until });
};

/** Whether the stored match of a copy with a reservation, as both are now, holds (rule R8). */
export const matchHolds = (
  { copy, reservation }: Pull,
  patron: Patron | undefined,
  circumstances: DayCircumstances,
): boolean => {
  const { today } = circumstances;
  const { match } = copy;
  const matchedCopyId = reservation.kind === 'copy' ? reservation.copyId : reservation.matchedCopyId;
  return (
    isOnShelf(copy) &&
    match?.reservationId === reservation.id &&
    matchedCopyId === copy.copyId &&
    !isPast(match.until, today) &&
    isWaiting(reservation, today) &&
    mayServe(copy, reservation, patron, circumstances)
  );
};

/**
 * A copy that somebody has just reserved, while nobody waits for its title: it is for them, where
 * nobody else was to get it. Otherwise it must be matched anew.
 */
export const matchedOnJoining = (
  before: Copy,
  after: Copy,
  reservation: OpenReservation,
  circumstances: DayCircumstances & { readonly patron: Patron },
): Copy => {
  if (!isOnShelf(after)) return after;
  if (!isIdle(before)) return omit(after, 'match');
  const may = mayServe(after, reservation, circumstances.patron, circumstances);
  return { ...after, match: matchOf(after, may ? reservation : undefined, circumstances) };
};
