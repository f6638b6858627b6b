import pMap from 'p-map';
import { NotFound, Refused } from '../../domain/refusal.ts';
import { deletePatron, loadPatrons, replacePatron } from '../../store/patrons.ts';
import { listOfPatron, loadOpenOfPatron } from '../../store/reservations.ts';
import type { Act } from '../core/request-context.ts';
import { closeOpen } from '../reservations/close-reservation.ts';
import { forgetReservation } from '../reservations/forget-reservation.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { untilSettled } from '../core/retry.ts';

const CONCURRENCY = 8;

/**
 * Deletes a card: from the first write on it counts as unknown; then its reservations are cancelled and the closed
 * ones lose it. Safe to repeat after a crash. Throws `Refused` with `patron-has-loans`, or `NotFound`.
 */
export const deletePatronCard = async (act: Act, patronId: string, seen?: Seen): Promise<void> => {
  await untilSettled(async () => {
    const patron = (await loadPatrons(act.table, [patronId])).get(patronId);
    if (!patron) throw new NotFound('patron');
    if (!patron.leaving) mustMatch(seen, patron.version);
    if (patron.loans > 0) throw new Refused([{ code: 'patron-has-loans' }]);
    if (!patron.leaving)
      await act.table.write(
        replacePatron(patron, { ...patron, leaving: true }, { loans: true, reservations: false }),
      );
  });
  await finishLeaving(act, patronId);
};

/** Empties a card that is being deleted, and deletes it; also where a deletion was cut off. */
export const finishLeaving = async (act: Act, patronId: string): Promise<void> => {
  const open = await loadOpenOfPatron(act.table, patronId);
  await pMap(open, ({ id }) => closeOpen(act, id, { status: 'cancelled', retentionDays: 0 }, () => true), {
    concurrency: CONCURRENCY,
  });
  await forgetClosed(act, patronId);
  await untilSettled(async () => {
    const patron = (await loadPatrons(act.table, [patronId])).get(patronId);
    if (patron?.leaving) await act.table.write(deletePatron(patron));
  });
};

/** The index trails by up to a second: what closed in the last one is forgotten by the night (rule P2). */
const forgetClosed = async (act: Act, patronId: string): Promise<void> => {
  let after: string | undefined;
  do {
    const { items, next } = await listOfPatron(act.table, patronId, { limit: 100, after });
    await pMap(items, ({ id }) => forgetReservation(act, id), { concurrency: CONCURRENCY });
    after = next;
  } while (after !== undefined);
};
