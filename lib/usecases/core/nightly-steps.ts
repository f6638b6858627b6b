import type { Day, Instant } from '../../domain/calendar.ts';
import type { Author } from '../../domain/history.ts';
import type { Reminder } from '../../domain/reminder.ts';
import { Busy, Impossible } from '../../domain/refusal.ts';
import type { NightCounts, Report, SetAside } from '../../domain/night-report.ts';
import type { Act } from './request-context.ts';

/** One run of the night: its id, the day it works for (rule N4), the clock for its report, and ways to reach people. */
export interface Night {
  readonly id: string;
  readonly job: string;
  readonly day: Day;
  readonly clock: () => Instant;
  /** The network's admins, who see reminders that nobody acts on (rule N3). */
  readonly admins: readonly string[];
  readonly mail: (reminder: Reminder) => Promise<void>;
  /** Tells those who want to know elsewhere what the night did. */
  readonly announce: (report: Report) => Promise<void>;
}

/** What a step of the night did, in numbers. */
export type Done = Partial<NightCounts>;

/** What came of a step: done, or set aside with its reason. */
export type Outcome = Done | SetAside;

const isSetAside = (outcome: Outcome): outcome is SetAside => 'key' in outcome;

/** Why a step failed. The words of others stay out: they may hold whole items, card numbers among them (rule P2). */
const reasonOf = (error: unknown): string => {
  if (error instanceof Impossible || error instanceof Busy) return `${error.name}: ${error.message}`;
  return error instanceof Error ? error.name : 'unknown';
};

/** Does one step; what fails is set aside with its reason and stops nothing else (rule N4). */
export const orSetAside = async (key: string, step: () => Promise<Done>): Promise<Outcome> => {
  try {
    return await step();
  } catch (error) {
    return { key, reason: reasonOf(error) };
  }
};

/** The outcomes as a report wants them. */
export const sorted = (outcomes: readonly Outcome[]) => ({
  counts: outcomes.filter((outcome): outcome is Done => !isSetAside(outcome)),
  setAside: outcomes.filter(isSetAside),
});

/** The night as the author of a line of history. */
export const byNight = (act: Act, { id }: Night): Author => ({
  at: act.now,
  by: 'nightly',
  cause: { type: 'nightly', id },
});

/** Copies and reservations that the night works on at the same time: enough to be quick, too few to be felt. */
export const CONCURRENCY = 8;
