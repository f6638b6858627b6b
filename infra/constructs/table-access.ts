/** What a function may do with the table: single items and named indexes; never a scan. */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IndexDefinition } from '../../lib/contract.ts';
import type { NodeFunction } from './node-function.ts';

/** A transaction needs no action of its own: it needs those of its parts, and the condition check. */
const ITEM_ACTIONS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
];

/** Lets the function read and write items, and query these indexes. */
export function allowItems(fn: NodeFunction, table: Table, indexes: readonly IndexDefinition[]): void {
  fn.allow(
    ITEM_ACTIONS.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  );
  fn.allow(
    ['dynamodb:Query'],
    indexes.map(({ name }) => `${table.tableArn}/index/${name}`),
  );
}
