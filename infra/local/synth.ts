import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../fingerprint.ts';
import { messageOf, StartError } from './errors.ts';
import { withLock } from './lock.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CACHE = join(ROOT, '.build', 'local');

/** What the cloud assembly depends on. The local system runs the assembly, and is no part of it. */
const INPUTS = [
  'infra/**/*',
  'functions/**/*',
  'lib/**/*',
  'web/**/*',
  'cdk.json',
  'cdk.context.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Synthesizes the app, unless an earlier start did so from the same sources; answers with the directory. */
export async function synthesized(): Promise<string> {
  const directory = join(CACHE, fingerprintOf(INPUTS, ['infra/local/**']));
  if (!existsSync(directory)) {
    mkdirSync(CACHE, { recursive: true });
    await withLock(join(CACHE, 'synth.lock'), () => synthesizeInto(directory));
  }
  return directory;
}

/** One start synthesizes at a time; whoever waited for it finds the work done. */
async function synthesizeInto(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const draft = `${directory}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const { buildApp } = await import('../app.ts');
  try {
    buildApp({ outdir: draft }).synth();
  } catch (error) {
    throw new StartError(`The system does not synthesize: ${messageOf(error)}`);
  }
  renameSync(draft, directory);
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (path !== directory && !name.startsWith('synth.lock')) rmSync(path, { recursive: true, force: true });
  }
}
