import { setTimeout as pause } from 'node:timers/promises';
import { isPast, type Day } from '../../domain/calendar.ts';
import { Invalid, NotFound } from '../../domain/errors.ts';
import { isReportKept, type NightReport } from '../../domain/night-report.ts';
import { queryReports, loadReport } from '../../store/night-reports.ts';
import { pageOfRange, type PageRange } from '../../store/page.ts';
import { oncePerRequestInSteps } from '../core/idempotency.ts';
import type { RequestContext } from '../core/request-context.ts';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 150;

/** One run of the night, by its id, and the day that it is for. */
interface Run {
  readonly jobId: string;
  readonly day: Day;
}

/** The report of a run that has ended; only its id when it takes longer. */
export type NightStarted = NightReport | Pick<Run, 'jobId'>;

/**
 * Starts a night for a day, and waits up to 20 s for its report. A repeated request goes on with
 * the same run, or answers what the first one did. Throws `Invalid` for a day in the future.
 */
export const startNight = (
  context: RequestContext,
  asked: Day | undefined,
  start: (run: Run) => Promise<void>,
): Promise<NightStarted> => {
  const { requestId, today, table } = context;
  return oncePerRequestInSteps<Run, NightStarted>(
    context,
    async (recordBegun) => {
      const run = { jobId: requestId, day: asked ?? today };
      if (isPast(today, run.day)) throw new Invalid('/day', 'in-the-future');
      const writes = recordBegun(run);
      if (context.idempotencyKey) await table.write(writes);
      return run;
    },
    async (run) => {
      await start(run);
      return (await reportOf(context, run)) ?? { jobId: run.jobId };
    },
  );
};

/** Looks for the report of a run until it has ended; undefined when that takes too long. */
const reportOf = async ({ table }: RequestContext, { jobId }: Run): Promise<NightReport | undefined> => {
  for (let look = 0; look < PATIENCE_MS / LOOK_EVERY_MS; look++) {
    await pause(LOOK_EVERY_MS);
    const report = await loadReport(table, jobId);
    if (report?.endedAt !== undefined) return report;
  }
  return undefined;
};

/** The report of a run, while it is kept (rule N5). Throws `NotFound`. */
export const findReport = async (context: RequestContext, id: string): Promise<NightReport> => {
  const report = await loadReport(context.table, id);
  if (!report || !isReportKept(report, context.today)) throw new NotFound('job');
  return report;
};

/** A page of reports, newest first. */
export const listReports = (context: RequestContext, part: PageRange) =>
  pageOfRange(part, async (how) =>
    (await queryReports(context.table, how)).filter(({ report }) => isReportKept(report, context.today)),
  );
