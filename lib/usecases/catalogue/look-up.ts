import { denyCard } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { carriesBlockOf } from '../../domain/activity.ts';
import { blocksInForce } from '../../domain/block.ts';
import type { Copy } from '../../domain/copy.ts';
import type { Patron } from '../../domain/patron.ts';
import { isWaiting } from '../../domain/reservation.ts';
import type { Title } from '../../domain/title.ts';
import { NotFound } from '../../domain/errors.ts';
import { loadCopies } from '../../store/copies.ts';
import { copiesOfActivity, copiesBlocked, copiesOfCollection } from '../../store/copy-lists.ts';
import { filledPage, type ListReader, type PageRange, type Page } from '../../store/page.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { loadTitleWithCopies, loadTitleWithQueue, type TitleRecord } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { copiesToday, copyToday, patronToday } from '../core/recount.ts';

/** A copy with the counts of today. Throws `NotFound`. */
export const findCopy = async (context: RequestContext, copyId: string): Promise<Copy> => {
  const copy = (await loadCopies(context.table, [copyId])).get(copyId);
  if (!copy) throw new NotFound('copy');
  return copyToday(context, copy);
};

const byCopyId = (a: Copy, b: Copy) => (a.copyId < b.copyId ? -1 : 1);

/**
 * A title with all its copies. Two round trips for up to a hundred copies, and more when counts
 * have lapsed. Throws `NotFound`.
 */
export const findTitle = async (
  context: RequestContext,
  titleId: string,
): Promise<{ title: Title & { readonly waiting: number }; copies: readonly Copy[] }> => {
  const record = await loadTitleWithCopies(context.table, titleId);
  if (!record) throw new NotFound('title');
  const loaded = [...(await loadCopies(context.table, record.copyIds)).values()];
  // A copy may have gone to another title since the list was read (rule R16).
  const own = loaded.filter((copy) => copy.titleId === titleId);
  const copies = await copiesToday(context, own.sort(byCopyId));
  return { title: { ...record.title, waiting: await waitingFor(context, record) }, copies };
};

/** How many title reservations wait. One request when the title has no line, but a queue. */
const waitingFor = async (context: RequestContext, { title, line }: TitleRecord): Promise<number> => {
  if (line || !title.waiting) return line?.waiting ?? 0;
  const queue = (await loadTitleWithQueue(context.table, title.titleId))?.queue ?? [];
  return queue.filter((reservation) => isWaiting(reservation, context.today)).length;
};

/**
 * A card with its open reservations counted today. Patrons see only their own card (rule P1).
 * Throws `NotFound` and `Forbidden`.
 */
export const findPatron = async (context: RequestContext, patronId: string): Promise<Patron> => {
  permit(denyCard(context.caller, patronId));
  const patron = (await loadPatrons(context.table, [patronId])).get(patronId);
  if (!patron || patron.leaving) throw new NotFound('patron');
  return patronToday(context, patron);
};

/** A page of a list of copies with the counts of today, of those that are in it today. */
const pageToday = (
  context: RequestContext,
  part: PageRange,
  read: ListReader<Copy>,
  isIn: (copy: Copy) => boolean,
): Promise<Page<Copy>> =>
  filledPage(part, async (range) => {
    const { items, next } = await read(range);
    const today = items.map(async ({ item, place }) => ({ item: await copyToday(context, item), place }));
    return { items: (await Promise.all(today)).filter(({ item }) => isIn(item)), next };
  });

/** A page of the copies of a collection, in one branch or in all. */
export const listCollection = (
  context: RequestContext,
  collection: string,
  branchId: string | undefined,
  part: PageRange,
): Promise<Page<Copy>> =>
  pageToday(
    context,
    part,
    copiesOfCollection(context.table, collection, branchId),
    (copy) => copy.collection === collection && (branchId === undefined || copy.branchId === branchId),
  );

/** A page of the copies that have a block in force of an activity, each once. */
export const listOfActivity = (
  context: RequestContext,
  activityId: string,
  part: PageRange,
): Promise<Page<Copy>> =>
  pageToday(context, part, copiesOfActivity(context.table, activityId), (copy) =>
    carriesBlockOf(copy.blocks, activityId, context.today),
  );

/** A page of the copies of a branch that have a block in force of this kind, or any. */
export const listBlocked = (
  context: RequestContext,
  branchId: string,
  blocked: 'reservation' | 'loan' | 'any',
  part: PageRange,
): Promise<Page<Copy>> => {
  const isBlocked = (copy: Copy) =>
    copy.branchId === branchId &&
    blocksInForce(copy.blocks, context.today).some(({ kind }) => blocked === 'any' || kind === blocked);
  return pageToday(context, part, copiesBlocked(context.table, branchId, blocked), isBlocked);
};
