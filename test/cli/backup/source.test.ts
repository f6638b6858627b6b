import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf, openFile, openFolder, type Source } from '../../../cli/backup/source.ts';
import { downloaded, exported, fileWith, itemLine, itemLines, MARK_LINE, TAKEN_AT } from './files.ts';

const keysOf = async (source: Source): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const { pk } of itemsOf(source)) keys.push(pk?.S ?? '');
  return keys;
};

const WHOLE = exported(200);

describe('a file that npm run export wrote', () => {
  it('is taken as it is', async () => {
    const source = await openFile(fileWith(WHOLE));
    expect(source).toMatchObject({ takenAt: TAKEN_AT, items: 200 });
    expect(await keysOf(source)).toEqual(Array.from({ length: 200 }, (_, n) => `COPY#${n}`));
  });

  it('is refused wherever it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: WHOLE.length - 1 }), async (length) => {
        const cut = fileWith(WHOLE.subarray(0, length));
        await expect(openFile(cut)).rejects.toThrow(/cut off|not gzipped/);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused wherever it is damaged', async () => {
    // gzip does not check nine bytes at the start, which say when and where the file was made.
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: WHOLE.length - 1 }), async (at) => {
        const bytes = Buffer.from(WHOLE);
        bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at);
        await expect(openFile(fileWith(bytes))).rejects.toThrow(/cut off|damaged|not gzipped|is not an item/);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['lacks its last line', gzipSync(itemLines(0, 3)), 'lacks the last line'],
    ['counts otherwise than it says', exported(3, 4), 'holds 3 items of 4'],
    ['holds something else', gzipSync(`${itemLine(1)}{"Keys":{}}\n`), 'line 2, is not an item of Apart'],
    ['holds items of another table', gzipSync('{"Item":{"id":{"S":"1"}}}\n'), 'line 1, is not an item'],
    ['is of half an import', gzipSync(`${itemLine(1)}${MARK_LINE}`), 'an import was broken off'],
    ['is no JSON', gzipSync('copyId,titleId\n'), 'line 1, is not an item of Apart'],
    ['is a CSV file', 'copyId,titleId\n', 'not gzipped. A catalogue is imported by its directory'],
  ])('is refused when it %s', async (_, bytes, sentence) => {
    await expect(openFile(fileWith(bytes))).rejects.toThrow(sentence);
  });
});

describe('what DynamoDB exported', () => {
  it.each(['root', 'folder'] as const)('is taken by its %s', async (given) => {
    const source = await openFolder(downloaded()[given]);
    expect(source).toMatchObject({ takenAt: TAKEN_AT, items: 70 });
    expect(await keysOf(source)).toEqual(Array.from({ length: 70 }, (_, n) => `COPY#${n}`));
  });

  const without = (name: string) => {
    const { root, folder } = downloaded();
    rmSync(join(folder, name));
    return root;
  };
  const withSecond = (lines: string) => {
    const { root, folder } = downloaded();
    writeFileSync(join(folder, 'data', 'bbb.json.gz'), gzipSync(lines));
    return root;
  };
  it.each([
    ['a file is missing', () => without('data/aaa.json.gz'), 'aaa.json.gz is missing'],
    ['its list is missing', () => without('manifest-files.json'), 'lacks manifest-files.json'],
    ['its summary is missing', () => without('manifest-summary.json'), 'manifest-summary.json is missing'],
    ['a file holds less than it should', () => withSecond(itemLines(30, 69)), 'holds 39 items of 40'],
    ['it is of half an import', () => withSecond(itemLines(30, 69) + MARK_LINE), 'an import was broken off'],
    ['it is of another format', () => downloaded({ outputFormat: 'ION' }).root, 'another kind of export'],
    [
      'it holds changes only',
      () => downloaded({ exportType: 'INCREMENTAL_EXPORT' }).root,
      'a full one in DynamoDB JSON',
    ],
  ])('is refused when %s', async (_, make, sentence) => {
    await expect(openFolder(make())).rejects.toThrow(sentence);
  });
});
