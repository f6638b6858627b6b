/**
 * The work that changes of a line leave behind (rule R6). A message asks for a copy as soon as
 * somebody has joined. A sweep finishes what a crash has interrupted, and forgets what nobody can
 * repeat any more.
 */
import { markWork, completeWork, type Counting, type Joining, type Work } from '../../store/work.ts';
import type { Instant } from '../../domain/calendar.ts';
import { trustedCard } from '../../domain/patron.ts';
import { asOpen, isWaiting, type OpenReservation } from '../../domain/reservation.ts';
import { loadClaimState } from '../../store/claims.ts';
import { forgetCounted, forgetJoined } from '../../store/title-lines.ts';
import { finishJoining } from '../circulation/join-line.ts';
import type { RequestContext } from '../core/request-context.ts';
import { count } from '../core/title-line.ts';
import type { WorkProgress } from '../core/work-lease.ts';
import { askForCopy } from './ask-for-copy.ts';

/** A request ends within half a minute: after this time only sweeps go on with what it began. */
const OWN_SECONDS = 45;

/** A night works with the time at which it began, and for a quarter of an hour at most. */
const OF_A_NIGHT_SECONDS = 1_200;

const isYounger = ({ now }: RequestContext, at: Instant, seconds: number): boolean =>
  new Date(now).getTime() - new Date(at).getTime() < seconds * 1000;

const isYoung = (context: RequestContext, at: Instant): boolean => isYounger(context, at, OWN_SECONDS);

/** Whether a sweep leaves the work alone, because whoever began it may still be at it. */
export const isWithItsRequest = (context: RequestContext, work: Work): boolean => {
  if (work.kind === 'count' && work.done) return isYounger(context, work.at, OF_A_NIGHT_SECONDS);
  return (work.kind === 'join' || work.kind === 'count') && isYoung(context, work.at);
};

/**
 * Asks for a copy for who has joined. Later it finishes a joining that was interrupted, and forgets
 * it. Can run at the same time as itself.
 */
export const followJoining = async (context: RequestContext, work: Joining): Promise<WorkProgress> => {
  const { table } = context;
  // A message comes after the answer: the reservation has just been placed.
  const young = isYoung(context, work.at);
  const { reservation } = await loadClaimState(table, work);
  const placed = reservation ?? (young ? undefined : await finished(context, work));
  const waits = placed !== undefined && isWaiting(placed, context.today);
  // The pull list passes over a card that was blocked since: it is not read here.
  const patron = trustedCard(work.card);
  if (waits && !work.asked && (await askForCopy(context, { reservation: placed, patron })))
    await markWork(table, work, 'asked');
  if (young) return 'done';
  await forgetJoined(table, work.titleId, work.ref);
  await completeWork(table, work);
  return 'done';
};

/** The reservation of a joining that was interrupted, if it is in line now. */
const finished = async (context: RequestContext, work: Joining): Promise<OpenReservation | undefined> => {
  const end = await finishJoining(context, work);
  return end && 'placed' in end ? asOpen(end.placed) : undefined;
};

/** Does a counting that was interrupted; later it forgets it. */
export const followCounting = async (context: RequestContext, work: Counting): Promise<WorkProgress> => {
  await count(context, work);
  if (isYounger(context, work.at, OF_A_NIGHT_SECONDS)) {
    await markWork(context.table, work, 'done');
    return 'done';
  }
  // In this order: a counting that is forgotten first would be repeated after a crash.
  await completeWork(context.table, work);
  await forgetCounted(context.table, work.titleId, work.ref);
  return 'done';
};
