import { defined } from './defined.ts';
import { addDays, dayOf, type Day, type Instant } from './calendar.ts';

/** The counts at the start of a night. */
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

export type NightCounts = Readonly<Record<keyof typeof NO_NIGHT_COUNTS, number>>;

/** One record that could not be handled, and why (rule N4). */
export interface SetAside {
  readonly key: string;
  readonly reason: string;
}

/**
 * The report of one run of the night (rule N5). Without an end the run is in progress, or was
 * interrupted.
 */
export interface NightReport {
  readonly id: string;
  readonly job: string;
  /** The day for which the night ran (rule N4). */
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

/** Limit of records that a report names; the count includes all. */
const SET_ASIDE_NAMED = 200;

const addCounts = (a: NightCounts, b: Partial<NightCounts>): NightCounts => {
  const sum = { ...NO_NIGHT_COUNTS };
  for (const kind of Object.keys(sum) as (keyof NightCounts)[]) sum[kind] = a[kind] + (b[kind] ?? 0);
  return sum;
};

/** The outcomes of a part of a run; the last part has the end. */
export interface RunPart {
  readonly counts: readonly Partial<NightCounts>[];
  readonly setAside: readonly SetAside[];
  readonly endedAt?: Instant;
}

/** Adds a part of a run to a report. A record that is named already is not set aside again. */
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
