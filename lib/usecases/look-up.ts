import { isPast } from '../domain/calendar.ts';
import { blocksInForce } from '../domain/block.ts';
import type { Copy } from '../domain/copy.ts';
import type { Patron, Title } from '../domain/people.ts';
import { Forbidden, NotFound } from '../domain/refusal.ts';
import { isOpen, recount } from '../domain/reservation.ts';
import { copiesBlocked, copiesOfCollection, loadCopies, loadCopyWithQueue } from '../store/copies.ts';
import type { Entries, Part } from '../store/merge.ts';
import { loadPatrons } from '../store/patrons.ts';
import { loadOpenOfPatron } from '../store/reservations.ts';
import { loadTitleWithCopies, loadTitleWithQueue } from '../store/titles.ts';
import type { Act } from './act.ts';

/** A page of a list, and the place after which there is more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** The copies with the counts of their queues as they are today; a request only for those where one has lapsed (T2). */
const withCountsToday = (act: Act, copies: readonly Copy[]): Promise<Copy[]> =>
  Promise.all(
    copies.map(async (copy) => {
      if (!isPast(copy.countsUntil, act.today)) return copy;
      const found = await loadCopyWithQueue(act.table, copy.copyId);
      return found ? recount(found.copy, found.queue, act.today) : copy;
    }),
  );

/** A copy. Throws `NotFound`. */
export const findCopy = async (act: Act, copyId: string): Promise<Copy> => {
  const [copy] = await withCountsToday(act, [...(await loadCopies(act.table, [copyId])).values()]);
  if (!copy) throw new NotFound('copy');
  return copy;
};

const byCopyId = (a: Copy, b: Copy) => (a.copyId < b.copyId ? -1 : 1);

const countToday = async (act: Act, title: Title): Promise<number> => {
  if (!isPast(title.waitingUntil, act.today)) return title.waiting;
  const queue = (await loadTitleWithQueue(act.table, title.titleId))?.queue ?? [];
  return queue.filter((reservation) => isOpen(reservation, act.today)).length;
};

/** A title with all its copies. Two round trips up to a hundred copies. Throws `NotFound`. */
export const findTitle = async (
  act: Act,
  titleId: string,
): Promise<{ title: Title; copies: readonly Copy[] }> => {
  const record = await loadTitleWithCopies(act.table, titleId);
  if (!record) throw new NotFound('title');
  const loaded = await loadCopies(act.table, record.copyIds);
  const copies = await withCountsToday(act, [...loaded.values()].sort(byCopyId));
  return { title: { ...record.title, waiting: await countToday(act, record.title) }, copies };
};

/** A card, with how many open reservations it has today. A patron sees only their own (rule P1). */
export const findPatron = async (act: Act, patronId: string): Promise<Patron> => {
  if (act.caller.role === 'patron' && act.caller.patronId !== patronId) throw new Forbidden('other-patron');
  const patron = (await loadPatrons(act.table, [patronId])).get(patronId);
  if (!patron || patron.leaving) throw new NotFound('patron');
  const open = await loadOpenOfPatron(act.table, patronId);
  const openReservations = open.filter((reservation) => isOpen(reservation, act.today)).length;
  return { ...patron, openReservations };
};

const copyIdOf = ({ pk }: { readonly pk: string }): string => pk.slice('COPY#'.length);

/** The copies of a page of an index, in its order, as they really are now. */
const loadEntries = async (
  act: Act,
  { entries, next }: Entries,
  keep: (copy: Copy) => boolean,
): Promise<Page<Copy>> => {
  const copies = await loadCopies(act.table, entries.map(copyIdOf));
  const inOrder = entries.flatMap((entry) => copies.get(copyIdOf(entry)) ?? []);
  return { items: await withCountsToday(act, inOrder.filter(keep)), ...(next !== undefined && { next }) };
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
