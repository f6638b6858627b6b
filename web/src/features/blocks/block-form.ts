import type { Copy } from '../../lib/api/types.ts';
import { blockInSlot, KINDS } from './slot.ts';
import type { BlockRequest } from './block-request.ts';

/** What is filled in of the reservation block. */
export type ReservationChoice = 'keep' | 'none' | '7' | '8';

/** What is filled in of the loan block. */
export type LoanChoice = 'keep' | 'none' | 'until' | 'noEnd';

/** What is filled in about blocks. */
export interface BlockForm {
  /** Empty: of no activity. */
  readonly activityId: string;
  readonly reservation: ReservationChoice;
  readonly loan: LoanChoice;
  readonly endDate: string;
  readonly reason: string;
}

/** What was touched of it; the rest shows what is there. */
export type Touched = Partial<BlockForm>;

const KEEP = { reservation: 'keep', loan: 'keep', endDate: '', reason: '' } as const;

/**
 * The form untouched: what a copy has in the slot of an activity, or for several copies (no `copy`)
 * nothing to be changed.
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
 * The reasons of the blocks in a slot, each once: where there are more, a field for one shows none.
 */
export function reasonsIn(copy: Copy, activityId: string): readonly string[] {
  const slot = activityId === '' ? undefined : activityId;
  const blocks = KINDS.flatMap((kind) => blockInSlot(copy, kind, slot) ?? []);
  return [...new Set(blocks.map(({ reason = '' }) => reason))];
}

/**
 * What the form asks for beyond what it showed untouched (`start`): what nobody touched is not
 * asked for, so that it cannot undo what a colleague did. Undefined while the last day is missing.
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
