import type { AwsAccess } from './config.ts';
import { postSigned } from './signed-request.ts';

/** Tells whoever subscribed to the topic, as JSON. Throws where the topic does not take it. */
export const newsPublisher =
  (aws: AwsAccess, topicArn: string) =>
  (news: object): Promise<void> =>
    postSigned(aws, 'sns', {
      purpose: 'Publishing news',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        TopicArn: topicArn,
        Message: JSON.stringify(news),
      }).toString(),
    });
