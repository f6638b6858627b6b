/** Builds the staff client. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprintOf } from './fingerprint.ts';

const ROOT = dirname(import.meta.dirname);
const SITES = join(ROOT, '.build', 'sites');
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/** What the built client depends on. */
const INPUTS = ['web/**/*', 'package-lock.json', 'tsconfig.json'];

/** Another process may still be reading what an earlier build made. */
const KEPT_MS = 60 * 60 * 1000;

/**
 * The folder with the built staff client: `index.html`, what lies beside it, and `assets/` with a hash in every name.
 * It is built when something changed since the last time, in a process of its own, as the bundles are.
 */
export function buildSite(): string {
  const folder = join(SITES, fingerprintOf(INPUTS));
  if (existsSync(folder)) return folder;
  mkdirSync(SITES, { recursive: true });
  const draft = `${folder}.${process.pid}`;
  execFileSync(
    process.execPath,
    [
      VITE,
      'build',
      '--config',
      'web/vite.config.ts',
      '--outDir',
      draft,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ],
    // A test has an environment of its own, which would get React's development build into the site.
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
  putInPlace(draft, folder);
  dropOld(folder);
  return folder;
}

/** Renamed, so that nobody sees half a site; whoever built the same at the same time and came second throws theirs away. */
function putInPlace(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
}

function dropOld(kept: string): void {
  for (const path of readdirSync(SITES).map((name) => join(SITES, name))) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (path !== kept && Date.now() - mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

if (import.meta.main) buildSite();
