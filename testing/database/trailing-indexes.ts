/**
 * The indexes of DynamoDB trail up to a second. Those of the embedded engine never do. This
 * stand-in lets them: it answers what is read from an index by a table of before.
 */
import { everythingIn, putItems, tableWith, type TestTable } from './empty-table.ts';

export interface TrailingIndexes {
  /** The indexes learn what was put since. What was removed is still in them. */
  readonly learn: () => Promise<void>;
  readonly catchUp: () => void;
}

const NAME = 'trailing-indexes';

/** From now on the indexes of this table are for its client as they are now. */
export const trailIndexes = async (store: TestTable): Promise<TrailingIndexes> => {
  const known = await tableWith(await everythingIn(store));
  store.client.middlewareStack.add(
    (next) => (args) => {
      const { input } = args;
      return next('IndexName' in input ? { ...args, input: { ...input, TableName: known.name } } : args);
    },
    { step: 'initialize', priority: 'low', name: NAME, override: true },
  );
  return {
    learn: async () => putItems(known, await everythingIn(store)),
    catchUp: () => void store.client.middlewareStack.remove(NAME),
  };
};
