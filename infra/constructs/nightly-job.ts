/** The night: a function, its schedule, its dead-letter queue and its alarms. */
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { METRICS, NIGHTLY, type NightlyEvent } from '../../lib/contract.ts';
import type { Alarms } from './alarms.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { NodeFunction } from './node-function.ts';
import { scheduleRole } from './schedule-role.ts';

const EVENT: NightlyEvent = { scheduledTime: '<aws.scheduler.scheduled-time>' };

/** The age at which a late night is given up: the next night does its work. */
const GIVE_UP_AFTER = Duration.hours(6);

export interface NightlyJobProps {
  readonly environment: Readonly<Record<string, string>>;
  readonly alarms: Alarms;
}

/** The nightly function, which runs once every night in the library's time zone. */
export class NightlyJob extends Construct {
  readonly handler: NodeFunction;
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { environment, alarms }: NightlyJobProps) {
    super(scope, id);
    this.handler = new NodeFunction(this, 'Function', {
      entry: 'nightly',
      description: 'Does what has become due by itself, reminds people, writes the report of the night',
      timeout: Duration.minutes(15),
      memorySize: 1024,
      environment,
    });
    this.failures = this.addFailures();
    this.addSchedule();
    this.watchRuns(alarms);
    this.watchResults(alarms);
  }

  /**
   * Keeps the events that the schedule could not deliver and those that failed in every attempt.
   */
  private addFailures(): Queue {
    const queue = deadLetterQueue(this, 'Failures');
    this.handler.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: GIVE_UP_AFTER,
      onFailure: new SqsDestination(queue),
    });
    return queue;
  }

  private addSchedule(): void {
    const { functionArn } = this.handler;
    const role = scheduleRole(this, [
      ['lambda:InvokeFunction', functionArn],
      ['sqs:SendMessage', this.failures.queueArn],
    ]);
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Apart: the night',
      scheduleExpression: `cron(${NIGHTLY.minute} ${NIGHTLY.hour} * * ? *)`,
      scheduleExpressionTimezone: NIGHTLY.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(EVENT),
        retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: GIVE_UP_AFTER.toSeconds() },
        deadLetterConfig: { arn: this.failures.queueArn },
      },
    });
    // The first night may be due before the policy exists.
    schedule.node.addDependency(role);
  }

  /** Alarms on nights that do not run or do not finish. */
  private watchRuns(alarms: Alarms): void {
    const period = Duration.hours(1);
    const sum = (metric: (props: { period: Duration; statistic: string }) => Metric) =>
      metric({ period, statistic: 'Sum' });
    alarms.whenReached('NightGivenUp', {
      metric: this.failures.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      means:
        'A night was given up: blocks that ended are still listed and reservations that expired still stand (no reader is refused for it).',
      todo: 'Read the message in the queue for the reason, run the night of that day again, then delete the message.',
    });
    alarms.whenReached('NightFails', {
      metric: sum((props) => this.handler.metricErrors(props)),
      means: 'The night stopped halfway; it is tried again twice by itself, and nothing is done double.',
      todo: 'Look in the log of the nightly function why; if no later run of the day succeeds, run it by hand.',
    });
    alarms.whenMissed('NightMissed', {
      metric: sum((props) => this.handler.metricInvocations(props)),
      periods: 26,
      means: 'No night has run for 26 hours: lists still show blocks and reservations that are over.',
      todo: 'Check that the schedule is enabled, then run the night by hand for each day that was missed.',
    });
  }

  /** Alarms on items that a night set aside. */
  private watchResults(alarms: Alarms): void {
    alarms.whenReached('NightSetAside', {
      metric: new Metric({
        namespace: METRICS.namespace,
        metricName: METRICS.setAside,
        dimensionsMap: { service: 'nightly' },
        period: Duration.hours(1),
        statistic: 'Sum',
      }),
      means:
        'The night could not do everything: a branch got no reminder, or something that ended is still listed.',
      todo: 'Read in the report of the night (GET /api/jobs) what was set aside and why; the next night tries it again.',
    });
  }
}
