import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Contents } from './contents.ts';
import type { Origin } from './place.ts';

/**
 * Writes what is in a table to a file: gzipped lines as in an export of DynamoDB, and a last one
 * that says how many. The file is there once it is whole. All that was confirmed before `takenAt`
 * is in it.
 */
export async function writeExport(
  { pages }: Contents,
  path: string,
  takenAt: string,
  onProgress: (done: number) => void,
): Promise<Origin> {
  const origin = { takenAt, items: 0 };
  const lines = async function* () {
    for await (const page of pages) {
      origin.items += page.length;
      onProgress(origin.items);
      yield page.join('');
    }
    yield `${JSON.stringify({ End: origin })}\n`;
  };
  await writeWhole(path, lines);
  return origin;
}

/**
 * Whoever may read this file may read who has reserved what. So its draft is made anew: one that
 * lies there could be open to others, or lead elsewhere.
 */
async function writeWhole(path: string, lines: () => AsyncIterable<string>): Promise<void> {
  const draft = `${path}.draft`;
  const clear = (): void => {
    rmSync(draft, { force: true });
  };
  clear();
  process.once('exit', clear);
  try {
    await pipeline(lines, createGzip(), createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
    renameSync(draft, path);
  } finally {
    clear();
    process.off('exit', clear);
  }
}
