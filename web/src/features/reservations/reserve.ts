import type { Act } from '../../lib/api/act.ts';
import { answerOf } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { Copy, Reservation } from '../../lib/api/types.ts';

/** A reservation is for one copy, or for any copy of a title (rule R1). */
export type Wanted = { readonly copyId: string } | { readonly titleId: string };

/** The input of a reservation. */
export interface ReservationForm {
  readonly patronId: string;
  readonly pickupBranchId: string;
  /** The agreement that overrides a refusal (rule R10). */
  readonly agreedWith?: string;
}

/** Makes a reservation. */
export const reserve = (act: Act, wanted: Wanted, form: ReservationForm): Promise<Reservation> => {
  const { patronId, pickupBranchId, agreedWith } = form;
  const override = agreedWith === undefined ? {} : { override: { reason: agreedWith } };
  const body = { ...wanted, patronId, pickupBranchId, ...override };
  return answerOf(act.POST('/api/reservations', { body }));
};

const OVERRIDABLE = new Set(['theme-agreement', 'copy-not-reservable', 'own-patrons-only', 'leaves-branch']);

/** Whether an agreement with the copy's branch overrides all reasons of a refusal (rule R10). */
export const canBeAgreed = (error: unknown): boolean =>
  error instanceof Problem &&
  error.reasons.length > 0 &&
  error.reasons.every(({ code }) => OVERRIDABLE.has(code));

/** The targets of the dialog: each of these copies, or one title. */
export type ToReserve = { readonly copies: readonly Copy[] } | { readonly titleId: string };

/** One copy or title to reserve; a copy with its branch. */
export interface Item {
  readonly copyId?: string;
  readonly titleId?: string;
  readonly branchId?: string;
}

/** A refused reservation and its error. */
export interface Refusal {
  readonly item: Item;
  readonly error: unknown;
}
