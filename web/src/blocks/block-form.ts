import type { Copy } from '../api/types.ts';
import { blockInSlot, type BlockWish } from './change-blocks.ts';

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

/** The form as it starts: what one copy has in the slot, or nothing to be changed on several. */
export function formFor(copies: readonly Copy[], activityId: string): BlockForm {
  const [copy] = copies;
  if (copy === undefined || copies.length > 1)
    return { activityId, reservation: 'keep', loan: 'keep', endDate: '', reason: '' };
  const slot = activityId === '' ? undefined : activityId;
  const reservation = blockInSlot(copy, 'reservation', slot);
  const loan = blockInSlot(copy, 'loan', slot);
  return {
    activityId,
    reservation: reservation === undefined ? 'none' : reservation.code === 7 ? '7' : '8',
    loan: loan === undefined ? 'none' : loan.endDate === undefined ? 'noEnd' : 'until',
    endDate: loan?.endDate ?? '',
    reason: (reservation ?? loan)?.reason ?? '',
  };
}

/** What the form asks for; undefined while the last day is missing. */
export function wishOf({ activityId, reservation, loan, endDate, reason }: BlockForm): BlockWish | undefined {
  if (loan === 'until' && endDate === '') return undefined;
  return {
    ...(activityId !== '' && { activityId }),
    ...(reservation !== 'keep' && { reservation: RESERVATION[reservation] }),
    ...(loan !== 'keep' && { loan: loan === 'none' ? null : loan === 'until' ? { endDate } : {} }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
  };
}

const RESERVATION = { none: null, '7': 7, '8': 8 } as const;
