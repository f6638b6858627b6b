import type { NightlyEvent } from '../contract.ts';
import type { AwsAccess } from './config.ts';
import { postSigned } from './signed-request.ts';

/** Starts a function that goes on by itself (an asynchronous invocation). Throws where Lambda does not take it. */
export const functionStarter =
  (aws: AwsAccess, functionName: string | undefined) =>
  async (event: NightlyEvent): Promise<void> => {
    if (functionName === undefined) throw new Error('The function to start is not configured.');
    await postSigned(aws, 'lambda', {
      purpose: `Starting ${functionName}`,
      path: `/2015-03-31/functions/${functionName}/invocations`,
      headers: { 'x-amz-invocation-type': 'Event', 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
  };
