import { pagesOf } from '../../store/page.ts';
import pMap from 'p-map';
import { NotFound, Refused } from '../../domain/errors.ts';
import { deletePatron, loadPatrons, replacePatron } from '../../store/patrons.ts';
import { listOfPatron, loadOpenOfPatron } from '../../store/reservations.ts';
import type { RequestContext } from '../core/request-context.ts';
import { closeOpen } from '../reservations/close-reservation.ts';
import { forgetReservation } from '../reservations/forget-reservation.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { retryOnConflict } from '../core/retry.ts';

const CONCURRENCY = 8;

/**
 * Deletes a card. The first write hides it; then its open reservations are cancelled, and its
 * closed ones forget it. Safe to repeat after a crash. Throws `Refused` with `patron-has-loans`,
 * `NotFound`, and `VersionMismatch`.
 */
export const deletePatronCard = async (
  context: RequestContext,
  patronId: string,
  seen?: Seen,
): Promise<void> => {
  await retryOnConflict(async () => {
    const patron = (await loadPatrons(context.table, [patronId])).get(patronId);
    if (!patron) throw new NotFound('patron');
    if (!patron.leaving) mustMatch(seen, patron.version);
    if (patron.loans > 0) throw new Refused([{ code: 'patron-has-loans' }]);
    if (!patron.leaving)
      await context.table.write(
        replacePatron(patron, { ...patron, leaving: true }, { loans: true, reservations: false }),
      );
  });
  await finishLeaving(context, patronId);
};

/** Empties and deletes a card that is marked for deletion; also after an interrupted deletion. */
export const finishLeaving = async (context: RequestContext, patronId: string): Promise<void> => {
  await cancelAll(context, patronId);
  await forgetClosed(context, patronId);
  await retryOnConflict(async (isFirst) => {
    // A title reservation may have been on its way into the line.
    if (!isFirst) await cancelAll(context, patronId);
    const patron = (await loadPatrons(context.table, [patronId])).get(patronId);
    if (patron?.leaving) await context.table.write(deletePatron(patron));
  });
};

const cancelAll = async (context: RequestContext, patronId: string): Promise<void> => {
  const cancelled = { status: 'cancelled', retentionDays: 0 } as const;
  const open = await loadOpenOfPatron(context.table, patronId);
  await pMap(open, ({ id }) => closeOpen(context, id, cancelled, () => true), { concurrency: CONCURRENCY });
};

/**
 * The index lags up to a second. Reservations that closed within that second are forgotten by the
 * night (rule P2).
 */
const forgetClosed = async (context: RequestContext, patronId: string): Promise<void> => {
  for await (const { items } of pagesOf((part) => listOfPatron(context.table, patronId, part)))
    await pMap(items, ({ id }) => forgetReservation(context, id), { concurrency: CONCURRENCY });
};
