import { blocksInForce } from '../../domain/block.ts';
import type { Copy } from '../../domain/copy.ts';
import type { Patron } from '../../domain/patron.ts';
import type { Title } from '../../domain/title.ts';
import { Forbidden, NotFound } from '../../domain/refusal.ts';
import { copiesOfActivity, copiesBlocked, copiesOfCollection, loadCopies } from '../../store/copies.ts';
import { copyIdOf } from '../../store/keys.ts';
import type { Entries, Part } from '../../store/sharded-query.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { loadTitleWithCopies } from '../../store/titles.ts';
import type { Act } from '../core/request-context.ts';
import { copiesToday, copyToday, patronToday, titleToday } from '../core/recount.ts';

export type { Part };

/** A page of a list, and the place after which there is more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** A copy. Throws `NotFound`. */
export const findCopy = async (act: Act, copyId: string): Promise<Copy> => {
  const copy = (await loadCopies(act.table, [copyId])).get(copyId);
  if (!copy) throw new NotFound('copy');
  return copyToday(act, copy);
};

const byCopyId = (a: Copy, b: Copy) => (a.copyId < b.copyId ? -1 : 1);

/** A title with all its copies. Two round trips up to a hundred copies. Throws `NotFound`. */
export const findTitle = async (
  act: Act,
  titleId: string,
): Promise<{ title: Title; copies: readonly Copy[] }> => {
  const record = await loadTitleWithCopies(act.table, titleId);
  if (!record) throw new NotFound('title');
  const loaded = await loadCopies(act.table, record.copyIds);
  const copies = await copiesToday(act, [...loaded.values()].sort(byCopyId));
  return { title: await titleToday(act, record.title), copies };
};

/** A card, with how many open reservations it has today. A patron sees only their own (rule P1). */
export const findPatron = async (act: Act, patronId: string): Promise<Patron> => {
  if (act.caller.role === 'patron' && act.caller.patronId !== patronId) throw new Forbidden('other-patron');
  const patron = (await loadPatrons(act.table, [patronId])).get(patronId);
  if (!patron || patron.leaving) throw new NotFound('patron');
  return patronToday(act, patron);
};

/** The copies of a page of an index, in its order, as they really are now. */
const loadEntries = async (
  act: Act,
  { entries, next }: Entries,
  keep: (copy: Copy) => boolean,
): Promise<Page<Copy>> => {
  const copies = await loadCopies(act.table, entries.map(copyIdOf));
  const inOrder = entries.flatMap((entry) => copies.get(copyIdOf(entry)) ?? []);
  return { items: await copiesToday(act, inOrder.filter(keep)), ...(next !== undefined && { next }) };
};

/** The copies of a collection, in one branch or all. */
export const listCollection = async (
  act: Act,
  collection: string,
  branchId: string | undefined,
  part: Part,
): Promise<Page<Copy>> => {
  const entries = await copiesOfCollection(act.table, collection, branchId, part);
  return loadEntries(act, entries, (copy) => copy.collection === collection);
};

/** The copies that carry a block in force of an activity, each once. */
export const listOfActivity = async (act: Act, activityId: string, part: Part): Promise<Page<Copy>> => {
  const belongs = (copy: Copy) =>
    blocksInForce(copy.blocks, act.today).some((block) => block.activityId === activityId);
  return loadEntries(act, await copiesOfActivity(act.table, activityId, part), belongs);
};

/** The copies of a branch with a block in force of a kind, or of any. */
export const listBlocked = async (
  act: Act,
  branchId: string,
  blocked: 'reservation' | 'loan' | 'any',
  part: Part,
): Promise<Page<Copy>> => {
  const isBlocked = (copy: Copy) =>
    blocksInForce(copy.blocks, act.today).some(({ kind }) => blocked === 'any' || kind === blocked);
  return loadEntries(act, await copiesBlocked(act.table, branchId, blocked, part), isBlocked);
};
