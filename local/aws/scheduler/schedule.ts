import { Cron } from 'croner';
import { StartError } from '../../errors.ts';
import type { Resource } from '../../template/template.ts';
import { isRecord, asString } from '../../template/template-values.ts';

/** A schedule of the assembly. */
export interface Schedule {
  readonly targetArn: string;
  /** The first due time of a schedule that starts at this instant. */
  first(from: Date): Date | undefined;
  /** The next due time after this instant, if any. */
  next(after: Date): Date | undefined;
  /** The target's input for this due time. */
  inputAt(scheduled: Date): unknown;
}

/**
 * The longest single wait: a Node timer is limited to 24.8 days and stands still while the machine
 * sleeps.
 */
const LOOK_AGAIN_MS = 10 * 60_000;

/** Parses a schedule resource. Throws a `StartError` for an unsupported expression. */
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

/** A rate without a start date is due at once, as with EventBridge. */
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
 * Translates AWS's cron fields for croner: AWS has no seconds, writes `?` for the day field that is
 * not used, and counts weekdays from Sunday = 1.
 */
export function cronerExpression(fields: string): string {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] = fields
    .trim()
    .split(/\s+/);
  const weekdays = dayOfWeek.replace(/(?<![#\d/])\d/g, (digit) => String(Number(digit) - 1));
  return ['0', minute, hour, dayOfMonth, month, weekdays, year].join(' ').replaceAll('?', '*');
}

/**
 * Calls `run` at every due time on this clock; answers how to stop. Skips due times before the
 * start, and those that the machine slept through by ten minutes or more.
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
