import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import type { Copy } from '../domain/copy.ts';
import { actsFor, isSpecial, type Patron } from '../domain/people.ts';
import { Forbidden, Invalid, NotFound, Refused, type Refusal } from '../domain/refusal.ts';
import { isBranch } from '../store/branches.ts';
import { changeCopy, loadCopies } from '../store/copies.ts';
import { branchKey, patronKey } from '../store/keys.ts';
import {
  createPatron,
  deletePatron,
  isPatron,
  loadLoans,
  loadPatrons,
  replacePatron,
  toPatron,
} from '../store/patrons.ts';
import { listOfPatron, loadOpenOfPatron } from '../store/reservations.ts';
import type { Act } from './act.ts';
import { closeOpen } from './close-reservation.ts';
import { forgetReservation } from './forget-reservation.ts';
import { otherBranch } from './explain.ts';
import { mustMatch, type PutResult } from './put-catalogue.ts';
import { untilSettled } from './settle.ts';
import { omit } from '../domain/omit.ts';

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

/** Whether the change needs a card without copies: its kind, or the branch or activity of a special card (rule S0). */
const needsUnused = (before: Patron, after: Patron): boolean =>
  before.kind !== after.kind ||
  (isSpecial(after) && (before.branchId !== after.branchId || before.activityId !== after.activityId));

/** Makes or replaces a card. Throws `Refused` with `card-in-use` for a special card with copies on it (rule S0). */
export const putPatron = async (
  act: Act,
  wanted: WantedPatron,
  version?: number,
): Promise<PutResult<Patron>> => {
  if (wanted.kind === 'ordinary' && wanted.label !== undefined)
    throw new Invalid('/label', 'label-needs-special');
  if (wanted.kind === 'ordinary' && wanted.activityId !== undefined) {
    throw new Invalid('/activityId', 'label-needs-special');
  }
  return untilSettled(() => attemptPut(act, wanted, version));
};

const attemptPut = async (act: Act, wanted: WantedPatron, version?: number): Promise<PutResult<Patron>> => {
  const items = await act.table.getAll([patronKey(wanted.patronId), branchKey(wanted.branchId)]);
  const before = items.filter(isPatron).map(toPatron)[0];
  await mayPut(act, wanted, before);
  mustMatch(version, before?.version);
  const after = described(act, wanted, before);
  const unused = before !== undefined && needsUnused(before, after);
  const refusals: Refusal[] = [
    ...(items.some(isBranch) ? [] : [{ code: 'unknown-branch' as const, branchId: wanted.branchId }]),
    ...(wanted.activityId === undefined
      ? []
      : [{ code: 'unknown-activity' as const, activityId: wanted.activityId }]),
    ...(unused && before.loans > 0 ? [{ code: 'card-in-use' as const }] : []),
  ];
  if (refusals.length > 0) throw new Refused(refusals);
  if (before && isDeepStrictEqual(before, after)) return unchanged(act, before);
  await act.table.write(before ? replacePatron(before, after, unused) : createPatron(after));
  await relabel(act, after);
  return { thing: { ...after, version: (before?.version ?? 0) + 1 }, created: !before };
};

/** A repeat after a crash may find the card changed and some of its copies not yet. */
const unchanged = async (act: Act, patron: Patron): Promise<PutResult<Patron>> => {
  await relabel(act, patron);
  return { thing: patron, created: false };
};

const CONCURRENCY = 8;

/** The copies on a special card show its label: a new label goes to all of them. */
const relabel = async (act: Act, patron: Patron): Promise<void> => {
  if (!isSpecial(patron) || patron.loans === 0) return;
  const { patronId, label } = patron;
  const loans = await loadLoans(act.table, patronId, {});
  const onCard = (copy: Copy) => copy.loan?.patronId === patronId && copy.loan.label !== label;
  const relabelled = ({ loan, ...copy }: Copy): Copy => {
    if (!loan) return copy;
    return { ...copy, loan: { ...omit(loan, 'label'), ...(label !== undefined && { label }) } };
  };
  const one = (copyId: string) =>
    untilSettled(async () => {
      const copy = (await loadCopies(act.table, [copyId])).get(copyId);
      if (copy && onCard(copy)) await act.table.write(changeCopy(copy, relabelled(copy)));
    });
  await pMap(loans, ({ loan }) => one(loan.copyId), { concurrency: CONCURRENCY });
};

/**
 * Deletes a card: from the first write on it counts as unknown; then its reservations are cancelled and the closed
 * ones lose it. Safe to repeat after a crash. Throws `Refused` with `patron-has-loans`, or `NotFound`.
 */
export const deletePatronCard = async (act: Act, patronId: string, version?: number): Promise<void> => {
  await untilSettled(async () => {
    const patron = (await loadPatrons(act.table, [patronId])).get(patronId);
    if (!patron) throw new NotFound('patron');
    if (!patron.leaving) mustMatch(version, patron.version);
    if (patron.loans > 0) throw new Refused([{ code: 'patron-has-loans' }]);
    if (!patron.leaving) await act.table.write(replacePatron(patron, { ...patron, leaving: true }, true));
  });
  const open = await loadOpenOfPatron(act.table, patronId);
  await pMap(open, ({ id }) => closeOpen(act, id, { status: 'cancelled', retentionDays: 0 }, () => true), {
    concurrency: CONCURRENCY,
  });
  await forgetClosed(act, patronId);
  await untilSettled(async () => {
    const patron = (await loadPatrons(act.table, [patronId])).get(patronId);
    if (patron?.leaving) await act.table.write(deletePatron(patron));
  });
};

/** The index trails by up to a second: what closed in the last one is forgotten by the night (rule P2). */
const forgetClosed = async (act: Act, patronId: string): Promise<void> => {
  let after: string | undefined;
  do {
    const { items, next } = await listOfPatron(act.table, patronId, { limit: 100, after });
    await pMap(items, ({ id }) => forgetReservation(act, id), { concurrency: CONCURRENCY });
    after = next;
  } while (after !== undefined);
};
