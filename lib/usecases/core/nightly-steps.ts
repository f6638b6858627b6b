import type { Day, Instant } from '../../domain/calendar.ts';
import type { Author } from '../../domain/history.ts';
import type { Reminder } from '../../domain/reminder.ts';
import { TooManyConflicts, CannotProcess } from '../../domain/errors.ts';
import type { NightCounts, NightReport, SetAside } from '../../domain/night-report.ts';
import type { RequestContext } from './request-context.ts';

/** One run of the night: its id, its job, and the day that it works for (rule N4). */
export interface Night {
  readonly id: string;
  readonly job: string;
  readonly day: Day;
}

/** What the night needs beside the table: a clock for its report, and ways to reach people. */
export interface NightPorts {
  readonly clock: () => Instant;
  /** The network's admins, who see reminders that nobody acts on (rule N3). */
  readonly admins: readonly string[];
  readonly mail: (reminder: Reminder) => Promise<void>;
  /** Publishes what the night did. */
  readonly announce: (report: NightReport) => Promise<void>;
}

/** What a step of the night did, in numbers. */
export type StepCounts = Partial<NightCounts>;

/** What came of a step: done, or set aside with its reason. */
export type StepOutcome = StepCounts | SetAside;

const isSetAside = (outcome: StepOutcome): outcome is SetAside => 'key' in outcome;

/**
 * Why a step failed, in the words of the report. The words of others stay out: they may hold whole
 * items, card numbers among them (rule P2).
 */
const reasonOf = (error: unknown): string => {
  if (error instanceof CannotProcess) return `Impossible: ${error.message}`;
  if (error instanceof TooManyConflicts) return `Busy: ${error.message}`;
  return error instanceof Error ? error.name : 'unknown';
};

/** Does one step; what fails is set aside with its reason and stops nothing else (rule N4). */
export const isolateFailure = async (key: string, step: () => Promise<StepCounts>): Promise<StepOutcome> => {
  try {
    return await step();
  } catch (error) {
    return { key, reason: reasonOf(error) };
  }
};

/** The outcomes as a report wants them. */
export const splitOutcomes = (outcomes: readonly StepOutcome[]) => ({
  counts: outcomes.filter((outcome): outcome is StepCounts => !isSetAside(outcome)),
  setAside: outcomes.filter(isSetAside),
});

/** The night as the author of a line of history. */
export const byNight = (context: RequestContext, { id }: Night): Author => ({
  at: context.now,
  by: 'nightly',
  cause: { type: 'nightly', id },
});

/**
 * Copies and reservations that the night works on at the same time: enough to be quick, too few to
 * be felt.
 */
export const CONCURRENCY = 8;
