import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';
import { withLock } from './lock.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CACHE = join(ROOT, '.build', 'local');

/** What the cloud assembly depends on. The local system runs the assembly, and is no part of it. */
const INPUTS = [
  'infra/**/*',
  'functions/**/*',
  'lib/**/*',
  'cdk.json',
  'cdk.context.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Synthesizes the app, unless an earlier start did so from the same sources; answers with the directory. */
export async function synthesized(): Promise<string> {
  const directory = join(CACHE, fingerprint());
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

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(INPUTS, { cwd: ROOT, exclude: ['infra/local/**'], withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of paths) {
    const content = readFileSync(path);
    hash.update(`\0${path.slice(ROOT.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}
