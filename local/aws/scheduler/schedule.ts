import { Cron } from 'croner';
import { StartError } from '../../errors.ts';
import type { Resource } from '../../template/template.ts';
import { isRecord, asString } from '../../template/template-values.ts';

/** A schedule of the assembly. */
export interface Schedule {
  readonly targetArn: string;
  /** When it is due first, if it begins to be kept at this instant. */
  first(from: Date): Date | undefined;
  /** When it is due after this instant, if ever. */
  next(after: Date): Date | undefined;
  /** What the target is given for this time. */
  inputAt(scheduled: Date): unknown;
}

/**
 * The longest a Node timer may wait is 24.8 days; looking at the clock more often also survives a
 * sleeping machine.
 */
const LOOK_AGAIN_MS = 10 * 60_000;

/** The schedule that this resource describes. */
export function scheduleOf(resource: Resource): Schedule {
  const expression = resource.text('ScheduleExpression');
  const times =
    timesOfRate(expression) ?? timesOfCron(expression, resource.text('ScheduleExpressionTimezone', 'UTC'));
  const target = resource.property('Target');
  if (times === undefined || target === undefined || !isRecord(target)) {
    throw new StartError(`The local system cannot keep the schedule ${resource.id}: ${expression}.`);
  }
  const input = typeof target.Input === 'string' ? target.Input : '{}';
  return {
    ...times,
    targetArn: asString(target.Arn),
    inputAt: (scheduled) => {
      const time = scheduled.toISOString().replace(/\.\d+Z$/, 'Z');
      return JSON.parse(input.replaceAll('<aws.scheduler.scheduled-time>', time)) as unknown;
    },
  };
}

type Times = Pick<Schedule, 'first' | 'next'>;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Begins at once, as EventBridge does with a rate that has no start date. */
function timesOfRate(expression: string): Times | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const every = Number(count) * (UNIT_MS[unit] ?? 0);
  if (every === 0) return undefined;
  return { first: (from) => from, next: (after) => new Date(after.getTime() + every) };
}

function timesOfCron(expression: string, timezone: string): Times | undefined {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  if (fields === undefined) return undefined;
  const cron = new Cron(cronerExpression(fields), { timezone, paused: true });
  const next = (after: Date): Date | undefined => cron.nextRun(after) ?? undefined;
  return { first: next, next };
}

/**
 * AWS has no seconds, writes `?` for a day that the other day field decides, and counts weekdays
 * from Sunday = 1.
 */
export function cronerExpression(fields: string): string {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] = fields
    .trim()
    .split(/\s+/);
  const weekdays = dayOfWeek.replace(/(?<![#\d/])\d/g, (digit) => String(Number(digit) - 1));
  return ['0', minute, hour, dayOfMonth, month, weekdays, year].join(' ').replaceAll('?', '*');
}

/**
 * Calls `run` whenever the schedule is due by this clock, until stopped. What was due before the
 * start, or longer than the machine was awake for, is not caught up with.
 */
export function keepSchedule(
  schedule: Schedule,
  now: () => Date,
  run: (scheduled: Date) => void,
): () => void {
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
  arm(schedule.first(now()));
  return () => {
    clearTimeout(timer);
  };
}
