import { number, table, units } from '../markdown.ts';
import { measuredOn } from '../performance-page.ts';
import { quantile } from '../../testing/statistics.ts';
import type { AloneCosts, CallCost, CrowdTimes } from './measure-crowd.ts';

/** The measurements of a run. */
export interface CrowdResults {
  readonly date: string;
  readonly machine: string;
  readonly alone: readonly AloneCosts[];
  readonly together: readonly CrowdTimes[];
  /** The same, of the version before the lines. */
  readonly before?: Omit<CrowdResults, 'before'>;
}

const costText = ({ steps, readUnits, writeUnits }: CallCost): string =>
  `${steps} / ${units(readUnits)} / ${units(writeUnits)}`;

const withAfterwards = ({ reserve, afterwards }: AloneCosts): string =>
  `${units(reserve.readUnits + afterwards.readUnits)} / ${units(reserve.writeUnits + afterwards.writeUnits)}`;

const aloneTable = (alone: readonly AloneCosts[]): string =>
  table(
    ['Copies, waiting', 'Reserve', 'With what follows', 'Collected elsewhere', 'A position later'],
    alone.map((one) => [
      `${number(one.copies)}, ${number(one.waiting)}`,
      costText(one.reserve),
      withAfterwards(one),
      costText(one.reserveElsewhere),
      one.position ? costText(one.position) : '',
    ]),
  );

const statusText = ({ statuses }: CrowdTimes): string =>
  Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');

const togetherTable = (together: readonly CrowdTimes[]): string =>
  table(
    ['Copies', 'At once', 'Answers', 'Different positions', 'p50', 'p99'],
    together.map((one) => [
      number(one.copies),
      number(one.people),
      statusText(one),
      number(one.positions),
      `${number(quantile(one.times, 0.5))} ms`,
      `${number(quantile(one.times, 0.99))} ms`,
    ]),
  );

const section = ({ date, machine, alone, together }: Omit<CrowdResults, 'before'>): string =>
  [
    `${measuredOn(date, machine)}.`,
    'One at a time, with an `Idempotency-Key`: requests one after the other before the answer / read units / write units.',
    aloneTable(alone),
    'At the same moment, in one process that makes 24 calls at a time, on the embedded engine:',
    togetherTable(together),
  ].join('\n\n');

/** The results as a Markdown section. */
export const crowdMarkdown = ({ before, ...now }: CrowdResults): string =>
  before ? [section(now), '**The version before**', section(before)].join('\n\n') : section(now);
