/** Alarms that say what they mean for a library, and the topic that carries them to people. */
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { encryptedTopic } from './encrypted-topic.ts';

/** When to call people, and the sentences that reach them. */
export interface AlarmProps {
  readonly metric: IMetric;
  /** One sentence: what a reader or a librarian notices. */
  readonly means: string;
  /** One sentence: what to do about it. */
  readonly todo: string;
  /** Calls at this value or above; default 1. */
  readonly threshold?: number;
  /** In how many periods in a row; default 1. */
  readonly periods?: number;
}

/** All alarms of the service and their topic; whoever is on duty subscribes to it. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    });
    this.topic = encryptedTopic(this, 'alarm messages');
    // With enforceSSL the topic has a policy of its own, which replaces the one that lets this
    // account publish.
    this.topic.grantPublish(cloudWatch);
  }

  /** Calls when the metric reaches the threshold; no data is good news. */
  whenReached(id: string, props: AlarmProps): void {
    this.add(
      id,
      props,
      ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      TreatMissingData.NOT_BREACHING,
    );
  }

  /** Calls when the metric stays below the threshold; no data is bad news. */
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
