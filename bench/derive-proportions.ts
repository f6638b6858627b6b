/**
 * `node bench/derive-proportions.ts DIR`: derives the facts of `proportions.ts` from the files
 * `items_summary.csv` and `reservations_summary.csv` of LibrariesWest in DIR.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Types with fewer items than this are counted together. */
const SMALL = 1000;
/** A month with fewer reservations counts as closed. */
const OPEN_MONTH = 10_000;
const DAYS_A_MONTH = 30.4;

type Row = Readonly<Record<string, string>>;

const read = (directory: string, name: string): readonly Row[] =>
  parse(readFileSync(join(directory, name)), { columns: true });

const sums = (rows: readonly Row[], keyOf: (row: Row) => string, valueOf: (row: Row) => number) => {
  const sum: Record<string, number> = {};
  for (const row of rows) sum[keyOf(row)] = (sum[keyOf(row)] ?? 0) + valueOf(row);
  return sum;
};

const small = (types: Readonly<Record<string, number>>): Record<string, number> => {
  const large = Object.entries(types).filter(([, items]) => items >= SMALL);
  const rest = Object.values(types).filter((items) => items < SMALL);
  return {
    ...Object.fromEntries(large.sort(([, a], [, b]) => b - a)),
    Other: rest.reduce((sum, items) => sum + items, 0),
  };
};

/**
 * Items by authority and by type, reservations by owner and place of pick-up, and the number that
 * is open at any time.
 */
const derive = (directory: string) => {
  const items = read(directory, 'items_summary.csv');
  const reservations = read(directory, 'reservations_summary.csv');
  const placed = (row: Row) => Number(row.reservations);
  const authorities = sums(
    items,
    ({ authority = '' }) => authority,
    ({ items: count }) => Number(count),
  );
  const names = Object.keys(authorities);
  const between = sums(
    reservations,
    ({ item_authority = '', pickup_authority = '' }) => `${item_authority}>${pickup_authority}`,
    placed,
  );
  const months = sums(reservations, ({ month_placed = '' }) => month_placed, placed);
  const days = Object.values(months).filter((count) => count > OPEN_MONTH).length * DAYS_A_MONTH;
  const waited = reservations.reduce((sum, row) => sum + placed(row) * Number(row.days_taken), 0);
  return {
    authorities,
    types: small(
      sums(
        items,
        ({ item_type = '' }) => item_type,
        ({ items: count }) => Number(count),
      ),
    ),
    reservations: names.map((owner) => names.map((pickup) => between[`${owner}>${pickup}`] ?? 0)),
    openAtAnyTime: Math.round(waited / days),
  };
};

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('node bench/derive-proportions.ts DIR, where DIR has the two CSV files of LibrariesWest.');
  process.exit(2);
}
console.log(JSON.stringify(derive(directory), undefined, 1));
