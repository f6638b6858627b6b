import { isDeepStrictEqual } from 'node:util';
import { isOnShelf, type Copy } from '../domain/copy.ts';
import { Refused, type Refusal } from '../domain/refusal.ts';
import { isOpen, recount, waitsAgain, type Reservation } from '../domain/reservation.ts';
import { isBranch } from '../store/branches.ts';
import { changeCopy, loadCopyWithQueue, nextVersion } from '../store/copies.ts';
import { branchKey, titleKey } from '../store/keys.ts';
import { changeReservation } from '../store/reservations.ts';
import { together, type Writes } from '../store/table.ts';
import {
  changeQueue,
  isTitle,
  listCopyUnder,
  loadTitleWithQueue,
  toTitle,
  unlistCopyUnder,
} from '../store/titles.ts';
import type { Act } from './act.ts';
import { mustMatch, type PutResult } from './put-catalogue.ts';
import { untilSettled } from './settle.ts';
import { omit } from '../domain/omit.ts';

/** A copy as the catalogue's feed knows it. */
export interface WantedCopy {
  readonly copyId: string;
  readonly titleId: string;
  readonly branchId: string;
  readonly collection?: string | undefined;
  readonly shelfmark?: string | undefined;
  readonly onOrder?: boolean | undefined;
  readonly missing?: boolean | undefined;
  readonly withdrawn?: boolean | undefined;
}

export interface CopyPut extends PutResult<Copy> {
  /** Its open copy reservations, when it is missing or withdrawn; they are kept (rule R11). */
  readonly affectedReservations: readonly Reservation[];
}

const NEW: Partial<Copy> &
  Pick<Copy, 'blocks' | 'reservations' | 'waiting' | 'waitingFirst' | 'wanted' | 'version'> = {
  blocks: {},
  reservations: 0,
  waiting: 0,
  waitingFirst: 0,
  wanted: false,
  version: 0,
};

/** The copy as the feed wants it; what Apart keeps of it goes on. */
const described = (before: Copy | undefined, wanted: WantedCopy): Copy => {
  return {
    ...omit(before ?? NEW, 'collection', 'shelfmark'),
    copyId: wanted.copyId,
    titleId: wanted.titleId,
    branchId: wanted.branchId,
    ...(wanted.collection !== undefined && { collection: wanted.collection }),
    ...(wanted.shelfmark !== undefined && { shelfmark: wanted.shelfmark }),
    onOrder: wanted.onOrder ?? false,
    missing: wanted.missing ?? false,
    withdrawn: wanted.withdrawn ?? false,
  };
};

/** A copy that is gone is put aside for nobody: who was to have it waits again (rule R11). */
const letGo = (copy: Copy): Copy => omit(copy, 'hold', 'transitTo');

interface Context {
  readonly title: ReturnType<typeof toTitle> | undefined;
  readonly refusals: readonly Refusal[];
}

const loadContext = async (act: Act, wanted: WantedCopy, before: Copy | undefined): Promise<Context> => {
  const items = await act.table.getAll([titleKey(wanted.titleId), branchKey(wanted.branchId)]);
  const title = items.find(isTitle);
  const moves = before?.loan !== undefined && before.branchId !== wanted.branchId;
  return {
    title: title && toTitle(title),
    refusals: [
      ...(title ? [] : [{ code: 'unknown-title' as const }]),
      ...(items.some(isBranch) ? [] : [{ code: 'unknown-branch' as const, branchId: wanted.branchId }]),
      ...(moves ? [{ code: 'copy-on-loan' as const, copyId: wanted.copyId }] : []),
    ],
  };
};

/** The held title reservation of a copy that is gone, back in the line of its title. */
const heldTitleReservation = async (act: Act, before: Copy | undefined) => {
  if (before?.hold?.kind !== 'title') return undefined;
  const record = await loadTitleWithQueue(act.table, before.titleId);
  return record?.queue.find(({ id }) => id === before.hold?.reservationId);
};

/**
 * Makes a copy, or replaces what the catalogue says of it; its blocks, loan and reservations go on. One that comes to
 * the shelf by it is looked at for those who wait (rule R8). Three round trips. Throws `Refused` where its title or
 * branch is unknown, or where the branch of a copy on loan would change.
 */
export const putCopy = (act: Act, wanted: WantedCopy, version?: number): Promise<CopyPut> =>
  untilSettled(async () => {
    const found = await loadCopyWithQueue(act.table, wanted.copyId);
    const before = found?.copy;
    mustMatch(version, before?.version);
    const { title, refusals } = await loadContext(act, wanted, before);
    if (refusals.length > 0 || !title) throw new Refused(refusals);
    const queue = found?.queue ?? [];
    const gone = (wanted.missing ?? false) || (wanted.withdrawn ?? false);
    const affectedReservations = gone ? queue.filter((reservation) => isOpen(reservation, act.today)) : [];
    const after = described(before, wanted);
    if (before && isDeepStrictEqual(before, after))
      return { thing: before, created: false, affectedReservations };
    const held = gone ? queue.filter(({ servedBy }) => servedBy !== undefined) : [];
    const heldOfTitle = gone ? await heldTitleReservation(act, before) : undefined;
    const queueAfter = queue.map((reservation) =>
      held.includes(reservation) ? waitsAgain(reservation) : reservation,
    );
    const placed = recount(gone ? letGo(after) : after, queueAfter, act.today);
    const arrives = isOnShelf(placed) && !(before && isOnShelf(before) && before.titleId === after.titleId);
    const saved = {
      ...placed,
      wanted: isOnShelf(placed) && (placed.wanted || title.waiting > 0 || placed.waiting > 0),
    };
    await act.table.write(
      together(
        changeCopy(before, saved),
        listing(before, saved),
        ...[...held, ...(heldOfTitle ? [heldOfTitle] : [])].map((one) =>
          changeReservation(one, waitsAgain(one)),
        ),
        arrives ? changeQueue(title, {}) : {},
      ),
    );
    return {
      thing: nextVersion({ ...saved, version: before?.version ?? 0 }),
      created: !before,
      affectedReservations,
    };
  });

const listing = (before: Copy | undefined, after: Copy): Writes => {
  if (before?.titleId === after.titleId) return {};
  return together(
    listCopyUnder(after.titleId, after.copyId),
    before ? unlistCopyUnder(before.titleId, before.copyId) : {},
  );
};
