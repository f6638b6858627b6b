import type { Day, Instant } from './calendar.ts';

/** What a night did, in numbers. Kinds that nothing does yet stay 0. */
export interface NightCounts {
  readonly loanBlocksLifted: number;
  readonly activityBlocksLifted: number;
  readonly reservationsExpired: number;
  readonly patronsForgotten: number;
  readonly flagsRaised: number;
  readonly flagsResolved: number;
  readonly mailsSent: number;
  readonly setAside: number;
}

export const NO_COUNTS: NightCounts = {
  loanBlocksLifted: 0,
  activityBlocksLifted: 0,
  reservationsExpired: 0,
  patronsForgotten: 0,
  flagsRaised: 0,
  flagsResolved: 0,
  mailsSent: 0,
  setAside: 0,
};

/** One record that could not be handled, and why (rule N4). */
export interface SetAside {
  readonly key: string;
  readonly reason: string;
}

/** The report of one run of the night (rule N5). Without an end it is still going on, or it was cut off. */
export interface Report {
  readonly id: string;
  readonly job: string;
  /** The day that the run worked for (rule N4). */
  readonly day: Day;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly counts: NightCounts;
  readonly setAside: readonly SetAside[];
}

/** How many records a report names one by one; the count has them all. */
const SET_ASIDE_NAMED = 200;

const addCounts = (a: NightCounts, b: Partial<NightCounts>): NightCounts => ({
  loanBlocksLifted: a.loanBlocksLifted + (b.loanBlocksLifted ?? 0),
  activityBlocksLifted: a.activityBlocksLifted + (b.activityBlocksLifted ?? 0),
  reservationsExpired: a.reservationsExpired + (b.reservationsExpired ?? 0),
  patronsForgotten: a.patronsForgotten + (b.patronsForgotten ?? 0),
  flagsRaised: a.flagsRaised + (b.flagsRaised ?? 0),
  flagsResolved: a.flagsResolved + (b.flagsResolved ?? 0),
  mailsSent: a.mailsSent + (b.mailsSent ?? 0),
  setAside: a.setAside + (b.setAside ?? 0),
});

/** What a part of a run did; with the end, where it was the last part. */
export interface Done {
  readonly counts: readonly Partial<NightCounts>[];
  readonly setAside: readonly SetAside[];
  readonly endedAt?: Instant;
}

/** A report with what a further part of the run did. A record that is named already is not set aside again. */
export const addToReport = (report: Report, { counts, setAside, endedAt }: Done): Report => {
  const named = new Set(report.setAside.map(({ key }) => key));
  const fresh = setAside.filter(({ key }) => !named.has(key));
  return {
    ...report,
    counts: [...counts, { setAside: fresh.length }].reduce(addCounts, report.counts),
    setAside: [...report.setAside, ...fresh].slice(0, SET_ASIDE_NAMED),
    ...(endedAt !== undefined && { endedAt }),
  };
};
