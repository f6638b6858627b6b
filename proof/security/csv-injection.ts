import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { importCatalogue } from '../../cli/catalogue/import.ts';
import { sendSuccessfully } from '../../testing/system/http-client.ts';
import { previewBatch } from './preview-batch.ts';
import type { Target } from './target.ts';
import type { Results } from './results.ts';

/** The characters with which a spreadsheet starts a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * The cells of a CSV that a spreadsheet would run as formulas, whether it splits at commas or, as
 * in the Netherlands, at semicolons.
 */
export const formulasIn = (csv: string): readonly string[] =>
  [',', ';'].flatMap((delimiter) => {
    const options = { delimiter, relax_quotes: true, relax_column_count: true };
    const lines: string[][] = parse(csv, options);
    return lines.flat().filter((cell) => FORMULA.test(cell));
  });

const FORMULAS = [
  '=cmd|/c calc!A1',
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  'a;=1+1;b',
  'a";=1+1;"b',
  'a,=1+1,b',
  'a\n=1+1',
];

/** Barcodes may begin with a minus, and a batch also lists unknown barcodes. */
const COPY_IDS = ['-1', '--2', '-CEN-1', 'CEN-1', 'NRD-1'];

const csvOfBatch = async ({ url, tokens, ask }: Target): Promise<string> => {
  const order = { selection: { copyIds: COPY_IDS }, change: { loan: {} } };
  const path = `/api/batches/${await previewBatch(ask, order, 'admin')}/results`;
  const request = { method: 'GET', path, headers: { accept: 'text/csv' } };
  return (await sendSuccessfully({ url, token: tokens.admin }, request)).text;
};

/** The rejects of an import of titles that contain formulas; every title is refused. */
const rejectsOfImport = async ({ url, tokens }: Target): Promise<string> => {
  const directory = mkdtempSync(join(tmpdir(), 'apart-abuse-'));
  const tooLong = 'x'.repeat(201);
  const lines = FORMULAS.map((title, index) => [`F${index}`, title, title, tooLong]);
  writeFileSync(join(directory, 'titles.csv'), stringify([['titleId', 'title', 'author', 'isbn'], ...lines]));
  const rejects = join(directory, 'rejects.csv');
  await importCatalogue(
    [directory, '--url', url, '--token', tokens.feed, '--rejects', rejects],
    new PassThrough().resume(),
  );
  const text = readFileSync(rejects, 'utf8');
  rmSync(directory, { recursive: true });
  return text;
};

/** Checks every CSV that Apart makes, with formulas in its data. */
export const tryCsvInjection = async (results: Results, target: Target): Promise<void> => {
  const files = { 'results of a batch': csvOfBatch, 'rejects.csv of an import': rejectsOfImport };
  for (const [name, make] of Object.entries(files)) {
    results.count('spreadsheets');
    const csv = await make(target);
    const found = formulasIn(csv);
    if (csv.split('\n').length < 5) results.fail('spreadsheets', [`The ${name} say too little.`], csv);
    if (found.length > 0)
      results.fail('spreadsheets', [`In the ${name} a spreadsheet runs ${found.join(' and ')}.`], csv);
  }
};
