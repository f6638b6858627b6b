/** A topic with a key of its own. */
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * A topic that is encrypted where it lies and on its way; `carries` is what its messages are:
 * "alarm messages".
 */
export function encryptedTopic(scope: Construct, carries: string): Topic {
  // A key of our own: neither CloudWatch nor a narrow role can publish to a topic under the
  // AWS-managed key.
  const key = new Key(scope, 'Key', { enableKeyRotation: true, description: `Apart: encrypts ${carries}` });
  return new Topic(scope, 'Topic', { masterKey: key, enforceSSL: true });
}
