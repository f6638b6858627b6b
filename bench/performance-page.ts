import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const PAGE = join(import.meta.dirname, '..', 'docs', 'performance.md');

/** This machine in words: processors, Node, platform. */
export const machine = (): string => {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, ${process.platform}-${process.arch}`;
};

/** The sentence under which results were measured. */
export const measuredOn = (date: string, where: string): string =>
  `Measured on ${date.slice(0, 10)}: ${where}`;

/** Replaces the text between two markers in docs/performance.md, such as `<!-- size:start -->`. */
export async function writeSection(name: string, markdown: string): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}.`);
  const text = `${page.slice(0, from)}${start}\n\n${markdown}\n\n${page.slice(to)}`;
  writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
}

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.json`);

/** Saves the results of a run in `bench/{name}.json`. */
export const keepResults = (name: string, results: object): void => {
  writeFileSync(fileOf(name), `${JSON.stringify(results, undefined, 2)}\n`);
};

/** Reads the saved results of the last run. */
export const earlierResults = (name: string): unknown => JSON.parse(readFileSync(fileOf(name), 'utf8'));
