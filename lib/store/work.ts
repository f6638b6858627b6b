import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, is, put, remove, update, without } from './expression.ts';
import { allWork, workKey } from './keys.ts';
import type { Item, Table } from './table.ts';
import { type Writes } from './writes.ts';

interface Version {
  /** The version of the cause. Later work of this kind for the same subject replaces this work. */
  readonly version: number | string;
}

/**
 * Work that takes longer than a request may. It is saved in the transaction that causes it, and
 * survives a crash. `close`: lift the blocks of an activity (rule A3); `follow`: update everything
 * that depends on its last day; `batch`: continue a batch (rule M3); `rule`: update the flags of a
 * collection whose standing rules changed (rule N2).
 */
export type Work = Version &
  (
    | { readonly kind: 'close' | 'follow'; readonly activityId: string }
    | { readonly kind: 'batch'; readonly batchId: string }
    | { readonly kind: 'rule'; readonly collection: string }
  );

export type ActivityWork = Extract<Work, { readonly activityId: string }>;
export type BatchWork = Extract<Work, { readonly kind: 'batch' }>;
export type RuleWork = Extract<Work, { readonly kind: 'rule' }>;

type WithoutVersion<W> = W extends Work ? Omit<W, 'version'> : never;

const subjectOf = (work: WithoutVersion<Work>): string => {
  if (work.kind === 'batch') return work.batchId;
  return work.kind === 'rule' ? work.collection : work.activityId;
};

/** One piece of work per kind and subject. */
export const workIdOf = (work: WithoutVersion<Work>): string => `${work.kind}.${subjectOf(work)}`;

/** Adds work in the transaction that causes it, and replaces earlier work on the same subject. */
export const addWork = (work: Work): Writes => ({
  [`work-added ${workIdOf(work)}`]: put({ ...workKey(workIdOf(work)), work, version: work.version }),
});

/** Completes work. Lost as `work-changed` when later work replaced it. */
export const finishWork = (work: Work): Writes => ({
  'work-changed': remove(workKey(workIdOf(work)), anyOf(absent, is('version', work.version))),
});

/** Completes work in a write of its own, unless later work replaced it. */
export const completeWork = async (table: Table, work: Work): Promise<void> => {
  await table.tryWrite(finishWork(work));
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
