import type { Copy } from '../../lib/api/types.ts';
import { blockInSlot, KINDS } from './slot.ts';
import type { BlockRequest } from './block-request.ts';

/** The chosen reservation block; `keep` leaves it as it is. */
export type ReservationChoice = 'keep' | 'none' | '7' | '8';

/** The chosen loan block; `keep` leaves it as it is. */
export type LoanChoice = 'keep' | 'none' | 'until' | 'noEnd';

/** The form of the blocks in one slot. */
export interface BlockForm {
  /** Empty for the slot without an activity. */
  readonly activityId: string;
  readonly reservation: ReservationChoice;
  readonly loan: LoanChoice;
  readonly endDate: string;
  readonly reason: string;
}

/** The fields that the user changed; the other ones show the current blocks. */
export type Touched = Partial<BlockForm>;

const KEEP = { reservation: 'keep', loan: 'keep', endDate: '', reason: '' } as const;

/**
 * The form before any change: the blocks of a copy in the slot of an activity. For several copies,
 * without `copy`, it keeps everything.
 */
export function formFor(copy: Copy | undefined, activityId: string): BlockForm {
  if (copy === undefined) return { activityId, ...KEEP };
  const slot = activityId === '' ? undefined : activityId;
  const reservation = blockInSlot(copy, 'reservation', slot);
  const loan = blockInSlot(copy, 'loan', slot);
  const [reason = '', ...others] = reasonsIn(copy, activityId);
  return {
    activityId,
    reservation: reservation === undefined ? 'none' : reservation.code === 7 ? '7' : '8',
    loan: loan === undefined ? 'none' : loan.endDate === undefined ? 'noEnd' : 'until',
    endDate: loan?.endDate ?? '',
    reason: others.length === 0 ? reason : '',
  };
}

/**
 * The different reasons of the blocks in a slot; the form shows a reason only when there is one.
 */
export function reasonsIn(copy: Copy, activityId: string): readonly string[] {
  const slot = activityId === '' ? undefined : activityId;
  const blocks = KINDS.flatMap((kind) => blockInSlot(copy, kind, slot) ?? []);
  return [...new Set(blocks.map(({ reason = '' }) => reason))];
}

/**
 * The request for the fields that differ from `start`. Untouched fields are left out, so that they
 * cannot undo what a colleague changed. Undefined when the last day is missing.
 */
export function blockRequestOf(form: BlockForm, start: BlockForm): BlockRequest | undefined {
  const { activityId, reservation, loan, endDate } = form;
  if (loan === 'until' && endDate === '') return undefined;
  const reason = form.reason.trim();
  const isOtherEnd = loan === 'until' && endDate !== start.endDate;
  return {
    ...(activityId !== '' && { activityId }),
    ...(reservation !== start.reservation &&
      reservation !== 'keep' && { reservation: RESERVATION[reservation] }),
    ...((loan !== start.loan || isOtherEnd) &&
      loan !== 'keep' && { loan: loan === 'none' ? null : loan === 'until' ? { endDate } : {} }),
    ...(reason === start.reason.trim() ? { reasonOfNew: start.reason } : { reason }),
  };
}

const RESERVATION = { none: null, '7': 7, '8': 8 } as const;
