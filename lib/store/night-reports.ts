import { addToReport, REPORT_DAYS, type NightReport, type RunPart } from '../domain/night-report.ts';
import { absent, is, put } from './expression.ts';
import { allReports, reportKey, secondsAt } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';

/** Expires after 400 days (rule N5). */
const toItem = (report: NightReport, version: number): Item => ({
  ...reportKey(report.id),
  report,
  version,
  expiresAt: secondsAt(report.startedAt) + REPORT_DAYS * 86_400,
});

const load = async (table: Table, id: string): Promise<Item | undefined> =>
  (await table.getAll([reportKey(id)]))[0];

/** Starts a report, or answers the report of an earlier run with this id. */
export const startReport = async (table: Table, report: NightReport): Promise<NightReport> => {
  if (await table.tryWrite({ 'report-started': put(toItem(report, 1), absent) })) return report;
  return ((await load(table, report.id))?.report ?? report) as NightReport;
};

/**
 * Adds one part to a report; retries add it once. Lost as `report-changed` to another run with the
 * same id: try again.
 */
export const continueReport = async (
  table: Table,
  id: string,
  done: RunPart & { readonly partId: string },
): Promise<NightReport> => {
  const item = await load(table, id);
  if (!item) throw new Error(`Report ${id} is not there.`);
  if (item.lastPart === done.partId) return item.report as NightReport;
  const version = item.version as number;
  const report = addToReport(item.report as NightReport, done);
  await table.write({
    'report-changed': put({ ...toItem(report, version + 1), lastPart: done.partId }, is('version', version)),
  });
  return report;
};

export const loadReport = async (table: Table, id: string): Promise<NightReport | undefined> =>
  (await load(table, id))?.report as NightReport | undefined;

/** Newest first, each with its sort key for paging. */
export const queryReports = async (table: Table, how: ReadRange) =>
  (await table.readRange(allReports, { ...how, newestFirst: true })).map((item) => ({
    report: item.report as NightReport,
    sk: item.sk,
  }));
