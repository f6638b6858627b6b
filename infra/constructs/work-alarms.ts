/** Alarms on work that does not finish. */
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Alarms } from './alarms.ts';
import type { NodeFunction } from './node-function.ts';

/** More than a failed run, the wait for the next run, and that run take together. */
const WAITS_TOO_LONG = Duration.minutes(45);

/** The worker, its queue and its dead-letter queue. */
export interface WatchedWork {
  readonly handler: NodeFunction;
  readonly queue: Queue;
  readonly failures: Queue;
}

/** Alarms on work that was given up, on work that waits, and on a worker that does not run. */
export function watchWork(alarms: Alarms, { handler, queue, failures }: WatchedWork): void {
  const highest = { period: Duration.minutes(5), statistic: 'Maximum' };
  alarms.whenReached('WorkGivenUp', {
    metric: failures.metricApproximateNumberOfMessagesVisible(highest),
    means:
      'Something stands still: an activity that is being closed keeps some of its blocks, or a batch is not done to its end.',
    todo: 'Find the reason in the log of the worker, mend it, then move the messages back to the queue.',
  });
  alarms.whenReached('WorkWaits', {
    metric: queue.metricApproximateAgeOfOldestMessage(highest),
    threshold: WAITS_TOO_LONG.toSeconds(),
    means:
      'Work waits for three quarters of an hour: what was asked for, such as closing an activity, is not done yet.',
    todo: 'Look in the log of the worker whether it fails, and on the dashboard whether a very big piece of work runs.',
  });
  alarms.whenMissed('SweepMissed', {
    metric: handler.metricInvocations({ period: Duration.minutes(15), statistic: 'Sum' }),
    periods: 2,
    means:
      'The worker has not run for half an hour: work that stood still once stands still until somebody notices.',
    todo: 'Check that the schedule and the event source of the worker are enabled.',
  });
}
