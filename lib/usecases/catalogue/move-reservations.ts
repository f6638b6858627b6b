import { movedTo, oldestFirst } from '../../domain/reservation.ts';
import { stampOfNumber } from '../../domain/title-line.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { changeReservation } from '../../store/reservations.ts';
import { completeWork, type Moving } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';
import { numbersIn } from '../core/title-line.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';
import type { WorkProgress } from '../core/work-lease.ts';

/** Reservations that are moved in one transaction; each takes two writes. */
const AT_ONCE = 40;

/** Moves the next reservations; true when none is left. Three requests. */
const moveSome = (context: RequestContext, copyId: string): Promise<boolean> =>
  retryOnConflict(async () => {
    const found = await loadCopyWithQueue(context.table, copyId);
    if (!found) return true;
    const { titleId } = found.copy;
    const left = found.queue.filter((reservation) => reservation.titleId !== titleId).sort(oldestFirst);
    const next = left.slice(0, AT_ONCE);
    if (next.length === 0) return true;
    const last = await numbersIn(context, titleId, next.length);
    const moves = next.map((reservation, n) => {
      const order = stampOfNumber(last - next.length + 1 + n);
      return changeReservation(reservation, movedTo(reservation, titleId, order), context.now);
    });
    await context.table.write(together(...moves));
    return next.length === left.length;
  });

/**
 * Takes the reservations of a copy that moved to another title to the end of the line there, in
 * their own order (rule R16). Can be interrupted and repeated.
 */
export const moveReservations = async (
  context: RequestContext,
  work: Moving,
  isTimeUp: () => boolean = () => false,
): Promise<WorkProgress> => {
  if (!(await untilNoneLeft(context, () => moveSome(context, work.copyId), isTimeUp))) return 'more';
  await completeWork(context.table, work);
  return 'done';
};
