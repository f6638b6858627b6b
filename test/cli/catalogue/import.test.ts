// Long: each test runs one import with `run`, and reads what was sent, refused and printed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { importCatalogue } from '../../../cli/catalogue/import.ts';
import { directoryWith, paper, standIn, type StandInAnswer, type Seen } from './stand-in.ts';

const CARD = '29801001743';
const FILES = {
  'branches.csv': 'branchId,name,contacts,pickupDays\nBR1,Noord,noord@bibliotheek.example,7\n',
  'titles.csv':
    'titleId,title,author\n1,"Een titel\nover twee regels",\n2,Otje,Annie M.G. Schmidt\n3,Minoes,\n',
  'copies.csv': 'copyId,titleId,branchId,missing\n00417,1,BR1,\n00418,2,BR1,true\n',
  'patrons.csv': `patronId,branchId,kind\n${CARD},BR1,ordinary\n`,
};
const created = (): StandInAnswer => ({ status: 201 });
const problem = (status: number, code: string, more: object = {}): StandInAnswer => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, detail: `Sentence about ${code}.`, ...more },
  headers: { 'content-type': 'application/problem+json' },
});

async function run(
  files: Readonly<Record<string, string | Buffer>>,
  answer: (seen: Seen) => StandInAnswer,
  ...more: string[]
) {
  const server = await standIn(answer);
  const directory = directoryWith(files);
  const output = paper();
  const rejects = join(directory, 'rejects.csv');
  const again = () =>
    importCatalogue(
      [directory, '--url', server.url, '--token', 'secret', '--rejects', rejects, ...more],
      output,
    );
  const code = await again();
  const rows = () => parse<Record<string, string>>(readFileSync(rejects), { columns: true });
  return { ...server, code, again, rejects, rows, text: output.text };
}

describe('a catalogue is loaded', () => {
  test('file by file, so that nothing is named before it is there', async () => {
    const { code, seen, text, rejects } = await run(FILES, created);
    const kinds = seen.map(({ method, path }) => `${method} ${path.split('/')[2] ?? ''}`);
    expect(kinds).toEqual([
      'PUT branches',
      'PUT titles',
      'PUT titles',
      'PUT titles',
      'PUT patrons',
      'PUT copies',
      'PUT copies',
    ]);
    expect(seen.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(true);
    expect(seen.find(({ path }) => path === '/api/copies/00418')?.body).toBe(
      '{"titleId":"2","branchId":"BR1","missing":true}',
    );
    expect(text()).toMatch(/titles\.csv: 3 created, 0 there already, 0 refused; [\d.]+ s, \d+ lines\/s/);
    expect([code, existsSync(rejects)]).toEqual([0, false]);
  });

  test('over a few connections that stay open', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `${index},Titel ${index}\n`).join('');
    const { seen, connections } = await run({ 'titles.csv': `titleId,title\n${many}` }, created);
    expect(seen).toHaveLength(500);
    expect(connections()).toBeLessThanOrEqual(50);
  });

  test('also when some files are not there', async () => {
    const { code, text } = await run({ 'titles.csv': FILES['titles.csv'] }, () => ({ status: 200 }));
    expect(code).toBe(0);
    expect(text()).toContain('copies.csv: not there, skipped');
    expect(text()).toContain('titles.csv: 0 created, 3 there already, 0 refused');
  });

  test('as a Dutch spreadsheet saves them', async () => {
    const files = {
      'branches.csv': '\uFEFFBranchId;Name;Contacts;;\r\nBR1; Noord ;a@x.example, b@x.example;;\r\n;;;;\r\n',
      'copies.csv': 'sep=;\r\ncopyId;branchId;titleId;missing;withdrawn\r\n"00417";BR1;1;WAAR\r\n',
      'titles.csv': 'titleid\ttitle\r\n1\t"Pluk; van\nde Petteflet"\r\n',
    };
    const { code, seen } = await run(files, created);
    expect(code).toBe(0);
    expect(seen.map(({ path, body }) => [path, JSON.parse(body) as object])).toEqual([
      ['/api/branches/BR1', { name: 'Noord', contacts: ['a@x.example', 'b@x.example'] }],
      ['/api/titles/1', { title: 'Pluk; van\nde Petteflet' }],
      ['/api/copies/00417', { branchId: 'BR1', titleId: '1', missing: true }],
    ]);
  });

  test('past a moment of too many requests', async () => {
    const { code, seen } = await run(FILES, ({ before }) =>
      before === 0 ? { status: 429 } : { status: 201 },
    );
    expect([code, seen.length]).toEqual([0, 14]);
  });
});

