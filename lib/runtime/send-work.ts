import type { WorkMessage } from '../contract.ts';
import { SERVICE_CLIENT } from './clients.ts';
import { lazily } from './lazily.ts';

/**
 * Sends work to the worker, with a delay of up to 900 seconds. Throws when the queue does not
 * accept it.
 */
export const workSender = (queueUrl: string | undefined) => {
  const client = lazily(async () => {
    const { SQSClient, SendMessageCommand } = await import('@aws-sdk/client-sqs');
    // The queue is at the endpoint of its service, which `AWS_ENDPOINT_URL_SQS` may name.
    const sqs = new SQSClient({ ...SERVICE_CLIENT, useQueueUrlAsEndpoint: false });
    return { sqs, SendMessageCommand };
  });
  return async (message: WorkMessage, delaySeconds = 0): Promise<void> => {
    if (queueUrl === undefined) throw new Error('The queue of the worker is not configured.');
    const { sqs, SendMessageCommand } = await client();
    const MessageBody = JSON.stringify(message);
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
  };
};
