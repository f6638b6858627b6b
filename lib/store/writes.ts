import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { Write } from './expression.ts';
import type { Key } from './keys.ts';

/** Writes by the name of what went wrong when one of them is refused, as in `copy-changed`. */
export type Writes = Readonly<Record<string, Write>>;

const keyOf = (write: Write): Key => {
  if ('put' in write) return write.put;
  if ('update' in write) return write.update;
  return 'remove' in write ? write.remove : write.check;
};

/**
 * Several groups of writes as one. Two writes of one name, or of one item, would be a mistake: one
 * of them would not happen, or the table would refuse them all.
 */
export const together = (...groups: readonly Writes[]): Writes => {
  const entries = groups.flatMap((group) => Object.entries(group));
  const all = Object.fromEntries(entries);
  const keys = new Set(entries.map(([, write]) => `${keyOf(write).pk}\n${keyOf(write).sk}`));
  if (Object.keys(all).length < entries.length) throw new Error('Two writes have the same name.');
  if (keys.size < entries.length) throw new Error('Two writes are of the same item.');
  return all;
};

/**
 * A condition did not hold, or another write was at the same item: somebody else was first. Load
 * and decide again.
 */
export class WriteLost extends Error {
  override readonly name = 'WriteLost';
  readonly lost: readonly string[];
  constructor(lost: readonly string[]) {
    super(`lost: ${lost.join(', ')}`);
    this.lost = lost;
  }
}

/** A way to write that answers false where it lost, in place of throwing `WriteLost`. */
export const falseWhenLost =
  (write: (writes: Writes) => Promise<void>) =>
  async (writes: Writes): Promise<boolean> => {
    try {
      await write(writes);
      return true;
    } catch (error) {
      if (error instanceof WriteLost) return false;
      throw error;
    }
  };

/**
 * What another transaction at the same item makes of a write; the SDK does not try this again by
 * itself.
 */
const CONFLICT = 'TransactionConflict';

const reasonsOf = (error: unknown): readonly (string | undefined)[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map((reason) => reason.Code)
    : [];

const THROTTLED = ['ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * Whether a transaction was not done because the table was too busy; the SDK does not try this
 * again by itself.
 */
export const isThrottled = (error: unknown): boolean =>
  reasonsOf(error).some((code) => code !== undefined && THROTTLED.includes(code));

/**
 * Whether a transaction holds something that the table will never take, such as an item that is too
 * large.
 */
export const isInvalid = (error: unknown): boolean => reasonsOf(error).includes('ValidationError');

/** The names of the writes that lost to somebody else; none where something else went wrong. */
export const lostOf = (error: unknown, names: readonly string[]): readonly string[] => {
  if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException)
    return names;
  const codes = reasonsOf(error);
  return names.filter((_, index) => codes[index] === 'ConditionalCheckFailed' || codes[index] === CONFLICT);
};
