import { answerOf, api } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { Copy, Reservation } from '../../lib/api/types.ts';

/** What is reserved: one copy, or any copy of a title (rule R1). */
export type Wanted = { readonly copyId: string } | { readonly titleId: string };

/** For whom, where, and by which agreement. */
export interface ReservationForm {
  readonly patronId: string;
  readonly pickupBranchId: string;
  /** Why a copy reservation may pass what would refuse it (rule R10). */
  readonly agreedWith?: string;
}

/** Makes a reservation; called again with the same key, it is the same one. */
export const reserve = (wanted: Wanted, form: ReservationForm, key: string): Promise<Reservation> => {
  const { patronId, pickupBranchId, agreedWith } = form;
  const override = agreedWith === undefined ? {} : { override: { reason: agreedWith } };
  return answerOf(
    api.POST('/api/reservations', {
      params: { header: { 'Idempotency-Key': key } },
      body: { ...wanted, patronId, pickupBranchId, ...override },
    }),
  );
};

const OVERRIDABLE = new Set(['theme-agreement', 'copy-not-reservable', 'own-patrons-only', 'leaves-branch']);

/** Whether an agreement with the branch of the copy would let this reservation pass (rule R10). */
export const canBeAgreed = (error: unknown): boolean =>
  error instanceof Problem &&
  error.reasons.length > 0 &&
  error.reasons.every(({ code }) => OVERRIDABLE.has(code));

/** What is to be reserved in one go: copies, each for itself, or a title. */
export type ToReserve = { readonly copies: readonly Copy[] } | { readonly titleId: string };

/** One thing to reserve; of a copy, with its branch. */
export interface Item {
  readonly copyId?: string;
  readonly titleId?: string;
  readonly branchId?: string;
}

/** A reservation that was refused, with why. */
export interface Refusal {
  readonly item: Item;
  readonly error: unknown;
}
