/** A function's access to the table: single items and named indexes, never a scan. */
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IndexDefinition } from '../../lib/contract.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * Our own table or a restored one. Under strict compiler options CDK's `Table` is not an `ITable`.
 */
export type AnyTable = ITable | Table;

/**
 * The actions of the requests in `lib/store/table.ts`. A transaction needs the actions of its
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
