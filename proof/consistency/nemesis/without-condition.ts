/** Copies the code without one condition of a write, to see whether the proof notices. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A condition: its file, its text, and the text that replaces it. */
export interface OmittedCondition {
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

/** The conditions that can be left out; docs/reliability.md says what each prevents. */
export const CONDITIONS: Readonly<Record<string, OmittedCondition>> = {
  'copy-version': {
    file: 'lib/store/copies.ts',
    text: "before ? is('version', before.version) : absent)",
    instead: '...(before ? [] : [absent]))',
  },
};

const COPIED = [
  'infra',
  'local',
  'functions',
  'lib',
  'cli',
  'web',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'cdk.json',
  '.build/sites',
];

/** A source file without the condition. Throws unless the file contains it once. */
export const withoutCondition = (source: string, { file, text, instead }: OmittedCondition): string => {
  if (source.split(text).length !== 2) throw new Error(`${file} does not have ${text} once.`);
  return source.replace(text, instead);
};

/** Makes the copy and answers its directory, which is removed when the process ends. */
export const codeWithout = (name: string): string => {
  const leftOut = CONDITIONS[name];
  if (!leftOut) throw new Error(`--without takes one of: ${Object.keys(CONDITIONS).join(', ')}.`);
  const copy = mkdtempSync(join(tmpdir(), 'apart-without-'));
  process.once('exit', () => {
    rmSync(copy, { recursive: true, force: true });
  });
  // A part that is not built yet is built by the system when it starts.
  for (const part of COPIED.filter((one) => existsSync(join(ROOT, one))))
    cpSync(join(ROOT, part), join(copy, part), { recursive: true, force: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const path = join(copy, leftOut.file);
  writeFileSync(path, withoutCondition(readFileSync(path, 'utf8'), leftOut));
  return copy;
};
