/** Bundles every function. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { buildOnce, type Say } from './build-once.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FUNCTIONS = join(ROOT, 'functions');

/**
 * The esbuild options of all functions. Code behind `import()` goes into files of its own, which
 * are read on demand.
 */
export const BUNDLE = {
  bundle: true,
  splitting: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The names of the functions: each file directly under `functions/`, without `.ts`. */
export const functionNames = (): readonly string[] =>
  readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));

/**
 * Bundles the functions and answers the folder: one folder per function with `index.mjs`, the files
 * that it loads, and source maps.
 */
export const buildFunctions = (say: Say): Promise<string> =>
  buildOnce(
    {
      name: 'functions',
      title: 'the functions',
      inputs: {
        files: [
          'functions/**/*',
          'lib/**/*',
          'infra/bundle/build-functions.ts',
          'package-lock.json',
          'tsconfig.json',
        ],
      },
      build: async (folder) => {
        await Promise.all(functionNames().map((name) => build(optionsFor(name, folder))));
      },
    },
    say,
  );

/** The esbuild options that write the bundle of a function into its folder under this one. */
export const optionsFor = (name: string, folder: string) =>
  ({
    ...BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: [{ in: join(FUNCTIONS, `${name}.ts`), out: 'index' }],
    outdir: join(folder, name),
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    sourcesContent: false,
  }) satisfies BuildOptions;
