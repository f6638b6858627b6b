import { addDays, dayOf, type Instant } from '../domain/calendar.ts';
import type { HistoryLine } from '../domain/history.ts';
import { historyKey, historyOf, versionOfLine } from './keys.ts';
import type { ReadRange, Table } from './table.ts';

/** A line of a copy's history, and its place. */
interface PlacedLine {
  readonly line: HistoryLine;
  readonly sk: string;
}

/** A copy's history, newest first, with the sort key of each line for paging. */
export const loadHistory = async (
  table: Table,
  copyId: string,
  how: ReadRange,
): Promise<readonly PlacedLine[]> => {
  const items = await table.readRange(historyOf(copyId), { ...how, newestFirst: true });
  return items.map((item) => ({ line: item.line as HistoryLine, sk: item.sk }));
};

/** The lines that came with versions of a copy from one to another, both included. One request. */
export const linesBetween = async (
  table: Table,
  copyId: string,
  from: number,
  to = 999_999_999_999,
): Promise<readonly HistoryLine[]> => {
  const { pk, sk } = historyKey(copyId, from, 0);
  const items = await table.readRange({ pk, from: sk, to: historyKey(copyId, to, 999).sk });
  return items.map(({ line }) => line as HistoryLine);
};

const PAGE = 20;

/** The lines that one cause has brought a copy, and the version that the copy got with them. */
export interface ChangeBy {
  readonly version: number;
  readonly lines: readonly HistoryLine[];
}

/**
 * What one cause, such as a batch, has changed of a copy since an instant; undefined where nothing.
 * Reads back from the newest line, and a day further than that: clocks differ.
 */
export const changeBy = async (
  table: Table,
  copyId: string,
  causeId: string,
  since: Instant,
): Promise<ChangeBy | undefined> => {
  const until = addDays(dayOf(since), -1);
  let after: string | undefined;
  for (;;) {
    const page = await loadHistory(table, copyId, { limit: PAGE, after });
    const found = page.find(({ line }) => line.cause.id === causeId);
    if (found) {
      const version = versionOfLine(found.sk);
      const lines = await linesBetween(table, copyId, version, version);
      return { version, lines: lines.filter(({ cause }) => cause.id === causeId) };
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last || dayOf(last.line.at) < until) return undefined;
    after = last.sk;
  }
};
