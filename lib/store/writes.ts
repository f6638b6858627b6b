import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { Write } from './expression.ts';
import type { Key } from './keys.ts';

/** Writes by the name of their failure, such as `copy-changed`. */
export type Writes = Readonly<Record<string, Write>>;

const keyOf = (write: Write): Key => {
  if ('put' in write) return write.put;
  if ('update' in write) return write.update;
  return 'remove' in write ? write.remove : write.check;
};

/**
 * Merges groups of writes. Throws when two writes have the same name or item: one would be lost, or
 * the table would refuse all.
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
 * A condition did not hold, or another write was in progress on the same item. Load and decide
 * again.
 */
export class WriteLost extends Error {
  override readonly name = 'WriteLost';
  readonly lost: readonly string[];
  constructor(lost: readonly string[]) {
    super(`lost: ${lost.join(', ')}`);
    this.lost = lost;
  }
}

/** Makes a write answer false instead of throwing `WriteLost`. */
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

/** The code for a conflict with another transaction; the SDK does not retry it. */
const CONFLICT = 'TransactionConflict';

const reasonsOf = (error: unknown): readonly (string | undefined)[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map((reason) => reason.Code)
    : [];

const THROTTLED = ['ThrottlingError', 'ProvisionedThroughputExceeded'];

/** Whether the table was too busy for a transaction; the SDK does not retry it. */
export const isThrottled = (error: unknown): boolean =>
  reasonsOf(error).some((code) => code !== undefined && THROTTLED.includes(code));

/** Whether the table can never accept a transaction, such as one with an item that is too large. */
export const isInvalid = (error: unknown): boolean => reasonsOf(error).includes('ValidationError');

/** The names of the writes that lost to another writer; empty when the error has another cause. */
export const lostOf = (error: unknown, names: readonly string[]): readonly string[] => {
  if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException)
    return names;
  const codes = reasonsOf(error);
  return names.filter((_, index) => codes[index] === 'ConditionalCheckFailed' || codes[index] === CONFLICT);
};
