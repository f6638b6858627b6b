import { defined } from './defined.ts';
import { addDays, dayOf, type Day, type Instant } from './calendar.ts';

/** What a night has done before it begins. Kinds that nothing does yet stay 0. */
export const NO_NIGHT_COUNTS = {
  loanBlocksLifted: 0,
  activityBlocksLifted: 0,
  reservationsExpired: 0,
  patronsForgotten: 0,
  flagsRaised: 0,
  flagsResolved: 0,
  mailsSent: 0,
  setAside: 0,
};

/** What a night did, in numbers. */
export type NightCounts = Readonly<Record<keyof typeof NO_NIGHT_COUNTS, number>>;

/** One record that could not be handled, and why (rule N4). */
export interface SetAside {
  readonly key: string;
  readonly reason: string;
}

/**
 * The report of one run of the night (rule N5). Without an end it is still going on, or it was cut
 * off.
 */
export interface NightReport {
  readonly id: string;
  readonly job: string;
  /** The day that the run worked for (rule N4). */
  readonly day: Day;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly counts: NightCounts;
  readonly setAside: readonly SetAside[];
}

/** Days for which a report is kept (rule N5). */
export const REPORT_DAYS = 400;

/** Whether a report is still kept, whether or not the table has deleted it (rules N5, T2). */
export const isReportKept = ({ startedAt }: NightReport, today: Day): boolean =>
  addDays(dayOf(startedAt), REPORT_DAYS) >= today;

/** How many records a report names one by one; the count has them all. */
const SET_ASIDE_NAMED = 200;

const addCounts = (a: NightCounts, b: Partial<NightCounts>): NightCounts => {
  const sum = { ...NO_NIGHT_COUNTS };
  for (const kind of Object.keys(sum) as (keyof NightCounts)[]) sum[kind] = a[kind] + (b[kind] ?? 0);
  return sum;
};

/** What a part of a run did; with the end, where it was the last part. */
export interface RunPart {
  readonly counts: readonly Partial<NightCounts>[];
  readonly setAside: readonly SetAside[];
  readonly endedAt?: Instant;
}

/**
 * A report with what a further part of the run did. A record that is named already is not set aside
 * again.
 */
export const addToReport = (report: NightReport, { counts, setAside, endedAt }: RunPart): NightReport => {
  const named = new Set(report.setAside.map(({ key }) => key));
  const fresh = setAside.filter(({ key }) => !named.has(key));
  return {
    ...report,
    counts: [...counts, { setAside: fresh.length }].reduce(addCounts, report.counts),
    setAside: [...report.setAside, ...fresh].slice(0, SET_ASIDE_NAMED),
    ...defined({ endedAt }),
  };
};
