import { movedTo, oldestFirst, type OpenReservation } from '../../domain/reservation.ts';
import { stampOfNumber } from '../../domain/title-line.ts';
import { loadCopyWithQueue, sameCopy } from '../../store/copies.ts';
import { changeReservation } from '../../store/reservations.ts';
import { completeWork, type Moving } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';
import type { WorkProgress } from '../core/work-lease.ts';

/** Reservations that are moved in one transaction; each takes two writes. */
const AT_ONCE = 40;

/** The number of one of those who are left: the last of them gets the last number. */
const orderOf = ({ last }: Moving, left: readonly OpenReservation[], n: number): string =>
  stampOfNumber(last - left.length + 1 + n);

/** Moves the next reservations; true when none is left. Two requests. */
const moveSome = (context: RequestContext, work: Moving): Promise<boolean> =>
  retryOnConflict(async () => {
    const found = await loadCopyWithQueue(context.table, work.copyId);
    // A later move has work of its own.
    if (found?.copy.titleId !== work.titleId) return true;
    const left = found.queue.filter(({ titleId }) => titleId !== work.titleId).sort(oldestFirst);
    if (left.length === 0) return true;
    const moves = left.slice(0, AT_ONCE).map((reservation, n) => {
      const moved = movedTo(reservation, work.titleId, orderOf(work, left, n));
      return changeReservation(reservation, moved, context.now);
    });
    await context.table.write(together(sameCopy(found.copy), ...moves));
    return left.length <= AT_ONCE;
  });

/**
 * Takes the reservations of a copy that moved to another title to the end of the line there, in
 * their own order (rule R16). Their numbers were taken before the copy moved: who reserves it after
 * that stands behind them. Can be interrupted and repeated.
 */
export const moveReservations = async (
  context: RequestContext,
  work: Moving,
  isTimeUp: () => boolean = () => false,
): Promise<WorkProgress> => {
  if (!(await untilNoneLeft(context, () => moveSome(context, work), isTimeUp))) return 'more';
  await completeWork(context.table, work);
  return 'done';
};
