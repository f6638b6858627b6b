import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, is, put, remove, update, without } from './expression.ts';
import { allWork, workKey } from './keys.ts';
import type { Item, Table } from './table.ts';
import { type Writes } from './writes.ts';

interface Version {
  /** What made it necessary; later work of this kind for the same thing takes its place. */
  readonly version: number | string;
}

/**
 * Work that takes longer than a request may. It is written down with what makes it necessary, and
 * survives a crash. `close`: lift the blocks of an activity (rule A3); `follow`: see to what hangs
 * on its last day; `batch`: go on with a batch (rule M3); `rule`: see to the flags of a collection
 * whose standing rules have changed (rule N2).
 */
export type Work = Version &
  (
    | { readonly kind: 'close' | 'follow'; readonly activityId: string }
    | { readonly kind: 'batch'; readonly batchId: string }
    | { readonly kind: 'rule'; readonly collection: string }
  );

/** Work that belongs to an activity. */
export type ActivityWork = Extract<Work, { readonly activityId: string }>;
export type BatchWork = Extract<Work, { readonly kind: 'batch' }>;
export type RuleWork = Extract<Work, { readonly kind: 'rule' }>;

type WithoutVersion<W> = W extends Work ? Omit<W, 'version'> : never;

const subjectOf = (work: WithoutVersion<Work>): string => {
  if (work.kind === 'batch') return work.batchId;
  return work.kind === 'rule' ? work.collection : work.activityId;
};

/** The id of a piece of work: one per kind and thing that it is about. */
export const workIdOf = (work: WithoutVersion<Work>): string => `${work.kind}.${subjectOf(work)}`;

/** The write that puts work down, in the very write that makes it necessary. */
export const addWork = (work: Work): Writes => ({
  [`work-added ${workIdOf(work)}`]: put({ ...workKey(workIdOf(work)), work, version: work.version }),
});

/** The write that completes work; work that has taken its place since stays. */
export const finishWork = (work: Work): Writes => ({
  'work-changed': remove(workKey(workIdOf(work)), anyOf(absent, is('version', work.version))),
});

/** Completes work by itself, unless later work has taken its place. */
export const completeWork = async (table: Table, work: Work): Promise<void> => {
  await table.tryWrite(finishWork(work));
};

/** A piece of work that is not finished, and until when somebody is at it. */
export interface PendingWork {
  readonly workId: string;
  readonly work: Work;
  readonly takenUntil?: Instant;
  /** It has failed: until then no sweep brings it up again. */
  readonly retryAfter?: Instant;
}

const toPendingWork = (item: Item): PendingWork => ({
  workId: workIdOf(item.work as Work),
  work: item.work as Work,
  ...(item.takenUntil !== undefined && { takenUntil: item.takenUntil as Instant }),
  ...(item.restsUntil !== undefined && { retryAfter: item.restsUntil as Instant }),
});

/** A piece of work; undefined where it is finished. */
export const loadWork = async (table: Table, workId: string): Promise<PendingWork | undefined> => {
  const [item] = await table.getAll([workKey(workId)]);
  return item && toPendingWork(item);
};

/** All work that is not finished. One request. */
export const queryWork = async (table: Table): Promise<readonly PendingWork[]> =>
  (await table.readRange(allWork)).map(toPendingWork);

/** Leases work until then, as it was seen; false where somebody was quicker, or it is finished. */
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
 * Gives back the lease on work that is not finished: anybody may go on at once, or a sweep only
 * from a later moment.
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
