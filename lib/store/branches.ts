import type { Branch } from '../domain/branch.ts';
import { absent, is, put } from './expression.ts';
import { allBranches, branchKey } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';
import type { Writes } from './writes.ts';

const toItem = (branch: Branch): Item => ({ ...branchKey(branch.branchId), branch, version: branch.version });

export const toBranch = (item: Item): Branch => item.branch as Branch;

export const isBranch = (item: Item): boolean => item.branch !== undefined;

/** The branches with these ids that exist, by id. One request. */
export const loadBranches = async (
  table: Table,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, Branch>> => {
  const items = await table.getAll(branchIds.map(branchKey));
  return new Map(items.map((item) => [toBranch(item).branchId, toBranch(item)]));
};

/** Branches in the order of their ids, with the sort key of each for paging. */
export const queryBranches = async (table: Table, how: ReadRange) =>
  (await table.readRange(allBranches, how)).map((item) => ({ branch: toBranch(item), sk: item.sk }));

/** The write of a branch, new or changed. */
export const writeBranch = (before: Branch | undefined, after: Branch): Writes => ({
  'branch-changed': put(toItem(after), before ? is('version', before.version) : absent),
});
