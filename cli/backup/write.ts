import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Contents } from './contents.ts';
import type { Origin } from './place.ts';

/**
 * Writes the contents of a table to a file: gzipped lines as in a DynamoDB export, and a last line
 * with the count. The file appears when it is complete. It holds all that was confirmed before
 * `takenAt`.
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
 * The file shows who has reserved what: only its owner may read it. Removes an existing draft,
 * which could be open to others or lead elsewhere.
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
