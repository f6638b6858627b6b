/**
 * What takes longer than a request may: a queue, the function that works through it, and what
 * watches over both.
 */
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

/** The longest that Lambda lets a function run. */
const TIMEOUT = Duration.minutes(15);

/**
 * For how long the queue hides a message that is being worked on: the run, and a little. What fails
 * comes back after this. The usual six times the run would let work stand still for an hour and a
 * half, and is for functions that are throttled: the event source starts no more than it may run.
 */
const VISIBILITY = Duration.minutes(16);

/** Pieces of work at a time: more would take the table from the desks. */
const AT_ONCE = 4;

/** What the worker needs. */
export interface WorkQueueProps {
  readonly environment: Readonly<Record<string, string>>;
  readonly alarms: Alarms;
}

/** The worker with its queue. Who sends to it must be allowed to (`letSend`). */
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

  /** Lets a function send work. */
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

  /** A sweep that cannot be sent is not kept: the next one comes before anybody could look. */
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
