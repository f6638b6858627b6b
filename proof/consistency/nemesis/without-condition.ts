/**
 * Copies of the code in which one condition of a write is left out, to see whether that is missed.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A condition: where it stands, and what stands there without it. */
export interface OmittedCondition {
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

/**
 * The conditions that can be left out; what each keeps from happening is said in
 * docs/reliability.md.
 */
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

/** A source file with the condition left out. Throws where it isn't there any more. */
export const withoutCondition = (source: string, { file, text, instead }: OmittedCondition): string => {
  if (source.split(text).length !== 2) throw new Error(`${file} does not have ${text} once.`);
  return source.replace(text, instead);
};

/** Makes such a copy, to be removed when the process ends, and answers where it is. */
export const codeWithout = (name: string): string => {
  const leftOut = CONDITIONS[name];
  if (!leftOut) throw new Error(`--without takes one of: ${Object.keys(CONDITIONS).join(', ')}.`);
  const copy = mkdtempSync(join(tmpdir(), 'apart-without-'));
  process.once('exit', () => {
    rmSync(copy, { recursive: true, force: true });
  });
  // The client is built where it is not there yet.
  for (const part of COPIED.filter((one) => existsSync(join(ROOT, one))))
    cpSync(join(ROOT, part), join(copy, part), { recursive: true, force: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const path = join(copy, leftOut.file);
  writeFileSync(path, withoutCondition(readFileSync(path, 'utf8'), leftOut));
  return copy;
};
