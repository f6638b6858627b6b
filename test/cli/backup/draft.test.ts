import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openFile } from '../../../cli/backup/source.ts';
import { writeExport } from '../../../cli/backup/write.ts';
import { exported, fileWith, itemLine, newDirectory, TAKEN_AT } from './files.ts';

const contents = { count: 1, pages: [[itemLine(1)]] };
const silent = (): void => undefined;

/** Runs a program until a file exists and a little longer, then ends it as Ctrl-C does. */
const interrupted = async (program: readonly string[], file: string, longer = 0): Promise<void> => {
  const child = spawn(process.execPath, program, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && !existsSync(file)) await pause(5);
  await pause(longer);
  child.kill('SIGINT');
  expect(await ended).toEqual([1, null]);
};

describe('the draft of an export', () => {
  it('is made anew where one lies there that is open to others', async () => {
    const path = join(newDirectory(), 'apart.json.gz');
    writeFileSync(`${path}.draft`, 'x'.repeat(9_999));
    chmodSync(`${path}.draft`, 0o666);
    await writeExport(contents, path, TAKEN_AT, silent);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await openFile(path)).items).toBe(1);
    expect(readdirSync(dirname(path))).toEqual(['apart.json.gz']);
  });

  it('follows no link that lies there', async () => {
    const [path, other] = [join(newDirectory(), 'apart.json.gz'), fileWith('elsewhere')];
    symlinkSync(other, `${path}.draft`);
    await writeExport(contents, path, TAKEN_AT, silent);
    expect(readFileSync(other, 'utf8')).toBe('elsewhere');
    expect(lstatSync(path).isFile()).toBe(true);
  });

  it('goes with the process that writes it', async () => {
    const path = join(newDirectory(), 'apart.json.gz');
    const program = `
      import { endOnSignals } from './cli/backup/run.ts';
      import { writeExport } from './cli/backup/write.ts';
      endOnSignals();
      const pages = (async function* () { for (;;) yield await new Promise((next) => setTimeout(next, 10, ['x'])); })();
      await writeExport({ count: 1, pages }, process.argv[1], '', () => undefined);`;
    await interrupted(['--input-type=module', '-e', program, path], `${path}.draft`);
    expect(readdirSync(dirname(path))).toEqual([]);
  });
});

describe('an import that is ended', () => {
  it('leaves neither a database nor the engine that made it', async () => {
    const [file, data] = [fileWith(exported(60_000)), newDirectory()];
    const draft = join(data, 'import.draft');
    await interrupted(['cli/backup/import.ts', file, '--data', data], join(draft, 'schema.json'), 250);
    expect(readdirSync(data)).toEqual([]);
    await pause(20);
    expect(execFileSync('ps', ['-A', '-ww', '-o', 'args'], { encoding: 'utf8' })).not.toContain(draft);
  });
});
