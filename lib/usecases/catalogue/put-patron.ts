import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import type { Copy } from '../../domain/copy.ts';
import { omit } from '../../domain/omit.ts';
import { actsFor, isSpecial, type Patron } from '../../domain/patron.ts';
import { Forbidden, Invalid, Refused, type Refusal } from '../../domain/refusal.ts';
import { isActivity, toActivity } from '../../store/activities.ts';
import { isBranch } from '../../store/branches.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { activityKey, branchKey, patronKey } from '../../store/keys.ts';
import { createPatron, isPatron, loadLoans, replacePatron, toPatron } from '../../store/patrons.ts';
import type { Act } from '../core/request-context.ts';
import { patronToday } from '../core/recount.ts';
import { finishLeaving } from './delete-patron.ts';
import { otherBranch } from '../core/branch-names.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { keepReadyFor } from '../reservations/extend-holds.ts';
import type { PutResult } from './put-result.ts';
import { untilSettled } from '../core/retry.ts';

export interface WantedPatron {
  readonly patronId: string;
  readonly branchId: string;
  readonly kind: 'ordinary' | 'special';
  readonly label?: string | undefined;
  readonly activityId?: string | undefined;
  readonly blocked?: boolean | undefined;
}

/** Staff make and change the special cards of their own branch, and no other cards (rule S0). */
const mayPut = async (act: Act, wanted: WantedPatron, before: Patron | undefined): Promise<void> => {
  if (act.caller.role !== 'staff') return;
  if (wanted.kind !== 'special' || (before && !isSpecial(before))) throw new Forbidden('role');
  const foreign = [wanted.branchId, before?.branchId].find(
    (id) => id !== undefined && !actsFor(act.caller, id),
  );
  if (foreign !== undefined) throw await otherBranch(act, foreign, 'card');
};

const described = (act: Act, wanted: WantedPatron, before: Patron | undefined): Patron => {
  const kept = act.caller.role === 'feed' && wanted.kind === 'special' ? before : undefined;
  const label = wanted.label ?? kept?.label;
  const activityId = wanted.activityId ?? kept?.activityId;
  return {
    patronId: wanted.patronId,
    branchId: wanted.branchId,
    kind: wanted.kind,
    ...(label !== undefined && { label }),
    ...(activityId !== undefined && { activityId }),
    blocked: wanted.blocked ?? false,
    openReservations: before?.openReservations ?? 0,
    loans: before?.loans ?? 0,
    version: before?.version ?? 1,
  };
};

/** What must not be on a card for it to change like this. */
const mustBeFree = (
  before: Patron,
  after: Patron,
): { readonly loans: boolean; readonly reservations: boolean } => {
  const turns = before.kind !== after.kind;
  const moves = isSpecial(after) && before.branchId !== after.branchId;
  return {
    loans: turns || moves || (isSpecial(after) && before.activityId !== after.activityId),
    // Its reservations were placed as, and queue as, those of a card of that kind and branch (rules R4, R6).
    reservations: turns || moves,
  };
};

/** Makes or replaces a card. Throws `Refused` with `card-in-use` where what is on it forbids the change (rule S0). */
export const putPatron = async (act: Act, wanted: WantedPatron, seen?: Seen): Promise<PutResult<Patron>> => {
  if (wanted.kind === 'ordinary' && wanted.label !== undefined)
    throw new Invalid('/label', 'label-needs-special');
  if (wanted.kind === 'ordinary' && wanted.activityId !== undefined) {
    throw new Invalid('/activityId', 'label-needs-special');
  }
  return untilSettled(() => attemptPut(act, wanted, seen));
};

const attemptPut = async (act: Act, wanted: WantedPatron, seen?: Seen): Promise<PutResult<Patron>> => {
  const { activityId } = wanted;
  const items = await act.table.getAll([
    patronKey(wanted.patronId),
    branchKey(wanted.branchId),
    ...(activityId === undefined ? [] : [activityKey(activityId)]),
  ]);
  const before = items.filter(isPatron).map(toPatron)[0];
  await mayPut(act, wanted, before);
  if (before?.leaving) {
    await finishLeaving(act, before.patronId);
    return attemptPut(act, wanted, seen);
  }
  mustMatch(seen, before?.version);
  const after = described(act, wanted, before);
  const free = before ? mustBeFree(before, after) : { loans: false, reservations: false };
  const { loans, openReservations } = after;
  const inUse = (free.loans && loans > 0) || (free.reservations && openReservations > 0);
  const refusals: Refusal[] = [
    ...(items.some(isBranch) ? [] : [{ code: 'unknown-branch' as const, branchId: wanted.branchId }]),
    ...(activityId === undefined || items.some(isActivity)
      ? []
      : [{ code: 'unknown-activity' as const, activityId }]),
    ...(inUse ? [{ code: 'card-in-use' as const }] : []),
  ];
  if (refusals.length > 0) throw new Refused(refusals);
  if (before && isDeepStrictEqual(before, after)) return unchanged(act, before);
  await act.table.write(before ? replacePatron(before, after, free) : createPatron(after));
  await relabel(act, after);
  if (before && isSpecial(after) && before.activityId !== activityId) {
    await keepReadyFor(act, after.patronId, items.filter(isActivity).map(toActivity)[0]);
  }
  const thing = await patronToday(act, { ...after, version: (before?.version ?? 0) + 1 });
  return { thing, created: !before };
};

/** A repeat after a crash may find the card changed and some of its copies not yet. */
const unchanged = async (act: Act, patron: Patron): Promise<PutResult<Patron>> => {
  await relabel(act, patron);
  return { thing: await patronToday(act, patron), created: false };
};

const CONCURRENCY = 8;

const relabelled = (copy: Copy, label: string | undefined): Copy =>
  copy.loan
    ? { ...copy, loan: { ...omit(copy.loan, 'label'), ...(label !== undefined && { label }) } }
    : copy;

/** The copies on a special card show its label: a new label goes to all of them. */
const relabel = async (act: Act, patron: Patron): Promise<void> => {
  if (!isSpecial(patron)) return;
  const { patronId, label } = patron;
  const copyIds = (await loadLoans(act.table, patronId, {})).map(({ loan }) => loan.copyId);
  const isOld = (copy: Copy) => copy.loan?.patronId === patronId && copy.loan.label !== label;
  const old = [...(await loadCopies(act.table, copyIds)).values()].filter(isOld);
  const one = (copyId: string) =>
    untilSettled(async () => {
      const copy = (await loadCopies(act.table, [copyId])).get(copyId);
      if (copy && isOld(copy)) await act.table.write(changeCopy(copy, relabelled(copy, label)));
    });
  await pMap(old, ({ copyId }) => one(copyId), { concurrency: CONCURRENCY });
};
