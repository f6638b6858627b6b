import type { Branch } from '../domain/branch.ts';
import { absent, is, put } from './expression.ts';
import { allBranches, branchKey } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';
import type { Writes } from './writes.ts';

const toItem = (branch: Branch): Item => ({ ...branchKey(branch.branchId), branch, version: branch.version });

export const toBranch = (item: Item): Branch => item.branch as Branch;

export const isBranch = (item: Item): boolean => item.branch !== undefined;

/** Existing branches, by id. One request per 100. */
export const loadBranches = async (
  table: Table,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, Branch>> => {
  const items = await table.getAll(branchIds.map(branchKey));
  return new Map(items.map((item) => [toBranch(item).branchId, toBranch(item)]));
};

/** Branches by id, each with its sort key for paging. One request per megabyte. */
export const queryBranches = async (table: Table, how: ReadRange) =>
  (await table.readRange(allBranches, how)).map((item) => ({ branch: toBranch(item), sk: item.sk }));

/** Writes a new or changed branch. Lost as `branch-changed` when it was changed since. */
export const writeBranch = (before: Branch | undefined, after: Branch): Writes => ({
  'branch-changed': put(toItem(after), before ? is('version', before.version) : absent),
});
