import { addDays, dayOf, type Instant } from '../domain/calendar.ts';
import type { HistoryLine } from '../domain/history.ts';
import { historyKey, historyOf, versionOfLine } from './keys.ts';
import type { ReadRange, Table } from './table.ts';

/** A history line with its sort key. */
interface PlacedLine {
  readonly line: HistoryLine;
  readonly sk: string;
}

/** The history of a copy, newest first, each line with its sort key for paging. */
export const loadHistory = async (
  table: Table,
  copyId: string,
  how: ReadRange,
): Promise<readonly PlacedLine[]> => {
  const items = await table.readRange(historyOf(copyId), { ...how, newestFirst: true });
  return items.map((item) => ({ line: item.line as HistoryLine, sk: item.sk }));
};

/** The history lines of a range of versions, both ends included. One request. */
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

/** The lines of one cause, the version of the copy that came with them, and all lines since. */
export interface ChangeBy {
  readonly version: number;
  readonly lines: readonly HistoryLine[];
  readonly since: readonly HistoryLine[];
}

/**
 * The latest change that one cause, such as a batch, made to a copy since an instant; undefined
 * when there was no such change. Reads backwards, and one day further, because clocks differ.
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
      const all = await linesBetween(table, copyId, version);
      const isOwn = ({ cause }: HistoryLine) => cause.id === causeId;
      return { version, lines: all.filter(isOwn), since: all.filter((line) => !isOwn(line)) };
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last || dayOf(last.line.at) < until) return undefined;
    after = last.sk;
  }
};
