import pMap from 'p-map';
import { lastDayOfActivity, type Activity } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { omit } from '../../domain/omit.ts';
import { recount, statusOn, withReadyUntil, type OpenReservation } from '../../domain/reservation.ts';
import { changeCopy, loadCopyWithQueue } from '../../store/copies.ts';
import { cardsOfActivity } from '../../store/cards.ts';
import { changeReservation, loadOpenOfPatron } from '../../store/reservations.ts';
import { together } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';
import { untilSettled } from '../core/retry.ts';

const CONCURRENCY = 8;

/** Until when something is ready for a special card of an activity: its last day, at least today (rule R7). */
const lastDayReady = (act: Act, activity: Activity | undefined): Day | undefined => {
  const lastDay = activity && lastDayOfActivity(activity);
  return lastDay !== undefined && lastDay < act.today ? act.today : lastDay;
};

const keepOne = (
  act: Act,
  { id, servedBy = '' }: OpenReservation,
  readyUntil: Day | undefined,
): Promise<void> =>
  untilSettled(async () => {
    const found = await loadCopyWithQueue(act.table, servedBy);
    const reservation = found?.queue.find((one) => one.id === id);
    if (!found || !reservation || found.copy.hold?.reservationId !== id) return;
    if (statusOn(reservation, act.today) !== 'ready' || reservation.readyUntil === readyUntil) return;
    const kept = withReadyUntil(reservation, readyUntil);
    const queue = found.queue.map((one) => (one === reservation ? kept : one));
    const hold = { ...omit(found.copy.hold, 'readyUntil'), ...(readyUntil !== undefined && { readyUntil }) };
    const after = recount({ ...found.copy, hold }, queue, act.today);
    await act.table.write(together(changeCopy(found.copy, after), changeReservation(reservation, kept)));
  });

/** Lets what is ready for a special card stay so until the last day of its activity, or without limit where it has none. */
export const keepReadyFor = async (
  act: Act,
  patronId: string,
  activity: Activity | undefined,
): Promise<void> => {
  const readyUntil = lastDayReady(act, activity);
  const open = await loadOpenOfPatron(act.table, patronId);
  const ready = open.filter((one) => one.status === 'ready' && one.readyUntil !== readyUntil);
  await pMap(ready, (one) => keepOne(act, one, readyUntil), { concurrency: CONCURRENCY });
};

/** Lets what is ready for the special cards of an activity stay so until its last day as it is now (rule R7). */
export const keepReady = async (act: Act, activity: Activity): Promise<void> => {
  const cards = await cardsOfActivity(act.table, activity.id);
  await pMap(cards, ({ patronId }) => keepReadyFor(act, patronId, activity), { concurrency: CONCURRENCY });
};
