/** Files of exports, made by hand. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const newDirectory = (): string => mkdtempSync(join(tmpdir(), 'apart-backup-'));

export const itemLine = (n: number): string =>
  `${JSON.stringify({ Item: { pk: { S: `COPY#${n}` }, sk: { S: 'META' }, version: { N: String(n) } } })}\n`;

export const itemLines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => itemLine(from + n)).join('');

/** The line of the mark that an unfinished import leaves in a table. */
export const MARK_LINE = `${JSON.stringify({ Item: { pk: { S: 'IMPORT' }, sk: { S: 'IMPORT' }, items: { N: '9' } } })}\n`;

export const TAKEN_AT = '2026-10-12T01:25:00.000Z';

/** One of our exports with this many items, as bytes. `said` is the count in its last line. */
export const exported = (items: number, said = items): Buffer =>
  gzipSync(`${itemLines(0, items)}${JSON.stringify({ End: { takenAt: TAKEN_AT, items: said } })}\n`);

/** Writes bytes to a new file. */
export function fileWith(bytes: Uint8Array | string, name = 'apart.json.gz'): string {
  const path = join(newDirectory(), name);
  writeFileSync(path, bytes);
  return path;
}

/**
 * An export by DynamoDB itself, as downloaded: two files with items, and one of an empty partition.
 */
export function downloaded(summary: object = {}): { readonly root: string; readonly folder: string } {
  const root = newDirectory();
  const folder = join(root, 'AWSDynamoDB', '01760232300000-a1b2c3d4');
  mkdirSync(join(folder, 'data'), { recursive: true });
  const files = { aaa: itemLines(0, 30), bbb: itemLines(30, 70), ccc: '' };
  const listed = Object.entries(files).map(([name, lines]) => {
    writeFileSync(join(folder, 'data', `${name}.json.gz`), lines === '' ? '' : gzipSync(lines));
    const itemCount = lines.split('\n').length - 1;
    const dataFileS3Key = `AWSDynamoDB/01760232300000-a1b2c3d4/data/${name}.json.gz`;
    return JSON.stringify({ itemCount, md5Checksum: 'x', etag: 'y', dataFileS3Key });
  });
  writeFileSync(join(folder, 'manifest-files.json'), `${listed.join('\n')}\n`);
  const whole = { exportTime: TAKEN_AT, itemCount: 70, outputFormat: 'DYNAMODB_JSON', ...summary };
  writeFileSync(join(folder, 'manifest-summary.json'), JSON.stringify(whole));
  return { root, folder };
}
