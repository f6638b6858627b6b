import { number, table, units } from '../markdown.ts';
import type { Cost } from '../meter.ts';
import { measuredOn } from '../performance-page.ts';
import { GROWS_BY_NATURE } from '../operations/all-operations.ts';
import { growthIn, growthText, type Row } from './growth.ts';
import type { Size } from './measure-size.ts';

/** The measurements of a run, smallest catalogue first. */
export interface SizeResults {
  readonly date: string;
  readonly machine: string;
  readonly sizes: readonly Size[];
}

/** The cost of each operation in every size. */
export const rowsOf = (sizes: readonly Size[]): readonly Row[] =>
  (sizes[0]?.operations ?? []).map(({ name }, n) => ({
    name,
    costs: sizes.flatMap(({ operations }) => operations[n]?.cost ?? []),
  }));

const MEGABYTE = 1_000_000;

const catalogues = (sizes: readonly Size[]): string =>
  table(
    [
      'Copies',
      'Items',
      'Engine’s file',
      'Load time',
      'Stored by DynamoDB’s rules',
      'Each copy',
      'Of that, indexes',
    ],
    sizes.map(({ copies, fileBytes, loadSeconds, stored: { items, tableBytes, indexBytes } }) => [
      number(copies),
      number(items),
      `${number(fileBytes / MEGABYTE)} MB`,
      `${number(loadSeconds)} s`,
      `${number((tableBytes + indexBytes) / MEGABYTE)} MB`,
      `${number((tableBytes + indexBytes) / copies)} bytes`,
      `${number((100 * indexBytes) / (tableBytes + indexBytes))} %`,
    ]),
  );

/** The figure of the smallest catalogue, followed by all others if any differs. */
const same = (costs: readonly Cost[], measure: keyof Cost): string => {
  const texts = costs.map((cost) =>
    Number.isInteger(cost[measure] * 2) ? units(cost[measure]) : number(cost[measure], 2),
  );
  return [...new Set(texts)].length === 1 ? (texts[0] ?? '') : texts.join(' → ');
};

const operations = (rows: readonly Row[]): string =>
  table(
    ['Operation', 'Round trips', 'Read units', 'Write units'],
    rows.map(({ name, costs }) => [
      name,
      same(costs, 'roundTrips'),
      same(costs, 'readUnits'),
      same(costs, 'writeUnits'),
    ]),
  );

const verdict = (sizes: readonly Size[], rows: readonly Row[]): string => {
  const all = sizes.map(({ copies }) => number(copies)).join(', ');
  const grown = growthIn(rows, Object.keys(GROWS_BY_NATURE)).map(growthText);
  const nature = Object.entries(GROWS_BY_NATURE).map(([name, why]) => `${name} (${why})`);
  return [
    `What each operation costs in catalogues of ${all} copies. One figure: the same in each.`,
    `By their nature two of them grow: ${nature.join('; ')}.`,
    ...(grown.length === 0 ? [] : [`These should not: ${grown.join('; ')}.`]),
  ].join(' ');
};

/** The results as a Markdown section. */
export const sizeMarkdown = ({ date, machine, sizes }: SizeResults): string => {
  const rows = rowsOf(sizes);
  return [`${measuredOn(date, machine)}.`, catalogues(sizes), verdict(sizes, rows), operations(rows)].join(
    '\n\n',
  );
};
