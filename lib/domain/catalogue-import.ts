import { defined } from './defined.ts';
import type { Day } from './calendar.ts';
import type { Copy, Hold } from './copy.ts';
import { omit } from './omit.ts';
import { isOpen, waitsAgain, type OpenReservation } from './reservation.ts';
import type { Change, Situation } from './routing.ts';

/** A copy as the catalogue's feed knows it. */
export interface WantedCopy {
  readonly copyId: string;
  readonly titleId: string;
  readonly branchId: string;
  readonly collection?: string | undefined;
  readonly shelfmark?: string | undefined;
  readonly onOrder?: boolean | undefined;
  readonly missing?: boolean | undefined;
  readonly withdrawn?: boolean | undefined;
}

/** The fields that Apart adds to a new copy. */
const NEW = { blocks: {}, reservations: 0, waiting: 0, waitingFirst: 0, wanted: false, version: 0 };

/** A copy that was lent, put aside or checked in has arrived, whatever an order says (rule R11). */
const hasArrived = (copy: Copy | undefined): boolean =>
  copy?.arrived === true || copy?.loan !== undefined || copy?.hold !== undefined;

/**
 * The copy with the data of the catalogue; the fields of Apart stay. `keepsMissing`: whether it is
 * missing stays as it is where the catalogue does not tell, as a check-in may have found it (R11).
 */
export const catalogued = (before: Copy | undefined, wanted: WantedCopy, keepsMissing = false): Copy => ({
  ...(before ? omit(before, 'collection', 'shelfmark') : NEW),
  copyId: wanted.copyId,
  titleId: wanted.titleId,
  branchId: wanted.branchId,
  ...defined({ collection: wanted.collection, shelfmark: wanted.shelfmark }),
  onOrder: (wanted.onOrder ?? false) && !hasArrived(before),
  missing: wanted.missing ?? (keepsMissing && before?.missing === true),
  withdrawn: wanted.withdrawn ?? false,
});

/** A copy without its hold, and its queues after that. */
export interface Dropped {
  readonly copy: Copy;
  readonly queue: readonly OpenReservation[];
  readonly titleQueue: readonly OpenReservation[];
  readonly changes: readonly Change[];
}

/** Sends a copy without a hold home when it is at another branch. */
const sentHome = (copy: Copy, hold: Hold | undefined): Copy => {
  const elsewhere = hold !== undefined && hold.branchId !== copy.branchId && copy.transitTo === undefined;
  return { ...omit(copy, 'hold'), ...(elsewhere && { transitTo: copy.branchId }) };
};

/**
 * Drops the hold of a copy when the catalogue removes the copy, or moves it to another title and
 * the hold is for a title reservation. The reservation waits again (rules R1, R11), unless it has
 * lapsed (rule T2).
 */
export const dropHold = (
  before: Copy | undefined,
  { copy: after, queue, titleQueue }: Situation,
  today: Day,
): Dropped => {
  const hold = before?.hold;
  const gone = after.missing || after.withdrawn;
  const otherTitle = hold?.kind === 'title' && before?.titleId !== after.titleId;
  if (!gone && !otherTitle) return { copy: after, queue, titleQueue, changes: [] };
  const held = [...queue, ...titleQueue].find((one) => one.id === hold?.reservationId && isOpen(one, today));
  const copy = gone ? omit(after, 'hold', 'transitTo') : sentHome(after, hold);
  if (!held) return { copy, queue, titleQueue, changes: [] };
  const now = waitsAgain(held);
  const turn = (list: readonly OpenReservation[]) =>
    list.includes(held) ? list.map((one) => (one === held ? now : one)) : list;
  return { copy, queue: turn(queue), titleQueue: turn(titleQueue), changes: [[held, now]] };
};
