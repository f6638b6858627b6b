/** Bundles every function in one esbuild run. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync, type BuildOptions, type OutputFile } from 'esbuild';

const ROOT = dirname(import.meta.dirname);
const FUNCTIONS = join(ROOT, 'functions');
const OUTPUT = join(ROOT, '.build');

/** The folder with the bundle of a function: `index.mjs` and its source map. */
export const bundleOf = (name: string): string => join(OUTPUT, name);

/** How functions are bundled. */
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
  },
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Bundles each file directly under `functions/` to `.build/<name>/index.mjs` and answers their names. */
export function buildFunctions(): readonly string[] {
  const names = readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));
  const { outputFiles } = buildSync({
    ...BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: names.map((name) => ({ in: join(FUNCTIONS, `${name}.ts`), out: `${name}/index` })),
    outdir: OUTPUT,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    sourcesContent: false,
    write: false,
  });
  outputFiles.forEach(writeIfChanged);
  return names;
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

if (import.meta.main) buildFunctions();
