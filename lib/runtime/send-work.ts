import type { WorkMessage } from '../contract.ts';
import type { AwsAccess } from './config.ts';
import { postSigned } from './signed-request.ts';

/** Tells the worker of work, now or in so many seconds (900 at most). Throws where the queue does not take it. */
export const workSender =
  (aws: AwsAccess, queueUrl: string | undefined) =>
  async (message: WorkMessage, delaySeconds = 0): Promise<void> => {
    if (queueUrl === undefined) throw new Error('The queue of the worker is not configured.');
    await postSigned(aws, 'sqs', {
      purpose: 'Sending work to the queue',
      path: '/',
      headers: { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        DelaySeconds: delaySeconds,
      }),
    });
  };