describe('a file that ends in the middle of a line', () => {
  const header = 'copyId,titleId,branchId,collection,withdrawn\n';

  test('has that line refused: a field that it leaves out would be taken away', async () => {
    const { code, seen, rejects } = await run(
      { 'copies.csv': `${header}c1,T1,CEN,KERST,\nc2,T1,CEN` },
      created,
    );
    expect([code, seen.map(({ path }) => path)]).toEqual([1, ['/api/copies/c1']]);
    expect(readFileSync(rejects, 'utf8')).toContain(
      'The file ends in the middle of this line: 5 cells are wanted, not 3.',
    );
  });

  test.each([
    ['whole, without a line end', `${header}c2,T1,CEN,KERST,true`],
    ['short, as a spreadsheet leaves out empty cells, with one', `${header}c2,T1,CEN\n`],
  ])('but not one that is %s', async (_, file) => {
    const { code, seen } = await run({ 'copies.csv': file }, created);
    expect([code, seen.length]).toEqual([0, 1]);
  });
});

describe('a line that is refused', () => {
  const refuse = ({ path }: Seen): StandInAnswer => {
    if (path === '/api/titles/2')
      return problem(400, 'invalid', { errors: [{ pointer: '/title', detail: 'Too odd.' }] });
    if (path === '/api/copies/00418')
      return problem(409, 'refused', { reasons: [{ code: 'unknown-title', detail: 'Sentence' }] });
    return { status: 201 };
  };

  test('is in rejects.csv with its line, its reason and its cells; the others are loaded', async () => {
    const { code, rows, text, seen } = await run(FILES, refuse);
    expect([code, seen.length]).toEqual([1, 7]);
    expect(rows()).toEqual([
      {
        file: 'titles.csv',
        line: '4',
        status: '400',
        code: 'invalid',
        pointer: '/title',
        reason: 'Column title: Too odd.',
        values: '{"titleId":"2","title":"Otje","author":"Annie M.G. Schmidt"}',
      },
      {
        file: 'copies.csv',
        line: '3',
        status: '409',
        code: 'refused;unknown-title',
        pointer: '',
        reason: 'Sentence about refused.',
        values: '{"copyId":"00418","titleId":"2","branchId":"BR1","missing":"true"}',
      },
    ]);
    expect(text()).toContain('2 refused: see ');
  });

  test('is forgotten by a later run that is not refused anything', async () => {
    let mood = refuse;
    const { again, rejects } = await run(FILES, (seen) => mood(seen));
    expect(existsSync(rejects)).toBe(true);
    mood = created;
    expect(await again()).toBe(0);
    expect(existsSync(rejects)).toBe(false);
  });

  test('runs nothing in a spreadsheet that looks at it, and is still exactly what was read', async () => {
    const titles = ['=1+1', 'a;=1+1;b', '"@SUM(1)'];
    const lines = titles.map((title, index) => `${index},"${title.replaceAll('"', '""')}"\n`);
    const { rejects, rows } = await run({ 'titles.csv': `titleId,title\n${lines.join('')}` }, () =>
      problem(400, 'invalid', { detail: '=cmd|/c calc!A1' }),
    );
    expect(rows().map(({ reason }) => reason)).toEqual(Array(3).fill("'=cmd|/c calc!A1"));
    expect(rows().map(({ values = '' }) => JSON.parse(values) as object)).toMatchObject(
      titles.map((title) => ({ title })),
    );
    expect(readFileSync(rejects, 'utf8')).not.toContain(';=');
  });

  test('may be one that cannot be sent at all', async () => {
    const { rows, seen } = await run(
      {
        'titles.csv':
          'titleId;title;\n1;"Otje\n";\n\n..;Up\na b;Spaces\n;None\n1;Again\n2;Minoes;extra\n9,78E+12;Pluk\n',
        'copies.csv': 'copyId;titleId;branchId;missing;onOrder\n7;1;B;ja;nee\n',
      },
      created,
    );
    expect(seen.map(({ path }) => path)).toEqual(['/api/titles/1']);
    const wanted = '1 to 40 of A-Z a-z 0-9 . _ - are wanted';
    expect(rows().map(({ line, code, pointer, reason }) => [line, code, pointer, reason])).toEqual([
      ['5', 'bad-id', '/titleId', `Column titleId: ${wanted}, not "..".`],
      ['6', 'bad-id', '/titleId', `Column titleId: ${wanted}, not "a b".`],
      ['7', 'bad-id', '/titleId', `Column titleId: ${wanted}, not "".`],
      ['8', 'double-id', '/titleId', 'Column titleId: "1" is on line 2 too.'],
      ['9', 'unnamed-column', '', 'Column 3 has no name in the header, and holds "extra".'],
      ['10', 'rounded-number', '/titleId', expect.stringContaining('Format the column as text')],
      [
        '2',
        'bad-cell',
        '/missing;/onOrder',
        'Column missing: TRUE or FALSE is wanted, not "ja". Column onOrder: TRUE or FALSE is wanted, not "nee".',
      ],
    ]);
  });

  test('names each column that the API refuses, and which of its values', async () => {
    const errors = [
      { pointer: '/contacts/1', detail: 'Invalid email address' },
      { pointer: '/pickupDays', detail: 'Too big: expected number to be <=365' },
      { pointer: '/path/branchId', detail: 'Only letters.' },
      { pointer: '', detail: 'Odd.' },
    ];
    const { rows } = await run({ 'branches.csv': FILES['branches.csv'] }, () =>
      problem(400, 'invalid', { errors }),
    );
    expect(rows().map(({ reason }) => reason)).toEqual([
      'Column contacts (2): Invalid email address. ' +
        'Column pickupDays: Too big: expected number to be <=365. Column branchId: Only letters. Odd.',
    ]);
  });

  test('shows no card number on the screen', async () => {
    const { text, rows } = await run(FILES, ({ path }) =>
      path.includes(CARD) ? problem(409, 'card-in-use') : created(),
    );
    expect(rows()).toHaveLength(1);
    expect(text()).not.toContain(CARD);
  });
});

