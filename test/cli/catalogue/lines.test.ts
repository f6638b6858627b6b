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

describe('a file that a spreadsheet saved is read', () => {
  const read: [number, string][] = [
    [1, 'a|b'],
    [2, '1|x'],
    [3, '2|y'],
  ];
  const cases: readonly [string, string, [number, string][]][] = [
    ['with commas', 'a,b\n1,x\n2,y\n', read],
    ['with semicolons, as a Dutch Excel writes it', 'a;b\r\n1;x\r\n2;y\r\n', read],
    ['with tabs', 'a\tb\n1\tx\n2\ty\n', read],
    ['with lone carriage returns', 'a;b\r1;x\r2;y\r', read],
    ['with a byte order mark and quotes around everything', '\uFEFF"a";"b"\n"1";"x"\n"2";"y"\n', read],
    ['with spaces around cells and headers', ' a ; b\n1 ;  x\n\u00a02\u00a0; "y" \n', read],
    [
      'with one column',
      ' a\n1 \n',
      [
        [1, 'a'],
        [2, '1'],
      ],
    ],
    [
      'with the other separators in its cells',
      'a;b\n1;x, y\tz\n2;"p;q"\n',
      [
        [1, 'a|b'],
        [2, '1|x, y\tz'],
        [3, '2|p;q'],
      ],
    ],
    [
      'with a first line that names the separator',
      'sep=;\na;b\n1;x,\n',
      [
        [2, 'a|b'],
        [3, '1|x,'],
      ],
    ],
    [
      'with such a line for a separator that the header does not show',
      '\uFEFF"sep=\t"\r\na,b\tc\r\n1\tx\r\n',
      [
        [2, 'a,b|c'],
        [3, '1|x'],
      ],
    ],
    [
      'with blank rows, before the header too',
      ';\na;b\n;\n \n1;x\n; \u00a0\n"";""\n2;"y\n"\n;\n3;z\n',
      [
        [2, 'a|b'],
        [5, '1|x'],
        [8, '2|y'],
        [11, '3|z'],
      ],
    ],
  ];
  test.each(cases)('%s', async (_name, content, lines) => {
    expect(await linesOf(content)).toEqual(lines);
  });
});

describe('what cannot be read is said, not guessed', () => {
  const TEXT = 'title;author\nRené;Één\n';
  test.each([
    ['Windows-1252', Buffer.from(TEXT, 'latin1')],
    ['UTF-16, which Excel calls Unicode text', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16 with its bytes the other way', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['UTF-16 without a byte order mark', Buffer.from('title\nOtje\n', 'utf16le')],
    ['UTF-8 that was cut off in a letter', Buffer.from('title\nOtjé').subarray(0, -1)],
  ])('%s: how to save it is said', async (_name, content) => {
    await expect(linesOf(content)).rejects.toThrow(
      /titles\.csv cannot be read: it is not UTF-8.*Excel.*"CSV UTF-8".*LibreOffice.*"Unicode \(UTF-8\)"\.$/,
    );
  });

  test('a quote that is in the way', async () => {
    await expect(linesOf('a;b\n1;x\n2;"p"q\n')).rejects.toThrow(/titles\.csv cannot be read.*line 3/i);
  });

  test('a quote that is never closed', async () => {
    await expect(linesOf('a\n"b\nc\n')).rejects.toThrow(/titles\.csv cannot be read.*quote/i);
  });
});
