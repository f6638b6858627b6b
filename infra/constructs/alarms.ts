/** Alarms that state their meaning for a library, and the topic that sends them to people. */
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { encryptedTopic } from './encrypted-topic.ts';

/** The condition of an alarm, and the sentences of its message. */
export interface AlarmProps {
  readonly metric: IMetric;
  /** One sentence: what a reader or a librarian notices. */
  readonly means: string;
  /** One sentence: what to do about it. */
  readonly todo: string;
  /** The value that the metric is compared with; default 1. */
  readonly threshold?: number;
  /** The number of periods in a row; default 1. */
  readonly periods?: number;
}

/** All alarms of the service and their topic, to which the people on duty subscribe. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    });
    this.topic = encryptedTopic(this, 'alarm messages');
    // `enforceSSL` gives the topic a policy, which replaces the default one that lets this account
    // publish.
    this.topic.grantPublish(cloudWatch);
  }

  /** Alarms when the metric reaches the threshold; missing data is good. */
  whenReached(id: string, props: AlarmProps): void {
    this.add(
      id,
      props,
      ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      TreatMissingData.NOT_BREACHING,
    );
  }

  /** Alarms when the metric stays below the threshold; missing data is bad. */
  whenMissed(id: string, props: AlarmProps): void {
    this.add(id, props, ComparisonOperator.LESS_THAN_THRESHOLD, TreatMissingData.BREACHING);
  }

  private add(
    id: string,
    props: AlarmProps,
    comparisonOperator: ComparisonOperator,
    treatMissingData: TreatMissingData,
  ): void {
    const alarm = new Alarm(this, id, {
      metric: props.metric,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator,
      treatMissingData,
      alarmDescription: `${props.means} ${props.todo}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.all.push(alarm);
  }
}
