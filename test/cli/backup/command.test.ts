import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runExport } from '../../../cli/backup/export.ts';
import { runImport } from '../../../cli/backup/import.ts';
import { openDataDirectory } from '../../../local/data-dir.ts';
import { openFile } from '../../../cli/backup/source.ts';
import { directoryWith, paper, standIn } from '../catalogue/stand-in.ts';
import { downloaded, exported, fileWith, newDirectory } from './files.ts';

const said = async (command: typeof runImport, ...argv: string[]) => {
  const output = paper();
  return { code: await command(argv, output), text: output.text() };
};

describe('npm run import', () => {
  it('loads a directory with a catalogue through the API, as ever', async () => {
    const { url, seen } = await standIn(() => ({ status: 201 }));
    const catalogue = directoryWith({ 'titles.csv': 'titleId,title\n1,Otje\n' });
    const { code, text } = await said(runImport, catalogue, '--url', url, '--token', 'secret');
    expect([code, seen.map(({ path }) => path)]).toEqual([0, ['/api/titles/1']]);
    expect(text).toContain('titles.csv: 1 created');
  });

  it('takes a directory with a catalogue for one, whatever else lies there', async () => {
    const { url, seen } = await standIn(() => ({ status: 201 }));
    const { root } = downloaded();
    writeFileSync(join(root, 'titles.csv'), 'titleId,title\n1,Otje\n');
    writeFileSync(join(root, 'apart.json.gz'), exported(5));
    expect(await said(runImport, root, '--url', url, '--token', 'secret')).toMatchObject({ code: 0 });
    expect(seen).toHaveLength(1);
  });

  it('does not look for an export in what lies deeper', async () => {
    const root = newDirectory();
    mkdirSync(join(root, 'node_modules', 'something', 'data'), { recursive: true });
    writeFileSync(join(root, 'node_modules', 'something', 'data', 'x.json.gz'), '');
    writeFileSync(join(root, 'node_modules', 'something', 'manifest-files.json'), '');
    expect((await said(runImport, root)).text).toContain('holds none of branches.csv');
  });

  it.each([
    ['a file', () => fileWith(exported(70))],
    ['the folder of an export of DynamoDB', () => downloaded().folder],
    ['the folder above it', () => dirname(downloaded().folder)],
    ['the folder above that one', () => downloaded().root],
  ])('puts back what is in %s, and npm run export takes it out again', async (_, make) => {
    const data = join(newDirectory(), 'data');
    expect(await said(runImport, make(), '--data', data)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/70 items as of 2026-10-12T01:25:00.000Z; [\d.]+ s\n$/) as string,
    });
    expect(readdirSync(data)).toEqual(['apart.db']);
    const file = join(newDirectory(), 'again.json.gz');
    expect((await said(runExport, file, '--data', data)).code).toBe(0);
    expect((await openFile(file)).items).toBe(70);
  });

  it('leaves data alone that is there, and a directory that a system runs on', async () => {
    const data = newDirectory();
    const file = fileWith(exported(5));
    const { release } = await openDataDirectory(data);
    expect(await said(runImport, file, '--data', data)).toMatchObject({
      code: 1,
      text: expect.stringContaining('Apart already runs on the data in') as string,
    });
    release();
    expect((await said(runImport, file, '--data', data)).code).toBe(0);
    const before = readFileSync(join(data, 'apart.db'));
    expect(await said(runImport, file, '--data', data)).toEqual({
      code: 1,
      text: `There is data in ${data} already, and an import would mix with it: give another directory with --data.\n`,
    });
    expect(readFileSync(join(data, 'apart.db')).equals(before)).toBe(true);
  });

  it('leaves nothing behind of a file that is cut off', async () => {
    const data = join(newDirectory(), 'data');
    const { code, text } = await said(runImport, fileWith(exported(500).subarray(0, 900)), '--data', data);
    expect([code, text]).toEqual([2, expect.stringMatching(/is cut off after \d+ lines\.\n$/)]);
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    [[], /^Usage: npm run import -- DIR[\s\S]*npm run import -- FILE/],
    [['nowhere'], /^There is no nowhere\.$/],
    [['README.md', '--data', 'a', '--table', 'b'], /^It is either --data or --table\./],
    [['README.md', '--url', 'http://127.0.0.1:3000'], /^Unknown option '--url'[\s\S]*Usage: /],
    [
      ['README.md'],
      /^README\.md is no export: it is not gzipped\. A catalogue is imported by its directory\.$/,
    ],
    [['docs'], /^docs holds none of branches\.csv, titles\.csv/],
  ])('says of %j what does not fit', async (argv, sentence) => {
    const { code, text } = await said(runImport, ...argv);
    expect([code, text.trim()]).toEqual([2, expect.stringMatching(sentence)]);
  });
});

describe('npm run export', () => {
  it('writes over nothing, and makes no directories', async () => {
    const file = fileWith('');
    expect(await said(runExport, file)).toEqual({
      code: 2,
      text: `${file} is there already: choose another name.\n`,
    });
    expect((await said(runExport, 'nowhere/x.gz')).text).toBe('There is no directory nowhere.\n');
    const data = newDirectory();
    const target = join(data, 'x.gz');
    expect((await said(runExport, target, '--data', data)).text).toBe(`There is no data in ${data}.\n`);
    writeFileSync(join(data, 'apart.db'), 'something else');
    expect((await said(runExport, target, '--data', data)).text).toMatch(/cannot be read: .*not a database/);
    expect(readdirSync(data)).toEqual(['apart.db']);
  });
});
