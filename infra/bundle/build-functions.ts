/** Bundles every function. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { buildOnce, type Say } from './build-once.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FUNCTIONS = join(ROOT, 'functions');

/**
 * How functions are bundled. What is loaded with `import()` is in files of its own, and read when
 * it is needed.
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

/** The functions: each file directly under `functions/`, without `.ts`. */
export const functionNames = (): readonly string[] =>
  readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));

/**
 * The folder with the bundles: a folder for each function, with `index.mjs`, what it loads, and
 * source maps.
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
