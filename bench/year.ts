/**
 * `npm run bench year`: simulates a year in the Netherlands from the measured cost of each
 * operation. See docs/performance.md.
 */
import './environment.ts';
import { parseArgs } from 'node:util';
import type { LoadResults } from './load/measure-load.ts';
import { earlierResults, writeSection } from './performance-page.ts';
import { DUE } from './size/measure-size.ts';
import type { SizeResults } from './size/report-size.ts';
import { assumed, YEAR } from './year/assumptions.ts';
import { billOf } from './year/bill.ts';
import { costsFrom } from './year/costs.ts';
import { EVENTS } from './year/events.ts';
import { growthPerDay } from './year/growth-of-table.ts';
import { yearMarkdown } from './year/report-year.ts';
import { simulateYear } from './year/simulate.ts';

const HELP = `npm run bench year -- [--write]

A year of 25 million copies in 1,000 branches, day by day, from bench/size-results.json and bench/load-results.json (run
the benchmarks size and load with --write first): events, units, what the table holds, euros a month. Takes a second.

  --write  put the result in docs/performance.md`;

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const { sizes } = earlierResults('size-results') as SizeResults;
const { ours } = earlierResults('load-results') as LoadResults;
const largest = sizes.at(-1);
if (!largest) throw new Error('bench/size-results.json has no sizes.');
const { tableBytes, indexBytes } = largest.stored;
const basis = {
  cpuMs: ours.cpuMs,
  storedBytes: ((tableBytes + indexBytes) / largest.copies) * assumed('copies'),
  growthPerDay: growthPerDay(),
};
const days = simulateYear(YEAR, EVENTS, costsFrom(largest.operations, DUE));
const markdown = yearMarkdown({ days, months: billOf(days, basis), basis });
console.log(markdown);
if (values.write) await writeSection('year', markdown);
