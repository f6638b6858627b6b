import type { StandingRule } from '../../domain/standing-rule.ts';
import { queryCollections, queryRulesBetween } from '../../store/standing-rules.ts';
import { pageOfRange, type Page, type PageRange } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';

export interface CollectionToday {
  readonly collection: string;
  readonly rules: readonly StandingRule[];
}

/** A page of collections by name, each with its standing rules. Two requests. */
export const listCollections = async (
  context: RequestContext,
  part: PageRange,
): Promise<Page<CollectionToday>> => {
  const { items, ...more } = await pageOfRange(part, (how) => queryCollections(context.table, how));
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return { items: [] };
  const rules = await queryRulesBetween(context.table, first.collection, last.collection);
  const byCollection = Map.groupBy(rules, ({ collection }) => collection);
  return {
    items: items.map(({ collection }) => ({ collection, rules: byCollection.get(collection) ?? [] })),
    ...more,
  };
};
