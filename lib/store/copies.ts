import { INDEXES } from '../contract.ts';
import type { Activity } from '../domain/activity.ts';
import { activitiesOf, firstLapseDay } from '../domain/block.ts';
import type { Day } from '../domain/calendar.ts';
import { isOnShelf, kindsBlocked, type Copy } from '../domain/copy.ts';
import { withStandingFlags } from '../domain/flag.ts';
import { firstEndlessDay } from '../domain/endless-block.ts';
import type { HistoryLine } from '../domain/history.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { countChanges } from '../domain/activity-counts.ts';
import { signatureOf, signatureText } from './block-signature.ts';
import { absent, is, put, remove, type Write } from './expression.ts';
import { flagWrites } from './flags.ts';
import {
  activityIndexKeys,
  activityShards,
  blockedIndexKeys,
  blockedShards,
  branchCollectionShards,
  collectionIndexKeys,
  collectionShards,
  dueIndexKeys,
  wantedAt,
  wantedIndexKeys,
} from './index-keys.ts';
import { copyActivityKey, copyKey, copyWithQueue, historyKey } from './keys.ts';
import { queryShards, type PageRange } from './sharded-query.ts';
import { toReservation } from './reservations.ts';
import type { Item, Table } from './table.ts';
import { countFor } from './activity-counters.ts';
import { together, type Writes } from './writes.ts';

/**
 * The first day on which the night has something to do: lift what has lapsed, or flag what has no
 * end.
 */
const dueDayOf = (copy: Copy): Day | undefined =>
  [firstLapseDay(copy.blocks), firstEndlessDay(copy)]
    .filter((day) => day !== undefined)
    .sort()
    .at(0);

/** The item of a copy: the copy itself, and the keys of the indexes that it is in. */
const toItem = (copy: Copy): Item => {
  const { copyId, branchId, collection, shelfmark } = copy;
  const key = copyKey(copyId);
  const kinds = kindsBlocked(copy.blocks);
  const dueDay = dueDayOf(copy);
  return {
    ...key,
    copy,
    version: copy.version,
    ...(collection !== undefined &&
      collectionIndexKeys(copyId, collection, branchId, signatureText(signatureOf(copy)))),
    ...(kinds && blockedIndexKeys(copyId, branchId, kinds)),
    ...(dueDay !== undefined && dueIndexKeys(key, dueDay)),
    ...(copy.wanted && isOnShelf(copy) && wantedIndexKeys(copyId, branchId, shelfmark)),
  };
};

export const toCopy = (item: Item): Copy => item.copy as Copy;

/** Whether an item is the copy itself, among the items of its partition or of a batch. */
export const isCopy = (item: Item): boolean => item.copy !== undefined;

/** The copies with these barcodes that exist, by barcode. One request per 100. */
export const loadCopies = async (table: Table, copyIds: readonly string[]): Promise<Map<string, Copy>> => {
  const items = await table.getAll(copyIds.map(copyKey));
  return new Map(items.map((item) => [toCopy(item).copyId, toCopy(item)]));
};

/** A copy and its open reservations, oldest first. */
export interface CopyWithQueue {
  readonly copy: Copy;
  readonly queue: readonly OpenReservation[];
}

/** A copy with its queue, in one request; undefined where there is no such copy. */
export const loadCopyWithQueue = async (table: Table, copyId: string): Promise<CopyWithQueue | undefined> => {
  const [first, ...queue] = await table.readRange(copyWithQueue(copyId));
  return first && { copy: toCopy(first), queue: queue.map(toReservation) as OpenReservation[] };
};

/**
 * The writes that turn a copy into another version of itself, with the lines of its history, its
 * flags and the counts of its activities, all or none (rules B9, N2). A flag whose cause is gone
 * goes with it. Lost as `copy-changed` when anybody changed the copy since it was read: its blocks,
 * its loan or its queue; and where the end of an activity that was relied on has changed since it
 * was read.
 */
export const changeCopy = (
  before: Copy | undefined,
  wanted: Copy,
  lines: readonly HistoryLine[] = [],
  reliedOn: readonly Activity[] = [],
): Writes => {
  const after = withStandingFlags(wanted);
  const version = (before?.version ?? 0) + 1;
  const copyChanged = put(toItem({ ...after, version }), before ? is('version', before.version) : absent);
  const history = lines.map((line, index): [string, Write] => [
    `history-${index}`,
    put({ ...historyKey(after.copyId, version, index), line }),
  ]);
  return together(
    { 'copy-changed': copyChanged, ...Object.fromEntries(history) },
    activityEntries(before, after),
    flagWrites(before, after),
    countWrites(before, after, reliedOn),
  );
};

/**
 * What changes in the counts of activities; also where nothing does for those whose end is relied
 * on.
 */
const countWrites = (before: Copy | undefined, after: Copy, reliedOn: readonly Activity[]): Writes => {
  const relied = new Map(reliedOn.map((activity) => [activity.id, activity]));
  const changes = countChanges(before, after);
  return together(
    ...[...new Set([...relied.keys(), ...changes.keys()])].map((activityId) =>
      countFor(activityId, after.copyId, changes.get(activityId) ?? {}, relied.get(activityId)),
    ),
  );
};

/**
 * The entries by which an activity finds its copies, where the copy's blocks come to belong to it
 * or no longer do.
 */
const activityEntries = (before: Copy | undefined, after: Copy): Writes => {
  const old = activitiesOf(before?.blocks ?? {});
  const now = activitiesOf(after.blocks);
  const { copyId } = after;
  const entry = (activityId: string) => copyActivityKey(copyId, activityId);
  return Object.fromEntries([
    ...[...now]
      .filter((id) => !old.has(id))
      .map((id): [string, Write] => [
        `activity ${id}`,
        put({ ...entry(id), ...activityIndexKeys('COPIES', id, copyId) }),
      ]),
    ...[...old]
      .filter((id) => !now.has(id))
      .map((id): [string, Write] => [`activity ${id}`, remove(entry(id))]),
  ]);
};

/** The version that a change of this copy gives it. */
export const nextVersion = (copy: Copy): Copy => ({ ...copy, version: copy.version + 1 });

/** Barcodes of a collection's copies; of one branch where it is named. */
export const copiesOfCollection = (
  table: Table,
  collection: string,
  branchId: string | undefined,
  part: PageRange,
) =>
  branchId === undefined
    ? queryShards(table, INDEXES.copiesByCollection, collectionShards(collection), part)
    : queryShards(
        table,
        INDEXES.copiesByCollectionAtBranch,
        branchCollectionShards(collection, branchId),
        part,
      );

/** Barcodes of a branch's copies that carry a block of a kind, or of any. */
export const copiesBlocked = (
  table: Table,
  branchId: string,
  blocked: 'reservation' | 'loan' | 'any',
  part: PageRange,
) => {
  const kinds = blocked === 'any' ? ['reservation', 'loan', 'both'] : [blocked, 'both'];
  const partitions = kinds.flatMap((kind) => blockedShards(branchId, kind));
  return queryShards(table, INDEXES.copiesByBlock, partitions, part);
};

/** Barcodes of the copies that carry a block of an activity, each once. */
export const copiesOfActivity = (table: Table, activityId: string, part: PageRange) =>
  queryShards(table, INDEXES.byActivity, activityShards('COPIES', activityId), part);

/**
 * Barcodes of copies on a branch's shelves that a waiting reservation may want, in the order of the
 * shelves.
 */
export const copiesWanted = (table: Table, branchId: string, part: PageRange) =>
  queryShards(table, INDEXES.wantedCopies, [wantedAt(branchId)], part);
