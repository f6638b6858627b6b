import { codeInForce, loanBlockInForce } from '../domain/block.ts';
import { isOnShelf, type Copy } from '../domain/copy.ts';
import { NotFound } from '../domain/refusal.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { copiesToPull, type Pull } from '../domain/serving.ts';
import { loadBranches } from '../store/branches.ts';
import { changeCopy, copiesWanted, loadCopies, loadCopyWithQueue } from '../store/copies.ts';
import { copyIdOf } from '../store/keys.ts';
import type { Part } from '../store/merge.ts';
import { loadPatrons } from '../store/patrons.ts';
import { together, WriteLost } from '../store/table.ts';
import { changeQueue, loadTitleWithAll, type TitleRecord } from '../store/titles.ts';
import type { Act } from './act.ts';
import { copyToday } from './counts-today.ts';
import type { Page } from './look-up.ts';

/** Whether nobody but who has reserved this very copy could have it: then its title need not be looked at. */
const isKept = (copy: Copy, act: Act): boolean =>
  copy.waiting === 0 &&
  (codeInForce(copy.blocks) === 8 || loanBlockInForce(copy.blocks, act.today) !== undefined);

/** Takes the mark off a copy that nobody waits for; lost to somebody who does, it stays. */
const unmark = async (act: Act, copy: Copy, { title }: TitleRecord): Promise<void> => {
  try {
    await act.table.write(together(changeCopy(copy, { ...copy, wanted: false }), changeQueue(title, {})));
  } catch (error) {
    if (!(error instanceof WriteLost)) throw error;
  }
};

const queuesOf = async (
  act: Act,
  copies: readonly Copy[],
  record: TitleRecord,
): Promise<OpenReservation[]> => {
  const asked = copies.filter((copy) => copy.waiting > 0);
  const found = await Promise.all(asked.map((copy) => loadCopyWithQueue(act.table, copy.copyId)));
  return [...record.queue, ...found.flatMap((one) => one?.queue ?? [])];
};

/** What to fetch of one title, at all branches. */
const pullsOfTitle = async (act: Act, titleId: string): Promise<readonly Pull[]> => {
  const record = await loadTitleWithAll(act.table, titleId);
  if (!record) return [];
  const copies = [...(await loadCopies(act.table, record.copyIds)).values()];
  const marked = copies.filter((copy) => copy.wanted && isOnShelf(copy));
  if (record.title.waiting === 0) {
    await Promise.all(
      marked.filter((copy) => copy.reservations === 0).map((copy) => unmark(act, copy, record)),
    );
  }
  const reservations = await queuesOf(act, marked, record);
  const patrons = await loadPatrons(
    act.table,
    reservations.map(({ patronId }) => patronId),
  );
  return copiesToPull(marked, reservations, patrons, act.today);
};

/**
 * What staff of a branch fetch from the shelves: copies that a waiting reservation can have, one per reservation, in
 * the order of the shelves (rule R8). Only marked copies are looked at, whatever the size of the catalogue; what is
 * listed is decided on the day's facts, so a block that has lapsed or a reservation cancelled needs no job (rule T2).
 * Takes the mark off copies that nobody waits for.
 */
export const pullList = async (act: Act, branchId: string, part: Part): Promise<Page<Pull>> => {
  if (!(await loadBranches(act.table, [branchId])).has(branchId)) throw new NotFound('branch');
  const { entries, next } = await copiesWanted(act.table, branchId, part);
  const copies = await loadCopies(act.table, entries.map(copyIdOf));
  const candidates = [...copies.values()].filter((copy) => isOnShelf(copy) && !isKept(copy, act));
  const titleIds = [...new Set(candidates.map((copy) => copy.titleId))];
  const pulls = (await Promise.all(titleIds.map((titleId) => pullsOfTitle(act, titleId)))).flat();
  const here = new Map(pulls.map((pull) => [pull.copy.copyId, pull]));
  const found = entries.flatMap((entry) => here.get(copyIdOf(entry)) ?? []);
  const items = await Promise.all(
    found.map(async (pull) => ({ ...pull, copy: await copyToday(act, pull.copy) })),
  );
  return { items, ...(next !== undefined && { next }) };
};
