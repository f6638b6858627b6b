import { Cron } from 'croner';
import { StartError } from './errors.ts';
import type { Resource } from './template.ts';
import { isRecord, text } from './values.ts';

/** A schedule of the assembly. */
export interface Schedule {
  readonly targetArn: string;
  /** The first time after this instant, if ever. */
  next(after: Date): Date | undefined;
  /** What the target is given for this time. */
  inputAt(scheduled: Date): unknown;
}

/** The longest a Node timer may wait is 24.8 days; looking at the clock more often also survives a sleeping machine. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** The schedule that this resource describes. */
export function scheduleOf(resource: Resource): Schedule {
  const expression = resource.text('ScheduleExpression');
  const timezone = resource.text('ScheduleExpressionTimezone', 'UTC');
  const target = resource.property('Target');
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  if (fields === undefined || target === undefined || !isRecord(target)) {
    throw new StartError(`The local system cannot keep the schedule ${resource.id}: ${expression}.`);
  }
  const cron = new Cron(cronerExpression(fields), { timezone, paused: true });
  const input = typeof target.Input === 'string' ? target.Input : '{}';
  return {
    targetArn: text(target.Arn),
    next: (after) => cron.nextRun(after) ?? undefined,
    inputAt: (scheduled) => {
      const time = scheduled.toISOString().replace(/\.\d+Z$/, 'Z');
      return JSON.parse(input.replaceAll('<aws.scheduler.scheduled-time>', time)) as unknown;
    },
  };
}

/** AWS has no seconds, writes `?` for a day that the other day field decides, and counts weekdays from Sunday = 1. */
export function cronerExpression(fields: string): string {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] = fields
    .trim()
    .split(/\s+/);
  const weekdays = dayOfWeek.replace(/(?<![#\d/])\d/g, (digit) => String(Number(digit) - 1));
  return ['0', minute, hour, dayOfMonth, month, weekdays, year].join(' ').replaceAll('?', '*');
}

/**
 * Calls `run` whenever the schedule is due by this clock, until stopped. What was due before the start, or longer than
 * the machine was awake for, is not caught up with.
 */
export function keep(schedule: Schedule, now: () => Date, run: (scheduled: Date) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = (due: Date | undefined): void => {
    if (due === undefined) return;
    const wait = due.getTime() - now().getTime();
    timer = setTimeout(
      () => {
        if (due > now()) {
          arm(due);
          return;
        }
        if (now().getTime() - due.getTime() < LOOK_AGAIN_MS) run(due);
        arm(schedule.next(now()));
      },
      Math.min(Math.max(wait, 0), LOOK_AGAIN_MS),
    );
    timer.unref();
  };
  arm(schedule.next(now()));
  return () => {
    clearTimeout(timer);
  };
}
