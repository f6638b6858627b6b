import { heldUntil, lastDayOnCard } from '../../domain/routing.ts';
import pMap from 'p-map';
import { lastDayOfActivity, type Activity } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { statusOn, type OpenReservation } from '../../domain/reservation.ts';
import { changeCopy, loadCopyWithQueue } from '../../store/copies.ts';
import { cardsOfActivity } from '../../store/cards.ts';
import { changeReservation, loadOpenOfPatron } from '../../store/reservations.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';

const CONCURRENCY = 8;

const keepOne = (
  context: RequestContext,
  { id, servedBy = '' }: OpenReservation,
  readyUntil: Day | undefined,
): Promise<void> =>
  retryOnConflict(async () => {
    const found = await loadCopyWithQueue(context.table, servedBy);
    const reservation = found?.queue.find((one) => one.id === id);
    if (!found || !reservation || found.copy.hold?.reservationId !== id) return;
    if (statusOn(reservation, context.today) !== 'ready' || reservation.readyUntil === readyUntil) return;
    const { copy, held } = heldUntil(found, reservation, readyUntil, context.today);
    await context.table.write(
      together(changeCopy(found.copy, copy), changeReservation(reservation, held, context.now)),
    );
  });

/**
 * Moves the ready dates of a special card to the last day of its activity; without an activity they
 * have no limit.
 */
export const extendHoldsOfCard = async (
  context: RequestContext,
  patronId: string,
  activity: Activity | undefined,
): Promise<void> => {
  const readyUntil = lastDayOnCard(activity && lastDayOfActivity(activity), context.today);
  const open = await loadOpenOfPatron(context.table, patronId);
  const ready = open.filter((one) => one.status === 'ready' && one.readyUntil !== readyUntil);
  await pMap(ready, (one) => keepOne(context, one, readyUntil), { concurrency: CONCURRENCY });
};

/** Moves the ready dates of the special cards of an activity to its current last day (rule R7). */
export const extendHolds = async (context: RequestContext, activity: Activity): Promise<void> => {
  const cards = await cardsOfActivity(context.table, activity.id);
  await pMap(cards, ({ patronId }) => extendHoldsOfCard(context, patronId, activity), {
    concurrency: CONCURRENCY,
  });
};
