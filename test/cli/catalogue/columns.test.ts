import { describe, expect, test } from 'vitest';

import {
  columnsIn,
  FEED_FILES,
  headerProblem,
  toRow,
  type FeedFile,
} from '../../../cli/catalogue/columns.ts';

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
      'so are those of a spreadsheet',
      'copies',
      ['copyId', 'missing', 'onOrder'],
      ['0031', 'TRUE', 'FALSE'],
      { missing: true, onOrder: false },
    ],
    [
      'and those of a Dutch one',
      'copies',
      ['copyId', 'missing', 'onOrder', 'withdrawn'],
      ['0031', 'WAAR', 'ONWAAR', 'Onwaar'],
      { missing: true, onOrder: false, withdrawn: false },
    ],
    [
      'numbers are numbers',
      'branches',
      ['branchId', 'name', 'pickupDays'],
      ['B', 'Noord', '10'],
      { name: 'Noord', pickupDays: 10 },
    ],
    [
      'contacts are separated by semicolons, commas, spaces or lines',
      'branches',
      ['branchId', 'name', 'contacts'],
      ['B', 'N', 'a@x.example; b@x.example;,c@x.example d@x.example\ne@x.example'],
      {
        name: 'N',
        contacts: ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', 'e@x.example'],
      },
    ],
    [
      'cells that a spreadsheet leaves out at the end are empty',
      'titles',
      ['titleId', 'title', 'author', 'isbn'],
      ['1', 'Otje'],
      { title: 'Otje' },
    ],
    [
      'columns without a name are left out',
      'titles',
      ['titleId', '', 'title', ''],
      ['1', '', 'Otje'],
      { title: 'Otje' },
    ],
  ];
  test.for(cases)('%s', ([, file, header, cells, body]) => {
    expect(toRow(fileNamed(file), header, cells)).toEqual({ id: cells[0], body, problems: [] });
  });
});

describe('a cell is refused with its column and what is wanted', () => {
  const cases: readonly [string, string, string, string][] = [
    ['copies', 'missing', 'ja', 'TRUE or FALSE is wanted, not "ja".'],
    ['copies', 'onOrder', 'constructor', 'TRUE or FALSE is wanted, not "constructor".'],
    ['patrons', 'blocked', '1', 'TRUE or FALSE is wanted, not "1".'],
    ['branches', 'pickupDays', '7,5', 'a whole number is wanted, not "7,5".'],
    ['branches', 'reservationLimit', 'x', 'a whole number is wanted, not "x".'],
    ['copies', 'copyId', '3,14141E+12', 'a spreadsheet has rounded this to 3,14141E+12,'],
    ['copies', 'titleId', '3.14141E+12', 'a spreadsheet has rounded this to 3.14141E+12,'],
    ['patrons', 'patronId', '2,98E+10', 'a spreadsheet has rounded this to 2,98E+10,'],
    ['titles', 'isbn', '9,78905E+12', 'a spreadsheet has rounded this to 9,78905E+12,'],
    ['branches', 'branchId', '3e+05', 'a spreadsheet has rounded this to 3e+05,'],
  ];
  test.each(cases)('%s: %s %s', (file, column, cell, sentence) => {
    const { problems } = toRow(fileNamed(file), [column], [cell]);
    expect(problems.map((problem) => [problem.column, problem.sentence])).toEqual([
      [column, expect.stringContaining(`Column ${column}: ${sentence}`)],
    ]);
  });

  test('all of a row', () => {
    const header = ['copyId', 'missing', 'withdrawn', 'onOrder'];
    const { problems } = toRow(fileNamed('copies'), header, ['1', 'ja', 'true', 'nee']);
    expect(problems.map(({ column }) => column)).toEqual(['missing', 'onOrder']);
  });

  test.each(['3E12', '1E5', '3.14E', 'E+12'])('never a code such as %s', (id) => {
    expect(toRow(fileNamed('titles'), ['titleId', 'title'], [id, '3,14E+12'])).toEqual({
      id,
      body: { title: '3,14E+12' },
      problems: [],
    });
  });
});

describe('a header is taken for the columns of the contract', () => {
  test.each([
    ['in any order', ['title', 'titleId'], ['title', 'titleId']],
    [
      'in any capitals',
      ['TITLEID', 'title', 'Isbn', 'MaterialType'],
      ['titleId', 'title', 'isbn', 'materialType'],
    ],
    ['with columns without a name', ['', 'titleId', 'title', '', ''], ['', 'titleId', 'title', '', '']],
  ])('%s', (_name, cells, columns) => {
    expect(columnsIn(fileNamed('titles'), cells)).toEqual(columns);
    expect(headerProblem(fileNamed('titles'), columns)).toBeUndefined();
  });
});

describe('a header is refused', () => {
  const cases: readonly [string, string[], RegExp][] = [
    [
      'when it has a column that nobody knows',
      ['titleId', 'title', 'colour'],
      /not known: colour \(known: titleId, title/,
    ],
    ['when a column that is needed is not there', ['titleId', 'author'], /lacks the columns title/],
    ['when a column is there twice', ['titleId', 'title', 'title'], /column title twice/],
    ['when a column is there twice, in other capitals', ['titleId', 'title', 'Title'], /column title twice/],
  ];
  test.each(cases)('%s', (_name, header, problem) => {
    const file = fileNamed('titles');
    expect(headerProblem(file, columnsIn(file, header))).toMatch(problem);
  });
});
