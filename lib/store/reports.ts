import type { Report } from '../domain/report.ts';
import { put } from './expression.ts';
import { allReports, reportKey, secondsAt } from './keys.ts';
import type { ReadRange, Table } from './table.ts';

const DAYS_KEPT = 400;

/** Saves a report as it is now; only the run it is about writes it. Kept for 400 days (rule N5). */
export const saveReport = (table: Table, report: Report): Promise<void> =>
  table.write({
    report: put({
      ...reportKey(report.id),
      report,
      expiresAt: secondsAt(report.startedAt) + DAYS_KEPT * 86_400,
    }),
  });

export const loadReport = async (table: Table, id: string): Promise<Report | undefined> => {
  const [item] = await table.getAll([reportKey(id)]);
  return item?.report as Report | undefined;
};

/** Reports, newest first, with the sort key of each for paging. */
export const listReports = async (table: Table, how: ReadRange) =>
  (await table.readRange(allReports, { ...how, newestFirst: true })).map((item) => ({
    report: item.report as Report,
    sk: item.sk,
  }));
