/** Alarms on throttling and on errors of AWS itself. */
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import { Duration } from 'aws-cdk-lib/core';
import type { Alarms } from './alarms.ts';
import type { NodeFunction } from './node-function.ts';
import type { AnyTable } from './table-access.ts';

const OPERATIONS = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/**
 * Watches for throttling of the API function and of the table, and for errors of the table itself.
 */
export function watchCapacity(alarms: Alarms, api: NodeFunction, table: AnyTable): void {
  const period = Duration.minutes(5);
  alarms.whenReached('ApiThrottled', {
    metric: api.metricThrottles({ period, statistic: 'Sum' }),
    means: 'More calls came in than Lambda would run: some desks were told to try again.',
    todo: 'Look for a client that calls in a loop, and raise the concurrency limit of the account if there is none.',
  });
  alarms.whenReached('TableThrottled', {
    metric: table.metricThrottledRequestsForOperations({ operations: OPERATIONS, period }),
    threshold: 10,
    means: 'The table turned requests away: calls take longer, and some fail.',
    todo: 'See on the dashboard whether a feed or a batch runs, and let it run slower; else look for one key that is asked for very often.',
  });
  alarms.whenReached('TableFails', {
    metric: table.metricSystemErrorsForOperations({ operations: OPERATIONS, period }),
    threshold: 5,
    means: 'DynamoDB itself fails: calls end in an error, but nothing is half done.',
    todo: 'Look at the AWS Health page of the region and tell the branches to write down what they lend until it is over.',
  });
}
