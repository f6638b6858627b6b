/** A topic with a key of its own. */
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * A topic with encryption at rest and in transit; `carries` names its messages: "alarm messages".
 */
export function encryptedTopic(scope: Construct, carries: string): Topic {
  // Our own key: under the AWS-managed key neither CloudWatch nor a narrow role can publish.
  const key = new Key(scope, 'Key', { enableKeyRotation: true, description: `Apart: encrypts ${carries}` });
  return new Topic(scope, 'Topic', { masterKey: key, enforceSSL: true });
}
