import type { StandingRule } from '../../domain/standing-rule.ts';
import { listCollections as readCollections, listRulesBetween } from '../../store/standing-rules.ts';
import type { ReadRange } from '../../store/table.ts';
import type { Act } from '../core/request-context.ts';

/** A collection with its standing rules. */
export interface CollectionToday {
  readonly collection: string;
  readonly rules: readonly StandingRule[];
  readonly sk: string;
}

/** Collections by name, each with its standing rules and its place for paging. Two requests. */
export const listCollections = async (act: Act, how: ReadRange): Promise<readonly CollectionToday[]> => {
  const page = await readCollections(act.table, how);
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return [];
  const rules = await listRulesBetween(act.table, first.collection, last.collection);
  const byCollection = Map.groupBy(rules, ({ collection }) => collection);
  return page.map(({ collection, sk }) => ({ collection, sk, rules: byCollection.get(collection) ?? [] }));
};
