import { receptionKeys, receiveCopy } from './receive-copy.ts';
import { isDeepStrictEqual } from 'node:util';
import { activitiesOf } from '../../domain/block.ts';
import { catalogued, dropHold, type WantedCopy } from '../../domain/catalogue-import.ts';
import { isOnShelf, type Copy } from '../../domain/copy.ts';
import type { Title } from '../../domain/title.ts';
import { waitingFor, type TitleLine } from '../../domain/title-line.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Refused } from '../../domain/errors.ts';
import { isOpen, recount, type OpenReservation, type Reservation } from '../../domain/reservation.ts';
import { isBranch } from '../../store/branches.ts';
import { changeCopy, loadCopyWithQueue, nextVersion, type CopyWithQueue } from '../../store/copies.ts';
import { branchKey, lineKey, titleKey } from '../../store/keys.ts';
import { changeReservation, loadHeldForTitle } from '../../store/reservations.ts';
import { isTitle, listCopyUnder, toTitle, unlistCopyUnder } from '../../store/titles.ts';
import type { Item } from '../../store/table.ts';
import { lineIn } from '../../store/title-lines.ts';
import { addWork, type Moving } from '../../store/work.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { lookAgainAt } from '../core/look-again.ts';
import { moveReservations } from './move-reservations.ts';
import type { PutResult } from './put-result.ts';
import { retryOnConflict } from '../core/retry.ts';
import { ensureLine, numbersIn, writeAndCount } from '../core/title-line.ts';

export interface CopyPut extends PutResult<Copy> {
  /** The open copy reservations of a missing or withdrawn copy; they are kept (rule R11). */
  readonly affectedReservations: readonly Reservation[];
}

interface Loaded {
  readonly before: Copy | undefined;
  readonly queue: readonly OpenReservation[];
  readonly title: Title | undefined;
  readonly knowsBranch: boolean;
  readonly line: TitleLine | undefined;
  /** The title reservation that the copy is on hold for, if any. */
  readonly titleQueue: readonly OpenReservation[];
  /** All items that were read besides the copy. */
  readonly items: readonly Item[];
}

const load = async (
  context: RequestContext,
  wanted: Copy,
  found: CopyWithQueue | undefined,
): Promise<Loaded> => {
  const items = await context.table.getAll([
    titleKey(wanted.titleId),
    lineKey(wanted.titleId),
    branchKey(wanted.branchId),
    ...receptionKeys(found?.copy, wanted),
  ]);
  const title = items.find(isTitle);
  return {
    before: found?.copy,
    queue: found?.queue ?? [],
    title: title && toTitle(title),
    knowsBranch: items.some(isBranch),
    line: lineIn(items),
    titleQueue: await loadHeldForTitle(context.table, found?.copy.hold),
    items,
  };
};

const refusalsOf = (wanted: WantedCopy, { before, title, knowsBranch }: Loaded): Refusal[] => {
  const moves = before?.loan !== undefined && before.branchId !== wanted.branchId;
  return [
    ...(title ? [] : [{ code: 'unknown-title' as const }]),
    ...(knowsBranch ? [] : [{ code: 'unknown-branch' as const, branchId: wanted.branchId }]),
    ...(moves ? [{ code: 'copy-on-loan' as const, copyId: wanted.copyId }] : []),
  ];
};

/**
 * Creates a copy, or replaces its catalogue data; its blocks, loan and reservations stay. A feed
 * that omits `missing` leaves it as it is (rule R11). A copy
 * that comes into a collection gets the block of the standing rule in the same write (rule C2). A
 * copy that comes to the shelf is marked for waiting reservations (rule R8). One request when
 * nothing changes; otherwise three, one more when it is on hold for a title reservation, and one
 * more when its rule belongs to an activity. Throws `VersionMismatch`, and `Refused` when its title
 * or branch is unknown, or when the branch of a copy on loan would change.
 */
export const putCopy = (context: RequestContext, wanted: WantedCopy, seen?: Seen): Promise<CopyPut> =>
  retryOnConflict(async () => {
    const found = await loadCopyWithQueue(context.table, wanted.copyId);
    mustMatch(seen, found?.copy.version, 'copy');
    const described = catalogued(found?.copy, wanted, context.caller.role === 'feed');
    if (found && isDeepStrictEqual(found.copy, described)) return unchanged(context, found);
    const loaded = await load(context, described, found);
    const refusals = refusalsOf(wanted, loaded);
    if (refusals.length > 0 || !loaded.title) throw new Refused(refusals);
    return save(context, described, { ...loaded, title: loaded.title });
  });

const affected = (
  context: RequestContext,
  { missing, withdrawn }: Copy,
  queue: readonly OpenReservation[],
) => (missing || withdrawn ? queue.filter((reservation) => isOpen(reservation, context.today)) : []);

const unchanged = (context: RequestContext, { copy, queue }: CopyWithQueue): CopyPut => ({
  thing: recount(copy, queue, context.today),
  created: false,
  affectedReservations: affected(context, copy, queue),
});

const save = async (
  context: RequestContext,
  described: Copy,
  { before, queue, title, line, titleQueue, items }: Loaded & { readonly title: Title },
): Promise<CopyPut> => {
  const received = await receiveCopy(context, before, described, items);
  const dropped = dropHold(before, { copy: received.copy, queue, titleQueue }, context.today);
  const placed = recount(dropped.copy, dropped.queue, context.today);
  const onShelf = isOnShelf(placed);
  const someWait = waitingFor(title, line) > 0 || placed.waiting > 0;
  if (before && titleQueue.length > 0) await ensureLine(context, before.titleId);
  const after = { ...placed, wanted: onShelf && (placed.wanted || someWait) };
  const moving = before && (await movingOf(context, before, after, dropped.queue.length));
  await writeAndCount(
    context,
    together(
      changeCopy(before, after, received.lines, received.reliedOn),
      received.conditions,
      listing(before, after),
      ...dropped.changes.map(([old, now]) => changeReservation(old, now, context.now)),
      moving ? addWork(moving) : {},
      await lookAgainAt(context, activitiesBack(before, after)),
    ),
  );
  if (moving) await moveReservations(context, moving);
  return {
    thing: nextVersion({ ...after, version: before?.version ?? 0 }),
    created: !before,
    affectedReservations: affected(context, after, dropped.queue),
  };
};

/**
 * The activities of a copy that is withdrawn no longer: the night passed it over (rules A2, R11).
 */
const activitiesBack = (before: Copy | undefined, { withdrawn, blocks, loan }: Copy): readonly string[] => {
  if (!before?.withdrawn || withdrawn) return [];
  const onCard = loan?.special ? loan.activityId : undefined;
  return [...activitiesOf(blocks), ...(onCard === undefined ? [] : [onCard])];
};

/**
 * The work of a copy that takes its reservations to another title (rule R16), with their numbers
 * there.
 */
const movingOf = async (
  context: RequestContext,
  before: Copy,
  { copyId, titleId }: Copy,
  count: number,
): Promise<Moving | undefined> => {
  if (before.titleId === titleId || count === 0) return undefined;
  const { last } = await numbersIn(context, titleId, count);
  return { kind: 'move', copyId, titleId, last, version: before.version + 1 };
};

const listing = (before: Copy | undefined, after: Copy): Writes => {
  if (before?.titleId === after.titleId) return {};
  return together(
    listCopyUnder(after.titleId, after.copyId),
    before ? unlistCopyUnder(before.titleId, before.copyId) : {},
  );
};
