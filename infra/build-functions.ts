/** Bundles every function in one esbuild run. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { buildOnce, type Say } from './build-once.ts';
import { parsedTexts } from './parsed-texts.ts';
import { standIns } from './stand-ins.ts';

const ROOT = dirname(import.meta.dirname);
const FUNCTIONS = join(ROOT, 'functions');

/** How functions are bundled; with plugins over that, where they are to be deployed. */
export const BUNDLE = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts'),
    '@aws-sdk/endpoint-cache': join(import.meta.dirname, 'never-called.ts'),
    '@smithy/core/event-streams': join(import.meta.dirname, 'never-called.ts'),
    '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
  },
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The functions: each file directly under `functions/`, without `.ts`. */
export const functionNames = (): readonly string[] =>
  readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));

/** The folder with the bundles: `<name>/index.mjs` and its source map for each function. */
export const buildFunctions = (say: Say): Promise<string> =>
  buildOnce(
    {
      name: 'functions',
      title: 'the functions',
      inputs: { files: ['functions/**/*', 'lib/**/*', 'infra/*.ts', 'package-lock.json', 'tsconfig.json'] },
      build: async (outdir) => {
        await build(optionsInto(outdir));
      },
    },
    say,
  );

/** The esbuild options that write all bundles into this folder. */
export const optionsInto = (outdir: string) =>
  ({
    ...BUNDLE,
    plugins: [parsedTexts, standIns()],
    absWorkingDir: ROOT,
    entryPoints: functionNames().map((name) => ({ in: join(FUNCTIONS, `${name}.ts`), out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    sourcesContent: false,
  }) satisfies BuildOptions;
