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

/** What Apart itself keeps of a copy, when it is new. */
const NEW = { blocks: {}, reservations: 0, waiting: 0, waitingFirst: 0, wanted: false, version: 0 };

/** The copy as the feed wants it; what Apart itself keeps of it goes on. */
export const catalogued = (before: Copy | undefined, wanted: WantedCopy): Copy => ({
  ...(before ? omit(before, 'collection', 'shelfmark') : NEW),
  copyId: wanted.copyId,
  titleId: wanted.titleId,
  branchId: wanted.branchId,
  ...defined({ collection: wanted.collection, shelfmark: wanted.shelfmark }),
  // What has been lent or put aside has come in, whatever the order says.
  onOrder: (wanted.onOrder ?? false) && before?.loan === undefined && before?.hold === undefined,
  missing: wanted.missing ?? false,
  withdrawn: wanted.withdrawn ?? false,
});

/** A copy and the queues around it, once it is put aside for nobody any more. */
export interface Dropped {
  readonly copy: Copy;
  readonly queue: readonly OpenReservation[];
  readonly titleQueue: readonly OpenReservation[];
  readonly changes: readonly Change[];
}

/**
 * A copy that is put aside for nobody any more, and lies at another branch than its own, goes home.
 */
const sentHome = (copy: Copy, hold: Hold | undefined): Copy => {
  const elsewhere = hold !== undefined && hold.branchId !== copy.branchId && copy.transitTo === undefined;
  return { ...omit(copy, 'hold'), ...(elsewhere && { transitTo: copy.branchId }) };
};

/**
 * What becomes of a hold when the catalogue changes the copy: one that is gone serves nobody, and
 * one that becomes another title's no longer serves a reservation of the old one. Who was to have
 * it waits again (rules R1, R11), unless it was not collected in time (rule T2).
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
