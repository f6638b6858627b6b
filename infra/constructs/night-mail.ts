/** The messages of the night: reminders by mail, and news of its results on a topic. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENV } from '../../lib/contract.ts';
import type { DeploymentSettings } from '../settings.ts';
import { encryptedTopic } from './encrypted-topic.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * The sender of mails, the admins who get reminders that nobody acts on, and the address in links.
 */
export type MailSettings = Pick<DeploymentSettings, 'mailFrom' | 'adminMail' | 'webUrl'>;

/** The topic of the news, and the night's permissions to publish on it and to send mail. */
export class NightMail extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, night: NodeFunction, settings: MailSettings) {
    super(scope, id);
    this.topic = encryptedTopic(this, 'the news of the night');
    night.addEnvironment(ENV.newsTopicArn, this.topic.topicArn);
    night.addEnvironment(ENV.mailFrom, settings.mailFrom);
    night.addEnvironment(ENV.adminMail, settings.adminMail.join(','));
    night.addEnvironment(ENV.webUrl, settings.webUrl);
    this.letPublish(night);
    this.letSend(night, settings.mailFrom);
  }

  private letPublish(night: NodeFunction): void {
    night.allow(['sns:Publish'], [this.topic.topicArn]);
    const key = this.topic.masterKey;
    if (key) night.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
  }

  private letSend(night: NodeFunction, mailFrom: string): void {
    night.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail', 'ses:SendRawEmail'],
        resources: [Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })],
        conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
      }),
    );
    if (night.role === undefined) return;
    Validations.of(night.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
      reason:
        'Which identity of SES covers the sender (its address, its domain, one above) is for the library to choose; the condition lets it send as this sender only.',
    });
  }
}
