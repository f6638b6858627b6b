/** Bundles every function in one esbuild run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { parsedTexts } from './parsed-texts.ts';
import { standIns } from './stand-ins.ts';

const ROOT = dirname(import.meta.dirname);
const FUNCTIONS = join(ROOT, 'functions');
const OUTPUT = join(ROOT, '.build');

/** The folder with the bundle of a function: `index.mjs` and its source map. */
export const bundleOf = (name: string): string => join(OUTPUT, name);

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

const namesOfFunctions = (): readonly string[] =>
  readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));

/**
 * Bundles each file directly under `functions/` to `.build/<name>/index.mjs` and answers their names. In a process of
 * its own: the plugins make it asynchronous, and an app of the CDK is put together in one go.
 */
export function buildFunctions(): readonly string[] {
  execFileSync(process.execPath, [import.meta.filename]);
  return namesOfFunctions();
}

async function bundleFunctions(): Promise<void> {
  const { outputFiles } = await build({
    ...BUNDLE,
    plugins: [parsedTexts, standIns()],
    absWorkingDir: ROOT,
    entryPoints: namesOfFunctions().map((name) => ({
      in: join(FUNCTIONS, `${name}.ts`),
      out: `${name}/index`,
    })),
    outdir: OUTPUT,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    sourcesContent: false,
    write: false,
  });
  outputFiles.forEach(writeIfChanged);
}

/** Writes beside the target and renames, so that whoever builds or reads at the same time never sees half a bundle. */
function writeIfChanged({ path, contents }: OutputFile): void {
  if (isSame(path, contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

function isSame(path: string, contents: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(contents);
  } catch {
    return false;
  }
}

if (import.meta.main) await bundleFunctions();
