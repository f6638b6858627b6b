import type { Serial } from './batches.ts';
import type { ActivityClosing } from './closing.ts';
import { number, table, units } from './markdown.ts';
import { ROUNDS, type Measured } from './measure.ts';
import type { Night } from './nightly.ts';
import { earlierResults, keepResults, measuredOn, writeSection } from './performance-page.ts';

/** All results of a run of the operations benchmark. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly operations: readonly Measured[];
  readonly closing: ActivityClosing;
  readonly nights: readonly Night[];
  readonly batches: readonly Serial[];
}

const RESULTS = 'results';

const pair = (ours: string, bare: string): string => (ours === bare ? ours : `${ours} (${bare})`);

const operationsTable = (operations: readonly Measured[]): string =>
  table(
    [
      'Operation',
      'Round trips',
      'Read units',
      'Write units',
      'Median',
      'p99',
      'Bare median',
      'Bare p99',
      'Ratio',
    ],
    operations.map(({ name, ours, bare }) => [
      name,
      pair(number(ours.roundTrips), number(bare.roundTrips)),
      pair(units(ours.readUnits), units(bare.readUnits)),
      pair(units(ours.writeUnits), units(bare.writeUnits)),
      ...[ours.medianMs, ours.p99Ms, bare.medianMs, bare.p99Ms].map((ms) => `${number(ms, 1)} ms`),
      number(ours.medianMs / bare.medianMs, 2),
    ]),
  );

const nightsTable = (nights: readonly Night[]): string =>
  table(
    ['Copies', 'Due', 'Round trips', 'Read units', 'Write units', 'Time', 'With nothing due'],
    nights.map(({ copies, due, roundTrips, readUnits, writeUnits, seconds, idle }) => [
      number(copies),
      number(due),
      number(roundTrips),
      units(readUnits),
      units(writeUnits),
      `${number(seconds, 1)} s`,
      `${number(idle.roundTrips)} round trips, ${units(idle.readUnits)} + ${units(idle.writeUnits)} units`,
    ]),
  );

const closingTable = ({ copies, roundTrips, readUnits, writeUnits, seconds }: ActivityClosing): string =>
  table(
    ['Closing an activity', 'Round trips', 'Read units', 'Write units', 'Time'],
    [
      [
        `${number(copies)} copies`,
        number(roundTrips),
        units(readUnits),
        units(writeUnits),
        `${number(seconds, 1)} s`,
      ],
    ],
  );

const batchesTable = (batches: readonly Serial[]): string =>
  table(
    [
      'A block on',
      'Copies',
      'Round trips',
      'Read units',
      'Write units',
      'Time',
      'Copies a second',
      'Peak heap',
    ],
    batches.map(({ name, copies, roundTrips, readUnits, writeUnits, seconds, peakHeapMb }) => [
      name,
      number(copies),
      `${number(roundTrips / copies, 3)} each`,
      `${number(readUnits / copies, 2)} each`,
      `${number(writeUnits / copies, 2)} each`,
      `${number(seconds, 1)} s`,
      number(copies / seconds),
      peakHeapMb === undefined ? '' : `${number(peakHeapMb)} MB`,
    ]),
  );

/** The results as a Markdown section. */
export const toMarkdown = ({ date, machine: where, operations, closing, nights, batches }: Results): string =>
  [
    `${measuredOn(date, where)}; ${ROUNDS} times each, one at a time.`,
    operationsTable(operations),
    closingTable(closing),
    nightsTable(nights),
    batchesTable(batches),
  ].join('\n\n');

/** The saved results of the last run. */
export const lastResults = (): Results => earlierResults(RESULTS) as Results;

/** Saves the results in `bench/results.json`, and writes them into the performance page. */
export async function report(results: Results): Promise<void> {
  keepResults(RESULTS, results);
  await writeSection('bench', toMarkdown(results));
}
