import { isPast, type Day } from '../../domain/calendar.ts';
import { Invalid, NotFound } from '../../domain/refusal.ts';
import { isKept, type Report } from '../../domain/night-report.ts';
import { listReports as readReports, loadReport } from '../../store/night-reports.ts';
import type { ReadRange } from '../../store/table.ts';
import type { Act } from '../core/request-context.ts';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 150;

/**
 * Starts a night for a day and waits for its report for up to 20 s; the report without an end where it takes longer.
 * Throws `Invalid` for a day that is still to come.
 */
export const startNight = async (
  act: Act,
  day: Day | undefined,
  start: (run: { readonly day: Day; readonly jobId: string }) => Promise<void>,
): Promise<{ readonly jobId: string; readonly report: Report | undefined }> => {
  if (isPast(act.today, day ?? act.today)) throw new Invalid('/day', 'in-the-future');
  const jobId = act.receipt?.id ?? act.requestId;
  await start({ day: day ?? act.today, jobId });
  const looks = PATIENCE_MS / LOOK_EVERY_MS;
  let report: Report | undefined;
  for (let look = 0; look < looks && report?.endedAt === undefined; look++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    report = await loadReport(act.table, jobId);
  }
  return { jobId, report };
};

/** The report of a run (rule N5). Throws `NotFound`. */
export const findReport = async (act: Act, id: string): Promise<Report> => {
  const report = await loadReport(act.table, id);
  if (!report || !isKept(report, act.today)) throw new NotFound('job');
  return report;
};

/** Reports, newest first, with the place of each for paging. */
export const listReports = async (act: Act, how: ReadRange) =>
  (await readReports(act.table, how)).filter(({ report }) => isKept(report, act.today));
