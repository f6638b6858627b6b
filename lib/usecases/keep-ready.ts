import pMap from 'p-map';
import { lastDayOfActivity, type Activity } from '../domain/activity.ts';
import { statusOn, withReadyUntil } from '../domain/reservation.ts';
import { changeCopy, loadCopies } from '../store/copies.ts';
import { cardsOfActivity } from '../store/patrons.ts';
import { changeReservation, loadOpenOfPatron } from '../store/reservations.ts';
import { together } from '../store/writes.ts';
import type { Act } from './act.ts';
import { untilSettled } from './settle.ts';

const CONCURRENCY = 8;

const keepReadyFor = (act: Act, activity: Activity, patronId: string): Promise<void> =>
  untilSettled(async () => {
    const lastDay = lastDayOfActivity(activity);
    const readyUntil = lastDay < act.today ? act.today : lastDay;
    const ready = (await loadOpenOfPatron(act.table, patronId)).filter(
      (one) => statusOn(one, act.today) === 'ready' && one.readyUntil !== readyUntil,
    );
    const copyIds = ready.flatMap(({ servedBy }) => servedBy ?? []);
    const copies = await loadCopies(act.table, copyIds);
    for (const reservation of ready) {
      const copy = copies.get(reservation.servedBy ?? '');
      if (copy?.hold?.reservationId !== reservation.id) continue;
      const after = { ...copy, hold: { ...copy.hold, readyUntil } };
      const change = changeReservation(reservation, withReadyUntil(reservation, readyUntil));
      await act.table.write(together(changeCopy(copy, after), change));
    }
  });

/** Lets what is ready for the special cards of an activity stay so until its last day as it is now, at least today (R7). */
export const keepReady = async (act: Act, activity: Activity): Promise<void> => {
  const cards = await cardsOfActivity(act.table, activity.id);
  await pMap(cards, ({ patronId }) => keepReadyFor(act, activity, patronId), { concurrency: CONCURRENCY });
};
