/** Builds the staff client. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildOnce, type Say } from './build-once.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/** The folder with the built client: `index.html` and `assets/` with a hash in every name. */
export const buildSite = (say: Say): Promise<string> =>
  buildOnce(
    {
      name: 'site',
      title: 'the staff client',
      inputs: { files: ['web/**/*', 'infra/bundle/build-site.ts', 'package-lock.json', 'tsconfig.json'] },
      build: runVite,
    },
    say,
  );

/** Runs in a process of its own, so that the functions are bundled at the same time. */
async function runVite(outDir: string): Promise<void> {
  const options = [
    '--config',
    'web/vite.config.ts',
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--logLevel',
    'error',
  ];
  const child = spawn(process.execPath, [VITE, 'build', ...options], {
    cwd: ROOT,
    // A test runs with NODE_ENV=test, which would get React's development build into the site.
    // Rolldown's threads wait for each other more than they help: one of them needs half of the
    // processor time of two.
    env: { RAYON_NUM_THREADS: '1', ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The staff client does not build.');
}
