import { SERVICE_CLIENT } from './clients.ts';
import { lazily } from './lazily.ts';

/** Publishes JSON to the topic. Throws when the topic does not accept it. */
export const notificationPublisher = (topicArn: string) => {
  const client = lazily(async () => {
    const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns');
    return { sns: new SNSClient(SERVICE_CLIENT), PublishCommand };
  });
  return async (notification: object): Promise<void> => {
    const { sns, PublishCommand } = await client();
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(notification) }));
  };
};
