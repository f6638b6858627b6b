import {
  activityIndexKeys,
  blockedIndexKeys,
  collectionIndexKeys,
  dueIndexKeys,
  servingIndexKeys,
  signatureIndexKeys,
  wantedAt,
  wantedIndexKeys,
  wantedLaterAt,
  wantedLaterKeys,
} from './index-keys.ts';
import { copyActivityKey, copyIdOf, copyKey, copyWithQueue, historyKey } from './keys.ts';
import { isDeepStrictEqual } from 'node:util';
import { omit } from '../domain/omit.ts';
import { INDEXES } from '../contract.ts';
import type { Activity } from '../domain/activity.ts';
import { activitiesOf, firstLapseDay } from '../domain/block.ts';
import type { Day } from '../domain/calendar.ts';
import { isAskedFor, isOnShelf, isUnmatched, kindsBlocked, type Copy } from '../domain/copy.ts';
import { withStandingFlags } from '../domain/flag.ts';
import { firstEndlessDay } from '../domain/endless-block.ts';
import type { HistoryLine } from '../domain/history.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { countChanges } from '../domain/activity-counts.ts';
import { goesOutOfReach, reachOf } from '../domain/reach.ts';
import { signatureOf, signatureText } from './copies-by-signature.ts';
import { absent, check, is, put, remove, type Write } from './expression.ts';
import { flagWrites } from './flags.ts';
import { queryShards } from './sharded-query.ts';
import type { PageRange } from './page.ts';
import { toReservation } from './reservations.ts';
import type { Item, Table } from './table.ts';
import { countFor } from './activity-counters.ts';
import { addWork, type Work } from './work.ts';
import { together, type Writes } from './writes.ts';

/**
 * The first day on which the night must handle the copy: a block lapses, or becomes due for a flag.
 */
const dueDayOf = (copy: Copy): Day | undefined =>
  [firstLapseDay(copy.blocks), firstEndlessDay(copy)]
    .filter((day) => day !== undefined)
    .sort()
    .at(0);

/** The copy with its index keys. */
const toItem = (copy: Copy): Item => {
  const { copyId, branchId, collection } = copy;
  const key = copyKey(copyId);
  const kinds = kindsBlocked(copy.blocks);
  const dueDay = dueDayOf(copy);
  const reach = reachOf(copy);
  return {
    ...key,
    copy,
    version: copy.version,
    ...(collection !== undefined && collectionIndexKeys(copyId, collection, branchId)),
    // A withdrawn copy gets no flag for a standing rule: the night does not look for it (rule R11).
    ...(collection !== undefined &&
      !copy.withdrawn &&
      signatureIndexKeys(copy, collection, signatureText(signatureOf(copy)))),
    ...(kinds && blockedIndexKeys(copyId, branchId, kinds)),
    ...(dueDay !== undefined && dueIndexKeys(key, dueDay)),
    ...(reach !== 'nobody' && servingIndexKeys(reach, copy)),
    ...(isOnShelf(copy) && copy.wanted && pullListKeys(copy)),
  };
};

/** A copy that nobody can have is not on the pull list, and is looked at again after some day. */
const pullListKeys = (copy: Copy) => {
  const { copyId, branchId, shelfmark, match } = copy;
  if (isAskedFor(copy)) return wantedIndexKeys(copyId, branchId, shelfmark);
  return match?.until === undefined ? {} : wantedLaterKeys(copyId, branchId, match.until);
};

export const toCopy = (item: Item): Copy => item.copy as Copy;

/** Tells a copy from the other items of its partition or of a batch read. */
export const isCopy = (item: Item): boolean => item.copy !== undefined;

/** Existing copies, by barcode. One request per 100. */
export const loadCopies = async (table: Table, copyIds: readonly string[]): Promise<Map<string, Copy>> => {
  const items = await table.getAll(copyIds.map(copyKey));
  return new Map(items.map((item) => [toCopy(item).copyId, toCopy(item)]));
};

/** A copy with its open reservations, oldest first. */
export interface CopyWithQueue {
  readonly copy: Copy;
  readonly queue: readonly OpenReservation[];
}

/** Undefined when the copy does not exist. One request. */
export const loadCopyWithQueue = async (table: Table, copyId: string): Promise<CopyWithQueue | undefined> => {
  const [first, ...queue] = await table.readRange(copyWithQueue(copyId));
  return first && { copy: toCopy(first), queue: queue.map(toReservation) as OpenReservation[] };
};

/**
 * Saves a copy with its history, its flags and the counts of its activities, all or nothing (rules
 * B9, N2). Flags without a cause are removed. Where a copy that was asked for goes or changes, work
 * matches the copies of its title anew (rule R8). Lost as `copy-changed` when the copy, its blocks,
 * its loan or its queue changed since it was read, and as `counted …` when the end of an activity
 * in `reliedOn` did.
 */
export const changeCopy = (
  before: Copy | undefined,
  next: Copy,
  lines: readonly HistoryLine[] = [],
  reliedOn: readonly Activity[] = [],
): Writes => {
  const after = withStandingFlags(withFreshMatch(before, next));
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
    askingAfter(before, { ...after, version }),
  );
};

/** A match stands for the copy as it was: it is kept only by the change that makes it. */
const withFreshMatch = (before: Copy | undefined, next: Copy): Copy =>
  isDeepStrictEqual(before?.match, next.match) ? omit(next, 'match') : next;

const askingAfter = (before: Copy | undefined, after: Copy): Writes => {
  if (before && goesOutOfReach(before, after)) return addWork(askingFor(before));
  return isUnmatched(after) ? addWork(askingFor(after)) : {};
};

/** The copies of its title must be matched anew, and another may have to be asked for (rule R8). */
export const askingFor = ({ copyId, titleId, version }: Copy): Work => ({
  kind: 'ask',
  copyId,
  titleId,
  version,
});

/** Count changes per activity. An activity in `reliedOn` gets a write even without a change. */
const countWrites = (before: Copy | undefined, after: Copy, reliedOn: readonly Activity[]): Writes => {
  const relied = new Map(reliedOn.map((activity) => [activity.id, activity]));
  const changes = countChanges(before, after);
  return together(
    ...[...new Set([...relied.keys(), ...changes.keys()])].map((activityId) =>
      countFor(activityId, after.copyId, changes.get(activityId) ?? {}, relied.get(activityId)),
    ),
  );
};

/** The entries that list a copy under the activities of its blocks: added, and removed. */
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

/** The condition that a copy, its title among it, has not changed since it was read. */
export const sameCopy = ({ copyId, version }: Copy): Writes => ({
  'copy-changed': check(copyKey(copyId), is('version', version)),
});

export const nextVersion = (copy: Copy): Copy => ({ ...copy, version: copy.version + 1 });

/** Barcodes of wanted copies of a branch that nobody could have before this day. One request. */
export const copiesWantedAgain = async (
  table: Table,
  branchId: string,
  today: Day,
  limit: number,
): Promise<readonly string[]> => {
  const partition = wantedLaterAt(branchId);
  const items = await table.readIndex({ index: INDEXES.wantedCopies, partition, to: today, limit });
  return items.map(copyIdOf);
};

/**
 * Barcodes of copies on the shelves of a branch that are asked for, in shelf order. One request.
 */
export const copiesWanted = (table: Table, branchId: string, part: PageRange) =>
  queryShards(table, INDEXES.wantedCopies, [wantedAt(branchId)], part);
