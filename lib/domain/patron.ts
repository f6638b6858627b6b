/** What a caller may do at all (rule P1). */
export type Role = 'patron' | 'staff' | 'admin' | 'feed';

/** Who asks, as the token says. */
export interface Caller {
  /** Stable id of the account; kept in histories as `by`. */
  readonly sub: string;
  readonly role: Role;
  /** Branches of staff: one or more; empty for everybody else. */
  readonly branchIds: readonly string[];
  /** Card of a patron. */
  readonly patronId?: string;
}

/** Holder of a card. A special card stands for an exhibition or a display case (rules P2, S0). */
export interface Patron {
  readonly patronId: string;
  readonly branchId: string;
  readonly kind: 'ordinary' | 'special';
  readonly label?: string;
  readonly activityId?: string;
  readonly blocked: boolean;
  readonly openReservations: number;
  readonly loans: number;
  /** Set while the card is being deleted: from then on it counts as unknown. */
  readonly leaving?: boolean;
  readonly version: number;
}

export const isSpecial = ({ kind }: Pick<Patron, 'kind'>): boolean => kind === 'special';

/** Whether a caller may act for a branch: its staff, or an admin (rule B8). */
export const actsFor = (caller: Caller, branchId: string): boolean =>
  caller.role === 'admin' || (caller.role === 'staff' && caller.branchIds.includes(branchId));
