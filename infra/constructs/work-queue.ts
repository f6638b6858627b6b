/** The work that takes longer than a request may: its queue, its worker and their alarms. */
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENV, WORK, type WorkMessage } from '../../lib/contract.ts';
import type { Alarms } from './alarms.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { NodeFunction } from './node-function.ts';
import { scheduleRole } from './schedule-role.ts';
import { watchWork } from './work-alarms.ts';

const SWEEP: WorkMessage = { sweep: true };

/** The longest run that Lambda allows. */
const TIMEOUT = Duration.minutes(15);

/**
 * How long the queue hides a message in progress: slightly longer than a run. Failed work returns
 * after this time. The usual six runs would delay it for an hour and a half, and are meant for
 * throttled functions: here the event source starts no more runs than are allowed.
 */
const VISIBILITY = Duration.minutes(16);

/** Concurrent pieces of work: more would take the table from the desks. */
const AT_ONCE = 4;

export interface WorkQueueProps {
  readonly environment: Readonly<Record<string, string>>;
  readonly alarms: Alarms;
}

/** The worker with its queue. `letSend` permits a function to send to it. */
export class WorkQueue extends Construct {
  readonly handler: NodeFunction;
  readonly queue: Queue;
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { environment, alarms }: WorkQueueProps) {
    super(scope, id);
    this.failures = deadLetterQueue(this, 'Failures');
    this.queue = this.addQueue();
    this.handler = this.addWorker(environment);
    this.letSend(this.handler);
    this.addSweep();
    watchWork(alarms, this);
  }

  letSend(fn: NodeFunction): void {
    fn.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  private addQueue(): Queue {
    return new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: this.failures, maxReceiveCount: 5 },
    });
  }

  private addWorker(environment: WorkQueueProps['environment']): NodeFunction {
    const worker = new NodeFunction(this, 'Function', {
      entry: 'worker',
      description: 'Does what takes longer than a request may, piece by piece',
      timeout: TIMEOUT,
      memorySize: 1024,
      environment: { ...environment, [ENV.workQueueUrl]: this.queue.queueUrl },
    });
    const source = { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: AT_ONCE };
    worker.addEventSource(new SqsEventSource(this.queue, source));
    return worker;
  }

  /** A sweep has no dead letters: the next one comes before anybody could look. */
  private addSweep(): void {
    const role = scheduleRole(this, [['sqs:SendMessage', this.queue.queueArn]]);
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Apart: looks whether work stands still',
      scheduleExpression: everyMinutes(WORK.sweepMinutes),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.queue.queueArn,
        roleArn: role.roleArn,
        input: JSON.stringify(SWEEP),
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(role);
  }
}

const everyMinutes = (count: number): string => `rate(${count} ${count === 1 ? 'minute' : 'minutes'})`;
