import { AwsClient } from 'aws4fetch';
import type { NightlyEvent } from '../contract.ts';
import type { LambdaAccess } from './config.ts';

/**
 * Starts a function that goes on by itself (an asynchronous invocation). One signed request instead of the SDK's whole
 * Lambda client, which would be an eighth of the bundle. Throws where Lambda does not take it.
 */
export const functionStarter =
  ({ endpoint, region, credentials }: LambdaAccess, functionName: string | undefined) =>
  async (event: NightlyEvent): Promise<void> => {
    if (functionName === undefined) throw new Error('The function to start is not configured.');
    const aws = new AwsClient({ ...credentials(), region, service: 'lambda' });
    const answer = await aws.fetch(`${endpoint}/2015-03-31/functions/${functionName}/invocations`, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'Event', 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    if (answer.status !== 202)
      throw new Error(`Starting ${functionName} was answered with ${answer.status}.`);
  };
