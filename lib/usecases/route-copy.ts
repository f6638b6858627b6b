import type { Branch } from '../domain/branch.ts';
import type { Title } from '../domain/title.ts';
import { inLine, type OpenReservation } from '../domain/reservation.ts';
import { keptFor, routeTo, type Routing, type Situation } from '../domain/routing.ts';
import { firstServed, type Patrons } from '../domain/serving.ts';
import { isBranch, toBranch } from '../store/branches.ts';
import { loadCopyWithQueue } from '../store/copies.ts';
import { branchKey, patronKey } from '../store/keys.ts';
import { isPatron, toPatron } from '../store/patrons.ts';
import { changeReservation } from '../store/reservations.ts';
import { loadTitleWithQueue } from '../store/titles.ts';
import { together, type Writes } from '../store/writes.ts';
import type { Act } from './act.ts';

/** A copy with both queues that it may serve, and its title, as just read. */
export type LoadedSituation = Situation & { readonly title: Title };

/** A copy with its own queue and that of its title. Two requests. */
export const loadSituation = async (act: Act, copyId: string): Promise<LoadedSituation | undefined> => {
  const found = await loadCopyWithQueue(act.table, copyId);
  if (!found) return undefined;
  const record = await loadTitleWithQueue(act.table, found.copy.titleId);
  if (!record) throw new Error(`Title ${found.copy.titleId} of a copy is not there.`);
  return { ...found, title: record.title, titleQueue: record.queue };
};

const PATRONS_AT_ONCE = 90;

interface Cards {
  readonly patrons: Patrons;
  readonly branch: Branch | undefined;
}

const loadCards = async (
  act: Act,
  reservations: readonly OpenReservation[],
  branchId: string,
): Promise<Cards> => {
  const keys = reservations.map(({ patronId }) => patronKey(patronId));
  const items = await act.table.getAll([branchKey(branchId), ...keys]);
  return {
    patrons: new Map(items.filter(isPatron).map((item) => [toPatron(item).patronId, toPatron(item)])),
    branch: items.filter(isBranch).map(toBranch)[0],
  };
};

/** Looks along the line, some ninety cards at a time, until somebody can be served. */
const findServed = async (
  act: Act,
  situation: Situation,
  at: string,
): Promise<Cards & { readonly chosen: OpenReservation | undefined }> => {
  const { copy } = situation;
  const all = [...situation.queue, ...situation.titleQueue];
  const held = all.filter(({ id }) => id === copy.hold?.reservationId);
  let line = inLine(all, copy, act.today);
  for (;;) {
    const part = line.slice(0, PATRONS_AT_ONCE);
    const { patrons, branch } = await loadCards(act, [...held, ...part], at);
    const chosen = keptFor(situation, patrons, act.today) ?? firstServed(copy, part, patrons, act.today);
    line = line.slice(PATRONS_AT_ONCE);
    if (chosen || line.length === 0) return { chosen, branch, patrons };
  }
};

/**
 * Decides where a copy that is at a branch goes, and what that changes (rule R7): the reservation that it is kept for,
 * the first in line that it may serve, the shelf, or home. One request, for the cards; the caller saves.
 */
export const routeCopy = async (
  act: Act,
  situation: Situation,
  at: string,
): Promise<Routing & { readonly knowsBranch: boolean }> => {
  const { chosen, branch, patrons } = await findServed(act, situation, at);
  const routing = routeTo(situation, chosen, { branchId: at, branch }, patrons, act.today);
  return { ...routing, knowsBranch: branch !== undefined };
};

/** The writes for the reservations that a routing changes. */
export const changeReservations = ({ changes }: Pick<Routing, 'changes'>): Writes =>
  together(...changes.map(([before, after]) => changeReservation(before, after)));
