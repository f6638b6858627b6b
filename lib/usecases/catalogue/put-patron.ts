import type { Item } from '../../store/table.ts';
import { defined } from '../../domain/defined.ts';
import { denyPutCard } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import type { Copy } from '../../domain/copy.ts';
import { omit } from '../../domain/omit.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Invalid, Refused } from '../../domain/errors.ts';
import { isActivity, toActivity } from '../../store/activities.ts';
import { isBranch } from '../../store/branches.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { activityKey, branchKey, patronKey } from '../../store/keys.ts';
import { createPatron, isPatron, loadLoans, replacePatron, toPatron } from '../../store/patrons.ts';
import type { RequestContext } from '../core/request-context.ts';
import { addWork } from '../../store/work.ts';
import { together, type Writes } from '../../store/writes.ts';
import { patronToday } from '../core/recount.ts';
import { finishLeaving } from './delete-patron.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { extendHoldsOfCard } from '../reservations/extend-holds.ts';
import type { PutResult } from './put-result.ts';
import { retryOnConflict } from '../core/retry.ts';

export interface WantedPatron {
  readonly patronId: string;
  readonly branchId: string;
  readonly kind: 'ordinary' | 'special';
  readonly label?: string | undefined;
  readonly activityId?: string | undefined;
  readonly blocked?: boolean | undefined;
}

const described = (context: RequestContext, wanted: WantedPatron, before: Patron | undefined): Patron => {
  const kept = context.caller.role === 'feed' && wanted.kind === 'special' ? before : undefined;
  const label = wanted.label ?? kept?.label;
  const activityId = wanted.activityId ?? kept?.activityId;
  return {
    patronId: wanted.patronId,
    branchId: wanted.branchId,
    kind: wanted.kind,
    ...defined({ label, activityId }),
    blocked: wanted.blocked ?? false,
    openReservations: before?.openReservations ?? 0,
    loans: before?.loans ?? 0,
    version: before?.version ?? 1,
  };
};

/** The kinds of use that must be absent for a change of a card. */
interface Free {
  readonly loans: boolean;
  readonly reservations: boolean;
}

const hasOtherActivity = (before: Patron, after: Patron): boolean =>
  isSpecial(after) && before.activityId !== after.activityId;

const isInUse = ({ loans, openReservations }: Patron, free: Free): boolean =>
  (free.loans && loans > 0) || (free.reservations && openReservations > 0);

/** Refusals for an unknown branch or activity. */
const unknowns = ({ branchId, activityId }: WantedPatron, items: readonly Item[]): readonly Refusal[] => [
  ...(items.some(isBranch) ? [] : [{ code: 'unknown-branch' as const, branchId }]),
  ...(activityId === undefined || items.some(isActivity)
    ? []
    : [{ code: 'unknown-activity' as const, activityId }]),
];

/** The kinds of use that forbid this change. */
const mustBeFree = (before: Patron, after: Patron): Free => {
  const turns = before.kind !== after.kind;
  const moves = isSpecial(after) && before.branchId !== after.branchId;
  return {
    loans: turns || moves || hasOtherActivity(before, after),
    // The rules for reserving and queueing depend on the kind and the branch of the card (rules R4,
    // R6).
    reservations: turns || moves,
  };
};

/**
 * Creates or replaces a card. Throws `Invalid`, `Forbidden`, `VersionMismatch`, and `Refused` for
 * an unknown branch or activity, or with `card-in-use` when its loans or reservations forbid the
 * change (rule S0).
 */
export const putPatron = async (
  context: RequestContext,
  wanted: WantedPatron,
  seen?: Seen,
): Promise<PutResult<Patron>> => {
  if (wanted.kind === 'ordinary' && wanted.label !== undefined)
    throw new Invalid('/label', 'label-needs-special');
  if (wanted.kind === 'ordinary' && wanted.activityId !== undefined) {
    throw new Invalid('/activityId', 'label-needs-special');
  }
  return retryOnConflict(() => attemptPut(context, wanted, seen));
};

const attemptPut = async (
  context: RequestContext,
  wanted: WantedPatron,
  seen?: Seen,
): Promise<PutResult<Patron>> => {
  const { activityId } = wanted;
  const items = await context.table.getAll([
    patronKey(wanted.patronId),
    branchKey(wanted.branchId),
    ...(activityId === undefined ? [] : [activityKey(activityId)]),
  ]);
  const before = items.filter(isPatron).map(toPatron)[0];
  permit(denyPutCard(context.caller, wanted, before));
  if (before?.leaving) {
    await finishLeaving(context, before.patronId);
    return attemptPut(context, wanted, seen);
  }
  mustMatch(seen, before?.version);
  const after = described(context, wanted, before);
  const free = before ? mustBeFree(before, after) : { loans: false, reservations: false };
  const refusals = [
    ...unknowns(wanted, items),
    ...(isInUse(after, free) ? [{ code: 'card-in-use' as const }] : []),
  ];
  if (refusals.length > 0) throw new Refused(refusals);
  if (before && isDeepStrictEqual(before, after)) return unchanged(context, before);
  await context.table.write(
    before ? together(replacePatron(before, after, free), followedBy(before, after)) : createPatron(after),
  );
  await relabel(context, after);
  if (before && hasOtherActivity(before, after))
    await extendHoldsOfCard(context, after.patronId, items.filter(isActivity).map(toActivity)[0]);
  const thing = await patronToday(context, { ...after, version: (before?.version ?? 0) + 1 });
  return { thing, created: !before };
};

/** Whether a card is blocked, and its branch, decide which copies can serve it (rule R8). */
const followedBy = (before: Patron, after: Patron): Writes => {
  const { patronId, version } = before;
  const isSame = before.blocked === after.blocked && before.branchId === after.branchId;
  return isSame || before.openReservations === 0 ? {} : addWork({ kind: 'card', patronId, version });
};

/** After a crash the card may be saved while some of its copies still have the old label. */
const unchanged = async (context: RequestContext, patron: Patron): Promise<PutResult<Patron>> => {
  await relabel(context, patron);
  return { thing: await patronToday(context, patron), created: false };
};

const CONCURRENCY = 8;

const relabelled = (copy: Copy, label: string | undefined): Copy =>
  copy.loan ? { ...copy, loan: { ...omit(copy.loan, 'label'), ...defined({ label }) } } : copy;

/** Copies on a special card store its label: updates all of them. One write per copy. */
const relabel = async (context: RequestContext, patron: Patron): Promise<void> => {
  if (!isSpecial(patron)) return;
  const { patronId, label } = patron;
  const copyIds = (await loadLoans(context.table, patronId, {})).map(({ loan }) => loan.copyId);
  const isOld = (copy: Copy) => copy.loan?.patronId === patronId && copy.loan.label !== label;
  const old = [...(await loadCopies(context.table, copyIds)).values()].filter(isOld);
  const one = (copyId: string) =>
    retryOnConflict(async () => {
      const copy = (await loadCopies(context.table, [copyId])).get(copyId);
      if (copy && isOld(copy)) await context.table.write(changeCopy(copy, relabelled(copy, label)));
    });
  await pMap(old, ({ copyId }) => one(copyId), { concurrency: CONCURRENCY });
};
