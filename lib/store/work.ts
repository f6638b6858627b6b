// Long: every kind of work that a write leaves behind, and its lease, in one place.

import type { Instant } from '../domain/calendar.ts';
import type { Card } from '../domain/patron.ts';
import { absent, anyOf, exists, is, put, remove, update, without } from './expression.ts';
import { allWork, workKey } from './keys.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';

interface Version {
  /** The version of the cause. Later work of this kind for the same subject replaces this work. */
  readonly version: number | string;
}

/**
 * Work that takes longer than a request may. It is saved in the transaction that causes it, and
 * survives a crash. `close`: lift the blocks of an activity (rule A3); `follow`: update everything
 * that depends on its last day; `batch`: continue a batch (rule M3); `rule`: update the flags of a
 * collection whose standing rules changed (rule N2); `join`: finish a title reservation on its way
 * into the line, and ask for a copy; `ask`: match the copies of a title anew, and ask for another
 * in the place of one; `card`: the same for each title that somebody waits for (rule R8); `move`:
 * take the reservations of a copy to the line of its new title (rule R16); `count`: change the
 * number of those who wait (rule R6).
 */
export type Work = Version &
  (
    | { readonly kind: 'close' | 'follow'; readonly activityId: string }
    | { readonly kind: 'batch'; readonly batchId: string }
    | { readonly kind: 'rule'; readonly collection: string }
    | { readonly kind: 'ask'; readonly copyId: string; readonly titleId: string }
    | { readonly kind: 'card'; readonly patronId: string }
    | {
        readonly kind: 'move';
        readonly copyId: string;
        /** The new title, and the last of the numbers that were taken there for those who move. */
        readonly titleId: string;
        readonly last: number;
      }
    | JoinWork
    | CountWork
  );

/** A work of the line of a title. Both kinds stay until nobody can repeat them any more. */
interface LineWork {
  /** Unique: one joining, or one change of the count. */
  readonly ref: string;
  readonly titleId: string;
  readonly at: Instant;
}
interface JoinWork extends LineWork {
  readonly kind: 'join';
  readonly card: Card;
  readonly pickupBranchId: string;
  /** Set when a copy was asked for (rule R8). */
  readonly asked?: boolean;
}
interface CountWork extends LineWork {
  readonly kind: 'count';
  readonly change: 1 | -1;
  /** Set when a sweep has seen to it that it is counted. */
  readonly done?: boolean;
}

export type ActivityWork = Extract<Work, { readonly activityId: string }>;
export type Joining = Extract<Work, { readonly kind: 'join' }>;
export type Counting = Extract<Work, { readonly kind: 'count' }>;
export type Moving = Extract<Work, { readonly kind: 'move' }>;
export type Asking = Extract<Work, { readonly kind: 'ask' }>;
export type CardWork = Extract<Work, { readonly kind: 'card' }>;
export type BatchWork = Extract<Work, { readonly kind: 'batch' }>;
export type RuleWork = Extract<Work, { readonly kind: 'rule' }>;

type WithoutVersion<W> = W extends Work ? Omit<W, 'version'> : never;

const lineSubject = ({ titleId, ref }: Pick<LineWork, 'titleId' | 'ref'>): string => `${titleId}.${ref}`;

const subjectOf = (work: WithoutVersion<Work>): string => {
  switch (work.kind) {
    case 'batch':
      return work.batchId;
    case 'rule':
      return work.collection;
    case 'ask':
      return `${work.titleId}#${work.copyId}`;
    case 'move':
      return work.copyId;
    case 'card':
      return work.patronId;
    case 'join':
    case 'count':
      return lineSubject(work);
    case 'close':
    case 'follow':
      return work.activityId;
  }
};

/** One piece of work per kind and subject. */
export const workIdOf = (work: WithoutVersion<Work>): string => `${work.kind}.${subjectOf(work)}`;

export const isJoining = (workId: string): boolean => workId.startsWith('join.');

