import { setTimeout as pause } from 'node:timers/promises';
import { isPast, type Day } from '../../domain/calendar.ts';
import { Invalid, NotFound } from '../../domain/errors.ts';
import { isReportKept, type NightReport } from '../../domain/night-report.ts';
import { queryReports, loadReport } from '../../store/night-reports.ts';
import { pageOfRange, type PageRange } from '../../store/page.ts';
import { claimFirst } from '../core/idempotency.ts';
import type { RequestContext } from '../core/request-context.ts';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 150;

/**
 * Starts a night for a day, and waits up to 20 s for its report. The report has no end, or is
 * undefined, when the night takes longer. Throws `Invalid` for a day in the future.
 */
export const startNight = async (
  context: RequestContext,
  day: Day | undefined,
  start: (run: { readonly day: Day; readonly jobId: string }) => Promise<void>,
): Promise<{ readonly jobId: string; readonly report: NightReport | undefined }> => {
  if (isPast(context.today, day ?? context.today)) throw new Invalid('/day', 'in-the-future');
  const jobId = await claimFirst(context);
  await start({ day: day ?? context.today, jobId });
  const looks = PATIENCE_MS / LOOK_EVERY_MS;
  let report: NightReport | undefined;
  for (let look = 0; look < looks && report?.endedAt === undefined; look++) {
    await pause(LOOK_EVERY_MS);
    report = await loadReport(context.table, jobId);
  }
  return { jobId, report };
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
