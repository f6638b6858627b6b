/** Builds the staff client. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildOnce, type Say } from './build-once.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/**
 * Builds the client and answers the folder: `index.html`, and `assets/` with a hash in every name.
 */
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

/** Runs Vite in a process of its own, while the functions are bundled. */
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
    // A test's NODE_ENV would put React's development build into the site. Rolldown runs one
    // thread: two wait for each other, and take twice the processor time.
    env: { RAYON_NUM_THREADS: '1', ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The staff client does not build.');
}