/** Adds work in the transaction that causes it, and replaces earlier work on the same subject. */
export const addWork = (work: Work): Writes => ({
  [`work-added ${workIdOf(work)}`]: put({ ...workKey(workIdOf(work)), work, version: work.version }),
});

/** The countings that a write adds. */
export const countingsIn = (writes: Writes): readonly Counting[] =>
  Object.values(writes).flatMap((write) => {
    const work = 'put' in write ? (write.put.work as Work | undefined) : undefined;
    return work?.kind === 'count' ? [work] : [];
  });

/** Completes work. Lost as `work-changed` when later work replaced it. */
export const finishWork = (work: Work): Writes => ({
  'work-changed': remove(workKey(workIdOf(work)), anyOf(absent, is('version', work.version))),
});

/** Completes work in a write of its own, unless later work replaced it. */
export const completeWork = async (table: Table, work: Work): Promise<void> => {
  await table.tryWrite(finishWork(work));
};

/**
 * Remembers that a copy was asked for, or that a counting is done. Nothing happens when it is over.
 */
export const markWork = async (
  table: Table,
  work: Joining | Counting,
  what: 'asked' | 'done',
): Promise<void> => {
  const changes = { set: { [`work.${what}`]: true } };
  await table.tryWrite({ 'work-changed': update(workKey(workIdOf(work)), changes, exists) });
};

/** Unfinished work, and the end of the lease on it. */
export interface PendingWork {
  readonly workId: string;
  readonly work: Work;
  readonly takenUntil?: Instant;
  /** Set after a failure: no sweep retries the work before this instant. */
  readonly retryAfter?: Instant;
}

const toPendingWork = (item: Item): PendingWork => ({
  workId: workIdOf(item.work as Work),
  work: item.work as Work,
  ...(item.takenUntil !== undefined && { takenUntil: item.takenUntil as Instant }),
  ...(item.restsUntil !== undefined && { retryAfter: item.restsUntil as Instant }),
});

/** Undefined when the work is finished. One request. */
export const loadWork = async (table: Table, workId: string): Promise<PendingWork | undefined> => {
  const [item] = await table.getAll([workKey(workId)]);
  return item && toPendingWork(item);
};

/**
 * The joinings of a title with these names that are not forgotten. One request if there are any.
 */
export const loadJoinings = async (
  table: Table,
  titleId: string,
  refs: readonly string[],
): Promise<readonly Joining[]> => {
  if (refs.length === 0) return [];
  const items = await table.getAll(refs.map((ref) => workKey(`join.${lineSubject({ titleId, ref })}`)));
  return items.map((item) => item.work as Joining);
};

/** All unfinished work. One request per megabyte. */
export const queryWork = async (table: Table): Promise<readonly PendingWork[]> =>
  (await table.readRange(allWork)).map(toPendingWork);

/** Leases work until an instant; false when another worker was first, or the work is finished. */
export const acquireLease = (table: Table, seen: PendingWork, until: Instant): Promise<boolean> => {
  const { workId, work, takenUntil } = seen;
  const asSeen = takenUntil === undefined ? without('takenUntil') : is('takenUntil', takenUntil);
  const take = update(
    workKey(workId),
    { set: { takenUntil: until }, remove: ['restsUntil'] },
    is('version', work.version),
    asSeen,
  );
  return table.tryWrite({ 'work-taken': take });
};

/**
 * Gives back the lease on unfinished work. With `retryAfter`, sweeps leave the work alone until
 * that instant.
 */
export const releaseLease = async (
  table: Table,
  { workId, work }: PendingWork,
  until: Instant,
  retryAfter?: Instant,
): Promise<void> => {
  const mine = [is('version', work.version), is('takenUntil', until)];
  const changes = {
    remove: ['takenUntil'],
    ...(retryAfter !== undefined && { set: { restsUntil: retryAfter } }),
  };
  await table.tryWrite({ 'work-taken': update(workKey(workId), changes, ...mine) });
};
