/** What a function may do with the table: single items and named indexes; never a scan. */
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IndexDefinition } from '../../lib/contract.ts';
import type { NodeFunction } from './node-function.ts';

/** A table, ours or a restored one. To a strict compiler CDK's `Table` is no `ITable`. */
export type AnyTable = ITable | Table;

/**
 * What `lib/store/table.ts` sends. A transaction needs no action of its own: it needs those of its
 * parts.
 */
const ITEM_ACTIONS = ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];

/** Lets the function read and write items, and query these indexes. */
export function allowItems(fn: NodeFunction, table: AnyTable, indexes: readonly IndexDefinition[]): void {
  fn.allow(
    ITEM_ACTIONS.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  );
  fn.allow(
    ['dynamodb:Query'],
    indexes.map(({ name }) => `${table.tableArn}/index/${name}`),
  );
}
