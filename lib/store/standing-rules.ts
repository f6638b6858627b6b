import type { RuleScope, StandingRule } from '../domain/standing-rule.ts';
import type { Copy } from '../domain/copy.ts';
import { absent, check, is, put, remove, type Write } from './expression.ts';
import { shardOf } from './index-keys.ts';
import { allCollections, allRules, collectionKey, ruleKey, rulesOf, type Key } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';
import type { Writes } from './writes.ts';

/**
 * So many equal copies of a rule are kept, that copies which come in at the same moment do not wait
 * for each other.
 */
const COPIES = 16;

/** Whether an item is a standing rule, among the items of a batch. */
export const isRule = (item: Item): boolean => item.rule !== undefined;

export const toRule = (item: Item): StandingRule => item.rule as StandingRule;

/** What of a copy decides which rules are for it. */
type Ruled = Pick<Copy, 'copyId' | 'collection' | 'branchId'>;

/**
 * The keys of the rules that may be for a copy: its branch's and the one for everywhere; none
 * outside a collection.
 */
export const ruleKeysFor = ({ copyId, collection, branchId }: Ruled): readonly Key[] => {
  const shard = shardOf(copyId, COPIES);
  return collection === undefined ? [] : [ruleKey(shard, collection, branchId), ruleKey(shard, collection)];
};

const asRead = (rule: StandingRule | undefined) => (rule ? is('edition', rule.edition) : absent);

/**
 * The condition that the rules for a copy are still those that were read (rule C1: none falls
 * between).
 */
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

/** The rules that may be for these copies. One request per 100 collections and branches. */
export const loadRulesFor = async (
  table: Table,
  copies: readonly Ruled[],
): Promise<readonly StandingRule[]> =>
  (await table.getAll(copies.flatMap((copy) => ruleKeysFor({ ...copy, copyId: '' })))).map(toRule);

/** The rule with exactly this scope; undefined where there is none. */
export const loadRule = async (
  table: Table,
  { collection, branchId }: RuleScope,
): Promise<StandingRule | undefined> => {
  const [item] = await table.getAll([ruleKey(0, collection, branchId)]);
  return item && toRule(item);
};

/** The rules of a collection, in branches and everywhere, or all there are. One request. */
export const queryRules = async (table: Table, collection?: string): Promise<readonly StandingRule[]> =>
  (await table.readRange(collection === undefined ? allRules : rulesOf(collection))).map(toRule);

/** The rules of the collections from one name to another. One request. */
export const queryRulesBetween = async (table: Table, first: string, last: string) => {
  const items = await table.readRange({ ...rulesOf(first), to: rulesOf(last).to });
  return items.map(toRule);
};

/**
 * The writes that set a rule, change it or end it, in all of its copies. Lost as `rule-changed …`
 * to somebody else.
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

/** Whether an item says that there is a collection. */
export const isCollection = (item: Item): boolean => item.collection !== undefined;

/** The write that makes a collection known. */
export const knowCollection = (collection: string): Writes => ({
  'collection-known': put({ ...collectionKey(collection), collection }),
});

/**
 * The names of the collections that have ever had a copy or a rule, with the sort key of each for
 * paging.
 */
export const queryCollections = async (table: Table, how: ReadRange) =>
  (await table.readRange(allCollections, how)).map((item) => ({
    collection: item.collection as string,
    sk: item.sk,
  }));
