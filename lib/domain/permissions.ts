/**
 * Denials (rule P1), in the order of docs/permissions.md. Each function answers the denial, or
 * undefined. The routes name the roles that may call them.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ActivityPlan } from './activity.ts';
import { madeIn } from './batch.ts';
import { needsAdmin, type Batch } from './batch-state.ts';
import { actsFor, type Caller } from './caller.ts';
import { Forbidden, type OtherBranch } from './errors.ts';
import { isSpecial, type Patron } from './patron.ts';
import type { Reservation } from './reservation.ts';
import type { RuleScope } from './standing-rule.ts';

/** Undefined: allowed. */
export type Denial = Forbidden | undefined;

const notOf = (caller: Caller, branchId: string, what: OtherBranch['what']): Denial =>
  actsFor(caller, branchId) ? undefined : new Forbidden('other-branch', { what, branchId });

/** A patron may use only their own card. */
export const denyCard = (caller: Caller, patronId: string | undefined): Denial =>
  caller.role === 'patron' && caller.patronId !== patronId ? new Forbidden('other-patron') : undefined;

/** Staff make and change the special cards of their own branch, and no other cards (rule S0). */
export const denyPutCard = (
  caller: Caller,
  wanted: Pick<Patron, 'kind' | 'branchId'>,
  before: Pick<Patron, 'kind' | 'branchId'> | undefined,
): Denial => {
  if (caller.role !== 'staff') return undefined;
  if (!isSpecial(wanted) || (before && !isSpecial(before))) return new Forbidden('role');
  return notOf(caller, wanted.branchId, 'card') ?? (before && notOf(caller, before.branchId, 'card'));
};

/**
 * Blocks are changed, and refusals are overridden, by the copy's own branch (rules B8, R10, S5).
 */
export const denyCopy = (caller: Caller, copy: { readonly branchId: string }): Denial =>
  notOf(caller, copy.branchId, 'copy');

/** A patron reserves for their own card, and overrides nothing. */
export const denyReserve = (
  caller: Caller,
  { patronId, override }: { readonly patronId: string; readonly override?: unknown },
): Denial =>
  denyCard(caller, patronId) ??
  (caller.role === 'patron' && override !== undefined ? new Forbidden('role') : undefined);

/** Nobody but its own branch reserves for a special card, or lends to it (rules R4, S1). */
export const denySpecialCard = (caller: Caller, patron: Patron | undefined): Denial => {
  if (!patron || !isSpecial(patron) || actsFor(caller, patron.branchId)) return undefined;
  return caller.role === 'patron' ? new Forbidden('other-patron') : notOf(caller, patron.branchId, 'card');
};

/** A patron sees their own reservations. */
export const denyReservation = (caller: Caller, { patronId }: Reservation): Denial =>
  denyCard(caller, patronId);

/** Only its branch cancels a reservation for a special card. */
export const denyCancel = (caller: Caller, { cardBranchId }: Reservation): Denial =>
  cardBranchId === undefined ? undefined : notOf(caller, cardBranchId, 'card');

/** Staff lend and check in at their own branches. */
export const denyDesk = (caller: Caller, branchId: string): Denial => notOf(caller, branchId, 'desk');

/** Patrons do not see the loans of others. */
export const denyLoansOfActivity = (caller: Caller): Denial =>
  caller.role === 'patron' ? new Forbidden('role') : undefined;

/** Staff of a branch that it names, and admins, look after an activity (rule A3). */
export const denyActivity = (caller: Caller, { branchIds }: Pick<ActivityPlan, 'branchIds'>): Denial => {
  if (caller.role === 'admin') return undefined;
  if (!branchIds) return new Forbidden('needs-admin');
  if (branchIds.some((branchId) => actsFor(caller, branchId))) return undefined;
  return notOf(caller, branchIds[0] ?? '', 'activity');
};

/** An activity of all branches, or with an agreement, binds others: an admin makes it (rule A6). */
export const denyMakeActivity = (caller: Caller, plan: ActivityPlan): Denial =>
  caller.role !== 'admin' && (!plan.branchIds || plan.agreement)
    ? new Forbidden('needs-admin')
    : denyActivity(caller, plan);

/**
 * The fields by which an agreement binds others; not its last day, which staff may prolong (rule
 * A6).
 */
const bindingOf = (plan: ActivityPlan) => {
  const { agreement, agreementFrom, startDate, branchIds, collections, titleIds } = plan;
  return { agreement, from: agreementFrom ?? startDate, branchIds, collections, titleIds };
};

/** Staff change an activity of theirs, but not what binds others (rule A6). */
export const denyChangeActivity = (caller: Caller, before: ActivityPlan, after: ActivityPlan): Denial => {
  const denial = denyActivity(caller, before);
  if (denial || caller.role === 'admin') return denial;
  const becomesAll = before.branchIds !== undefined && after.branchIds === undefined;
  const bindsAnew = after.agreement && !isDeepStrictEqual(bindingOf(before), bindingOf(after));
  return becomesAll || bindsAnew ? new Forbidden('needs-admin') : undefined;
};

/** Staff see the batches that were made in their branches, and their own. */
export const denyBatch = (caller: Caller, { order }: Pick<Batch, 'order'>): Denial => {
  const isTheirs =
    caller.role === 'admin' ||
    order.createdBy.sub === caller.sub ||
    madeIn(order).some((branchId) => caller.branchIds.includes(branchId));
  return isTheirs ? undefined : new Forbidden('other-batch');
};

/** A batch of very many copies is run by an admin (rule M6). */
export const denyRunBatch = (caller: Caller, { state }: Pick<Batch, 'state'>): Denial =>
  caller.role !== 'admin' && needsAdmin(state) ? new Forbidden('batch-needs-admin') : undefined;

/**
 * A standing rule of a branch is set by its staff, one of all branches by an admin (rules B8, C1).
 */
export const denyRule = (caller: Caller, { branchId }: Pick<RuleScope, 'branchId'>): Denial => {
  if (caller.role === 'admin') return undefined;
  return branchId === undefined ? new Forbidden('rule-needs-admin') : notOf(caller, branchId, 'rule');
};

/** Flags are of a branch (rule N2). */
export const denyFlags = (caller: Caller, branchId: string): Denial => notOf(caller, branchId, 'flags');
