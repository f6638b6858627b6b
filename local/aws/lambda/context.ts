import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** Lambda's context object without its callback methods. */
export type LocalContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/** The context of one call; `deadline` is in milliseconds since 1970. */
export const contextOf = (name: string, arn: string, memory: string, deadline: number): LocalContext => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: arn,
  memoryLimitInMB: memory,
  awsRequestId: randomUUID(),
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'local',
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});
