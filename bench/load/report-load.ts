import { number, table } from '../markdown.ts';
import { measuredOn } from '../performance-page.ts';
import { LIMIT_MS, type LoadResults, type Window } from './measure-load.ts';
import { MIX } from './mix.ts';

/** The CPU time of a request through Apart, as a multiple of the bare calls. */
export const ratioOf = ({ ours, bare }: Pick<LoadResults, 'ours' | 'bare'>): number =>
  ours.cpuMs / bare.cpuMs;

const row = (name: string, { rate, p50Ms, p99Ms, cpuMs, engineCpuMs }: Window): readonly string[] => [
  name,
  number(rate),
  `${number(p50Ms, 1)} ms`,
  `${number(p99Ms, 1)} ms`,
  `${number(cpuMs, 2)} ms`,
  `${number(engineCpuMs, 2)} ms`,
];

const verdict = ({ ours }: LoadResults): string =>
  ours.p99Ms < LIMIT_MS
    ? `The highest rate of which the 99th percentile is below ${LIMIT_MS} ms.`
    : `The machine was too busy for a 99th percentile below ${LIMIT_MS} ms.`;

/** The results as a Markdown section. */
export const loadMarkdown = (results: LoadResults): string =>
  [
    `${measuredOn(results.date, results.machine)}; ${number(results.copies)} copies, windows of ${number(results.seconds)} seconds, both sides by turns. ${verdict(results)}`,
    table(
      ['The same requests', 'A second', 'p50', 'p99', 'CPU each', 'CPU of the engine'],
      [row('through the handler', results.ours), row('bare SDK calls', results.bare)],
    ),
    `CPU for each request, ours by bare: **${number(ratioOf(results), 2)}** (to be at most 1.5).`,
    table(
      ['The mix', '%'],
      MIX.map(({ name, percent }) => [name, String(percent)]),
    ),
  ].join('\n\n');
