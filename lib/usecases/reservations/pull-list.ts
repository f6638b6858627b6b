import type { ThemeAgreement } from '../../domain/theme-agreement.ts';
import { codeInForce, loanBlockInForce } from '../../domain/block.ts';
import { isOnShelf, type Copy } from '../../domain/copy.ts';
import { NotFound } from '../../domain/errors.ts';
import { inLine, isWaiting, positions, recount, type OpenReservation } from '../../domain/reservation.ts';
import type { Patrons } from '../../domain/hold-rules.ts';
import { copiesToPull } from '../../domain/pull-list.ts';
import { agreementsIn, agreementsKeyFor } from '../../store/theme-agreements.ts';
import { isBranch } from '../../store/branches.ts';
import { changeCopy, copiesWanted, loadCopies, loadCopyWithQueue } from '../../store/copies.ts';
import { branchKey, copyIdOf } from '../../store/keys.ts';
import { filledPage, type PageRange, type Page } from '../../store/page.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { loadTitleWithAll, type TitleRecord } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { onDay, type ReservationToday } from './show-reservation.ts';

/** A copy to fetch from the shelf, and the reservation that it is for. */
export interface PullToday {
  readonly copy: Copy;
  readonly reservation: ReservationToday;
}

/** A title with its marked copies, and the queues of these copies. */
interface Wanted {
  readonly record: TitleRecord;
  readonly copies: readonly Copy[];
  readonly queues: ReadonlyMap<string, readonly OpenReservation[]>;
}

/**
 * The copies to fetch from the shelves of a branch for waiting reservations: one per reservation,
 * in shelf order (rule R8). It decides on the facts of today, so that lapsed blocks and cancelled
 * reservations need no job (rule T2), and reads on where marks are stale. Removes the mark of
 * copies that nobody waits for. Two requests, and for a page of marks four, one per title and one
 * per copy with reservations of its own.
 */
export const pullList = async (
  context: RequestContext,
  branchId: string,
  part: PageRange,
): Promise<Page<PullToday>> => {
  const known = await context.table.getAll([branchKey(branchId), agreementsKeyFor(branchId)]);
  if (!known.some(isBranch)) throw new NotFound('branch');
  const agreements = agreementsIn(known).list;
  return filledPage(part, (range) => pullsAmong(context, branchId, agreements, range));
};

/** The copies to fetch among the next ones with a mark, each with its place on the shelves. */
const pullsAmong = async (
  context: RequestContext,
  branchId: string,
  agreements: readonly ThemeAgreement[],
  range: PageRange,
) => {
  const { entries, next } = await copiesWanted(context.table, branchId, range);
  const marked = await loadCopies(context.table, entries.map(copyIdOf));
  const candidates = [...marked.values()].filter((copy) => isOnShelf(copy) && !isKept(copy, context));
  const titles = await loadWanted(context, [...new Set(candidates.map((copy) => copy.titleId))]);
  await Promise.all(titles.map((wanted) => unmarkUnwanted(context, wanted)));
  const patrons = await loadPatrons(
    context.table,
    titles.flatMap((wanted) => reservationsOf(wanted).map(({ patronId }) => patronId)),
  );
  const pulls = new Map(
    titles
      .flatMap((wanted) => pullsOf(context, wanted, patrons, agreements))
      .map((pull) => [pull.copy.copyId, pull]),
  );
  const items = entries.flatMap((entry) => {
    const item = pulls.get(copyIdOf(entry));
    return item ? [{ item, place: entry.place }] : [];
  });
  return { items, next };
};

/** Whether only its own reservations could use this copy: then its title is not read. */
const isKept = (copy: Copy, context: RequestContext): boolean =>
  copy.waiting === 0 &&
  (codeInForce(copy.blocks) === 8 || loanBlockInForce(copy.blocks, context.today) !== undefined);

const loadWanted = async (
  context: RequestContext,
  titleIds: readonly string[],
): Promise<readonly Wanted[]> => {
  const found = await Promise.all(titleIds.map((titleId) => loadTitleWithAll(context.table, titleId)));
  const records = found.filter((record) => record !== undefined);
  const all = await loadCopies(
    context.table,
    records.flatMap(({ copyIds }) => copyIds),
  );
  const queued = [...all.values()].filter((copy) => copy.wanted && isOnShelf(copy) && copy.reservations > 0);
  const loaded = await Promise.all(queued.map(({ copyId }) => loadCopyWithQueue(context.table, copyId)));
  const queues = new Map(loaded.flatMap((one) => (one ? [[one.copy.copyId, one.queue] as const] : [])));
  return records.map((record) => ({
    record,
    copies: record.copyIds
      .flatMap((copyId) => all.get(copyId) ?? [])
      .filter((copy) => copy.wanted && isOnShelf(copy)),
    queues,
  }));
};

const queueOf = ({ queues }: Wanted, { copyId }: Copy): readonly OpenReservation[] =>
  queues.get(copyId) ?? [];

const reservationsOf = (wanted: Wanted): readonly OpenReservation[] => [
  ...wanted.record.queue,
  ...wanted.copies.flatMap((copy) => queueOf(wanted, copy)),
];

/** Removes the marks of copies that nobody waits for; a mark stays when its write is lost. */
const unmarkUnwanted = async (
  context: RequestContext,
  { record: { queue }, copies }: Wanted,
): Promise<void> => {
  if (queue.some((reservation) => isWaiting(reservation, context.today))) return;
  const unwanted = copies.filter(({ reservations }) => reservations === 0);
  await Promise.all(
    unwanted.map((copy) => context.table.tryWrite(changeCopy(copy, { ...copy, wanted: false }))),
  );
};

/** The copies of one title to fetch, at all branches, with the positions of the reservations. */
const pullsOf = (
  context: RequestContext,
  wanted: Wanted,
  patrons: Patrons,
  agreements: readonly ThemeAgreement[],
): readonly PullToday[] => {
  const waiting = wanted.record.queue.filter((reservation) => isWaiting(reservation, context.today));
  const ofTitle = { places: positions(waiting) };
  const pulls = copiesToPull(wanted.copies, reservationsOf(wanted), {
    patrons,
    agreements,
    today: context.today,
  });
  return pulls.map(({ copy, reservation }) => {
    const queue = queueOf(wanted, copy);
    const ofCopy = { places: positions(inLine(queue, copy, context.today)), copy };
    const line = reservation.kind === 'title' ? ofTitle : ofCopy;
    return {
      copy: recount(copy, queue, context.today),
      reservation: onDay(reservation, line, context.today),
    };
  });
};
