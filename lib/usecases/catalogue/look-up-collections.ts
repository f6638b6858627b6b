import type { StandingRule } from '../../domain/standing-rule.ts';
import { queryCollections as readCollections, queryRulesBetween } from '../../store/standing-rules.ts';
import type { ReadRange } from '../../store/table.ts';
import type { RequestContext } from '../core/request-context.ts';

/** A collection with its standing rules. */
export interface CollectionToday {
  readonly collection: string;
  readonly rules: readonly StandingRule[];
  readonly sk: string;
}

/** Collections by name, each with its standing rules and its place for paging. Two requests. */
export const listCollections = async (
  context: RequestContext,
  how: ReadRange,
): Promise<readonly CollectionToday[]> => {
  const page = await readCollections(context.table, how);
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return [];
  const rules = await queryRulesBetween(context.table, first.collection, last.collection);
  const byCollection = Map.groupBy(rules, ({ collection }) => collection);
  return page.map(({ collection, sk }) => ({ collection, sk, rules: byCollection.get(collection) ?? [] }));
};
