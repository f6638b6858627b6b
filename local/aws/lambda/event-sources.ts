import type { Assembly } from '../../template/assembly.ts';
import { StartError } from '../../errors.ts';
import type { LocalFunction } from './functions.ts';
import { invokeLater, type Retries } from './lambda-api.ts';
import type { Queues } from '../sqs/queues.ts';
import { keepSchedule, scheduleOf } from '../scheduler/schedule.ts';

/**
 * The retries of a function's asynchronous events: the template's number, or Lambda's default of
 * two.
 */
export function retriesOf(assembly: Assembly): (fn: LocalFunction) => Retries {
  const attempts = new Map(
    assembly
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map((config) => [config.text('FunctionName'), Number(config.text('MaximumRetryAttempts', '2'))]),
  );
  return ({ name }) => ({ attempts: attempts.get(name) ?? 2, waitMs: 1_000 });
}

/** Runs the target of a schedule with this input. */
export type Target = (input: unknown) => void;

/**
 * Finds the target with an ARN: a function to invoke or a queue to send to; undefined for others.
 */
export function targetsOf(
  functions: readonly LocalFunction[],
  retries: (fn: LocalFunction) => Retries,
  queues: Queues,
): (arn: string) => Target | undefined {
  return (wanted) => {
    const fn = functions.find(({ arn }) => arn === wanted);
    if (fn !== undefined) return (input) => void invokeLater(fn, input, retries(fn));
    const queue = queues.byArn(wanted);
    return queue && ((input) => void queue.send(JSON.stringify(input)));
  };
}

/**
 * Starts all schedules of the assembly on this clock; answers how to stop them. Throws a
 * `StartError` for a schedule without a known target.
 */
export function keepSchedules(
  assembly: Assembly,
  targetAt: (arn: string) => Target | undefined,
  now: () => Date,
): () => void {
  const stops = assembly.ofType('AWS::Scheduler::Schedule').map((resource) => {
    const schedule = scheduleOf(resource);
    const target = targetAt(schedule.targetArn);
    if (target === undefined)
      throw new StartError(`The schedule ${resource.id} leads to no function and no queue.`);
    return keepSchedule(schedule, now, (scheduled) => {
      target(schedule.inputAt(scheduled));
    });
  });
  return () => {
    for (const stop of stops) stop();
  };
}
