import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readCsvLines } from '../../../cli/catalogue/lines.ts';
import { directoryWith } from './stand-in.ts';

async function linesOf(content: string | Buffer): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  const path = join(directoryWith({ 'titles.csv': content }), 'titles.csv');
  for await (const { number, cells } of readCsvLines(path)) lines.push([number, cells.join('|')]);
  return lines;
}

describe('a record knows the line on which it starts', () => {
  const cases: readonly [string, string, [number, string][]][] = [
    [
      'one line each',
      'a,b\n1,2\n3,4\n',
      [
        [1, 'a|b'],
        [2, '1|2'],
        [3, '3|4'],
      ],
    ],
    [
      'no line break at the end',
      'a\n1',
      [
        [1, 'a'],
        [2, '1'],
      ],
    ],
    [
      'quoted cells over more lines',
      'a,b\n1,"x\ny\nz"\n2,"p\nq"\n3,r\n',
      [
        [1, 'a|b'],
        [2, '1|x\ny\nz'],
        [5, '2|p\nq'],
        [7, '3|r'],
      ],
    ],
    [
      'Windows line ends',
      'a,b\r\n1,"x\r\ny"\r\n2,z\r\n',
      [
        [1, 'a|b'],
        [2, '1|x\ny'],
        [4, '2|z'],
      ],
    ],
    [
      'empty lines in between',
      'a\n\n1\n\n\n2\n',
      [
        [1, 'a'],
        [3, '1'],
        [6, '2'],
      ],
    ],
    [
      'a byte order mark',
      '\uFEFFa\n1\n',
      [
        [1, 'a'],
        [2, '1'],
      ],
    ],
  ];
  test.each(cases)('%s', async (_name, content, lines) => {
    expect(await linesOf(content)).toEqual(lines);
  });
});

describe('what cannot be read is said, not guessed', () => {
  test('another encoding than UTF-8', async () => {
    await expect(linesOf(Buffer.from('title\nRené\n', 'latin1'))).rejects.toThrow(
      /titles\.csv cannot be read.*encod.*utf-8/i,
    );
  });

  test('a quote that is never closed', async () => {
    await expect(linesOf('a\n"b\nc\n')).rejects.toThrow(/titles\.csv cannot be read.*quote/i);
  });
});
