import { describe, expect, test } from 'vitest';

import { FEED_FILES, headerProblem, toRow, type FeedFile } from '../../../cli/catalogue/columns.ts';

const fileNamed = (name: string): FeedFile => {
  const file = FEED_FILES.find((each) => each.name === name);
  if (!file) throw new Error(name);
  return file;
};

describe('a row becomes the request body of the contract', () => {
  const cases: readonly [string, string, string[], string[], unknown][] = [
    [
      'texts stay texts',
      'titles',
      ['titleId', 'title', 'isbn'],
      ['007', '22', '2130354467'],
      { title: '22', isbn: '2130354467' },
    ],
    [
      'empty cells are left out',
      'titles',
      ['titleId', 'title', 'author'],
      ['1', 'Otje', ''],
      { title: 'Otje' },
    ],
    [
      'true and false are booleans',
      'copies',
      ['copyId', 'titleId', 'branchId', 'missing', 'onOrder'],
      ['0031', 'T', 'B', 'true', 'false'],
      { titleId: 'T', branchId: 'B', missing: true, onOrder: false },
    ],
    [
      'what is neither is left to the API',
      'patrons',
      ['patronId', 'branchId', 'kind', 'blocked'],
      ['1', 'B', 'ordinary', 'ja'],
      { branchId: 'B', kind: 'ordinary', blocked: 'ja' },
    ],
    [
      'numbers are numbers',
      'branches',
      ['branchId', 'name', 'pickupDays', 'reservationLimit'],
      ['B', 'Noord', '10', 'x'],
      { name: 'Noord', pickupDays: 10, reservationLimit: 'x' },
    ],
    [
      'contacts are separated by semicolons',
      'branches',
      ['branchId', 'name', 'contacts'],
      ['B', 'N', 'a@x.example; b@x.example;'],
      { name: 'N', contacts: ['a@x.example', 'b@x.example'] },
    ],
  ];
  test.for(cases)('%s', ([, file, header, cells, body]) => {
    expect(toRow(fileNamed(file), header, cells)).toEqual({ id: cells[0], body });
  });
});

describe('a header is refused', () => {
  const cases: readonly [string, string[], RegExp | undefined][] = [
    ['never when its columns are those of the contract, in any order', ['title', 'titleId'], undefined],
    [
      'when it has a column that nobody knows',
      ['titleId', 'title', 'colour'],
      /not known: colour \(known: titleId, title/,
    ],
    ['when a column that is needed is not there', ['titleId', 'author'], /lacks the columns title/],
    ['when a column is there twice', ['titleId', 'title', 'title'], /column title twice/],
    ['when it is separated by semicolons', ['titleId;title;author'], /semicolons/],
  ];
  test.each(cases)('%s', (_name, header, problem) => {
    const found = headerProblem(fileNamed('titles'), header);
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeUndefined();
  });
});
