import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { BUNDLE, buildFunctions } from '../infra/build-functions.ts';
import { ENV } from '../lib/contract.ts';
import { median } from './statistics.ts';

/** How long a fresh process takes to import a bundle, and how large that is. */
export interface Import {
  readonly medianMs: number;
  readonly kilobytes: number;
}

const PROCESSES = 20;

const importInFreshProcess = async (file: string): Promise<number> => {
  const script = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)});
    console.log(performance.now() - start)`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, [ENV.table]: 'apart' },
  });
  return Number(stdout);
};

/** Imports the bundle of the API and one of an empty handler with the same libraries, by turns. */
export async function measureImports(): Promise<{ readonly api: Import; readonly empty: Import }> {
  const api = join(await buildFunctions(() => undefined), 'api', 'index.mjs');
  const directory = mkdtempSync(join(tmpdir(), 'apart-bench-'));
  const empty = join(directory, 'index.mjs');
  const entryPoints = [join(import.meta.dirname, 'empty-handler.ts')];
  await build({ ...BUNDLE, splitting: false, entryPoints, outfile: empty });
  const times: { api: number; empty: number }[] = [];
  for (let round = 0; round < PROCESSES; round++) {
    times.push({ api: await importInFreshProcess(api), empty: await importInFreshProcess(empty) });
  }
  const result = (side: 'api' | 'empty', file: string): Import => ({
    medianMs: median(times.map((time) => time[side])),
    kilobytes: Math.round(statSync(file).size / 1000),
  });
  const imports = { api: result('api', api), empty: result('empty', empty) };
  rmSync(directory, { recursive: true });
  return imports;
}
