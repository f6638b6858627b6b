import type { Assembly } from './assembly.ts';
import { StartError } from './errors.ts';
import type { LocalFunction } from './functions.ts';
import { invokeLater, type Retries } from './invoke.ts';
import { keep, scheduleOf } from './schedule.ts';

/** How events that wait for a function are tried again, as the template says; else twice, as Lambda does. */
export function retriesOf(assembly: Assembly): (fn: LocalFunction) => Retries {
  const attempts = new Map(
    assembly
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map((config) => [config.text('FunctionName'), Number(config.text('MaximumRetryAttempts', '2'))]),
  );
  return ({ name }) => ({ attempts: attempts.get(name) ?? 2, waitMs: 1_000 });
}

/** Keeps every schedule of the assembly by this clock, until it is told to stop. */
export function keepSchedules(
  assembly: Assembly,
  functions: readonly LocalFunction[],
  now: () => Date,
  retries: (fn: LocalFunction) => Retries,
): () => void {
  const stops = assembly.ofType('AWS::Scheduler::Schedule').map((resource) => {
    const schedule = scheduleOf(resource);
    const fn = functions.find(({ arn }) => arn === schedule.targetArn);
    if (fn === undefined) throw new StartError(`The schedule ${resource.id} does not lead to a function.`);
    return keep(schedule, now, (scheduled) => void invokeLater(fn, schedule.inputAt(scheduled), retries(fn)));
  });
  return () => {
    for (const stop of stops) stop();
  };
}
