import type { RuleScope, StandingRule } from '../domain/standing-rule.ts';
import type { Copy } from '../domain/copy.ts';
import { absent, check, is, put, remove, type Write } from './expression.ts';
import { shardOf } from './index-keys.ts';
import { allCollections, allRules, collectionKey, ruleKey, rulesOf, type Key } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';
import type { Writes } from './writes.ts';

/** Replicas of each rule, so that copies that come in at the same moment do not conflict. */
const COPIES = 16;

/** Tells a standing rule from the other items of a batch read. */
export const isRule = (item: Item): boolean => item.rule !== undefined;

export const toRule = (item: Item): StandingRule => item.rule as StandingRule;

/** The attributes of a copy that decide which rules apply. */
type Ruled = Pick<Copy, 'copyId' | 'collection' | 'branchId'>;

/**
 * The keys of the rules for a copy: the rule of its branch, and the rule for all branches. Empty
 * for a copy without a collection.
 */
export const ruleKeysFor = ({ copyId, collection, branchId }: Ruled): readonly Key[] => {
  const shard = shardOf(copyId, COPIES);
  return collection === undefined ? [] : [ruleKey(shard, collection, branchId), ruleKey(shard, collection)];
};

const asRead = (rule: StandingRule | undefined) => (rule ? is('edition', rule.edition) : absent);

/** The condition that the rules for a copy have not changed since they were read (rule C1). */
export const sameRules = (copy: Ruled, rules: readonly StandingRule[]): Writes => {
  const [own, everywhere] = ruleKeysFor(copy);
  if (!own || !everywhere) return {};
  const ofBranch = rules.find(({ branchId }) => branchId !== undefined);
  const ofAll = rules.find(({ branchId }) => branchId === undefined);
  return {
    'branch-rule-changed': check(own, asRead(ofBranch)),
    'rule-changed': check(everywhere, asRead(ofAll)),
  };
};

/** The rules that may apply to these copies. One request per 100 collections and branches. */
export const loadRulesFor = async (
  table: Table,
  copies: readonly Ruled[],
): Promise<readonly StandingRule[]> =>
  (await table.getAll(copies.flatMap((copy) => ruleKeysFor({ ...copy, copyId: '' })))).map(toRule);

/** The rule with exactly this scope; undefined when there is no such rule. One request. */
export const loadRule = async (
  table: Table,
  { collection, branchId }: RuleScope,
): Promise<StandingRule | undefined> => {
  const [item] = await table.getAll([ruleKey(0, collection, branchId)]);
  return item && toRule(item);
};

/** The rules of a collection, or all rules. One request. */
export const queryRules = async (table: Table, collection?: string): Promise<readonly StandingRule[]> =>
  (await table.readRange(collection === undefined ? allRules : rulesOf(collection))).map(toRule);

/** The rules of a range of collection names, both ends included. One request. */
export const queryRulesBetween = async (table: Table, first: string, last: string) => {
  const items = await table.readRange({ ...rulesOf(first), to: rulesOf(last).to });
  return items.map(toRule);
};

/**
 * Creates, changes or deletes a rule in all replicas. Lost as `rule-changed …` when it was changed
 * since.
 */
export const writeRule = (before: StandingRule | undefined, after: StandingRule | undefined): Writes => {
  const scope = after ?? before;
  if (!scope) return {};
  const write = (shard: number): Write => {
    const key = ruleKey(shard, scope.collection, scope.branchId);
    return after
      ? put({ ...key, rule: after, edition: after.edition }, asRead(before))
      : remove(key, asRead(before));
  };
  return Object.fromEntries(
    Array.from({ length: COPIES }, (_, shard) => [`rule-changed ${shard}`, write(shard)]),
  );
};

export const isCollection = (item: Item): boolean => item.collection !== undefined;

export const knowCollection = (collection: string): Writes => ({
  'collection-known': put({ ...collectionKey(collection), collection }),
});

/** The collections that have ever had a copy or a rule, each with its sort key for paging. */
export const queryCollections = async (table: Table, how: ReadRange) =>
  (await table.readRange(allCollections, how)).map((item) => ({
    collection: item.collection as string,
    sk: item.sk,
  }));