describe('the import stops', () => {
  const many = `titleId,title\n${Array.from({ length: 2000 }, (_, index) => `${index},Titel\n`).join('')}`;
  const cases: readonly [string, number, RegExp][] = [
    ['at a token that is not accepted', 401, /^The token is not accepted \(401\)/m],
    ['at a token that may not load', 403, /^The token may not load the catalogue \(403\)/m],
    ['where there is no such API', 404, /^There is no such API at this URL \(404\)/m],
  ];
  test.each(cases)('%s, instead of refusing every line', async (_name, status, sentence) => {
    const { code, seen, text, rejects } = await run({ 'titles.csv': many }, () => ({
      status,
      body: { message: 'no' },
    }));
    expect(code).toBe(1);
    expect(text()).toMatch(sentence);
    expect(seen.length).toBeLessThan(100);
    expect(existsSync(rejects)).toBe(false);
  });
});

describe('nothing is sent', () => {
  const cases: readonly [string, Readonly<Record<string, string | Buffer>>, RegExp][] = [
    [
      'when a column is not known',
      { ...FILES, 'copies.csv': 'copyId,titleId,branchId,shelf\n' },
      /copies\.csv has columns that are not known: shelf/,
    ],
    [
      'when a file is in another encoding',
      { 'titles.csv': Buffer.from('titleId;title\n1;René\n', 'latin1') },
      /titles\.csv cannot be read: it is not UTF-8.*"CSV UTF-8"/,
    ],
    [
      'when a later file is broken',
      { ...FILES, 'copies.csv': 'copyId,titleId,branchId\n"1,2,3\n' },
      /copies\.csv cannot be read/,
    ],
    ['when a file is empty', { 'titles.csv': '' }, /titles\.csv is empty/],
    ['when none of the files is there', {}, /holds none of branches\.csv, titles\.csv/],
  ];
  test.each(cases)('%s', async (_name, files, sentence) => {
    const { code, seen, text } = await run(files, created);
    expect([code, seen.length]).toEqual([2, 0]);
    expect(text()).toMatch(sentence);
  });

  test('with options that nobody knows', async () => {
    const output = paper();
    expect(await importCatalogue(['--fast'], output)).toBe(2);
    expect(output.text()).toContain('Usage: npm run import -- DIR');
  });

  test('to another machine without a token', async () => {
    const output = paper();
    expect(await importCatalogue([directoryWith(FILES), '--url', 'https://apart.example'], output)).toBe(2);
    expect(output.text()).toBe(
      'https://apart.example needs a token: give one of the feed or an admin with --token.\n',
    );
  });
});

test('the local system gives the sample user of the feed a token', async () => {
  const { url, seen } = await standIn(({ path }) =>
    path === '/oauth2/token' ? { status: 200, body: { access_token: 't0ken' } } : { status: 201 },
  );
  const directory = directoryWith({ 'titles.csv': FILES['titles.csv'] });
  writeFileSync(join(directory, 'rejects.csv'), 'old');
  expect(
    await importCatalogue(
      [directory, '--url', `${url}/`, '--rejects', join(directory, 'rejects.csv')],
      paper(),
    ),
  ).toBe(0);
  expect(seen[0]).toMatchObject({
    path: '/oauth2/token',
    body: 'grant_type=password&username=feed&password=feed',
  });
  expect(seen[1]?.headers.authorization).toBe('Bearer t0ken');
  expect(existsSync(join(directory, 'rejects.csv'))).toBe(false);
});
