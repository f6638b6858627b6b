import type { Day, Instant } from '../../domain/calendar.ts';
import type { Author } from '../../domain/history.ts';
import type { Reminder } from '../../domain/reminder.ts';
import { TooManyConflicts, CannotProcess } from '../../domain/errors.ts';
import type { NightCounts, NightReport, SetAside } from '../../domain/night-report.ts';
import type { RequestContext } from './request-context.ts';

/** One run of the night, and the day for which it runs (rule N4). */
export interface Night {
  readonly id: string;
  readonly job: string;
  readonly day: Day;
}

/** The outside world of the night: the clock, the admins, mails and notifications. */
export interface NightPorts {
  readonly clock: () => Instant;
  /** The admins of the network; they get reminders that nobody acts on (rule N3). */
  readonly admins: readonly string[];
  readonly mail: (reminder: Reminder) => Promise<void>;
  /** Publishes the report. */
  readonly announce: (report: NightReport) => Promise<void>;
}

export type StepCounts = Partial<NightCounts>;

/** The counts of a finished step, or the reason why it was set aside. */
export type StepOutcome = StepCounts | SetAside;

const isSetAside = (outcome: StepOutcome): outcome is SetAside => 'key' in outcome;

/**
 * The reason of a failure for the report. Messages of other errors are left out: they may contain
 * whole items with card numbers (rule P2).
 */
const reasonOf = (error: unknown): string => {
  if (error instanceof CannotProcess) return `Impossible: ${error.message}`;
  if (error instanceof TooManyConflicts) return `Busy: ${error.message}`;
  return error instanceof Error ? error.name : 'unknown';
};

/** Runs one step; a failure is set aside with its reason, and stops nothing else (rule N4). */
export const isolateFailure = async (key: string, step: () => Promise<StepCounts>): Promise<StepOutcome> => {
  try {
    return await step();
  } catch (error) {
    return { key, reason: reasonOf(error) };
  }
};

/** Separates finished steps from those that were set aside. */
export const splitOutcomes = (outcomes: readonly StepOutcome[]) => ({
  counts: outcomes.filter((outcome): outcome is StepCounts => !isSetAside(outcome)),
  setAside: outcomes.filter(isSetAside),
});

/** The author of the history lines of the night. */
export const byNight = (context: RequestContext, { id }: Night): Author => ({
  at: context.now,
  by: 'nightly',
  cause: { type: 'nightly', id },
});

/** Copies and reservations handled in parallel: quick, and without slowing down the desk. */
export const CONCURRENCY = 8;
