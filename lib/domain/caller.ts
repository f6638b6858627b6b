/** The role of a caller; each route names the roles that may call it (rule P1). */
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

/** Whether a caller may act for a branch: its staff, or an admin (rule B8). */
export const actsFor = (caller: Caller, branchId: string): boolean =>
  caller.role === 'admin' || (caller.role === 'staff' && caller.branchIds.includes(branchId));
