import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { BUNDLE } from '../../../infra/bundle/build-functions.ts';
import { nameAt } from './lock.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PACKAGE = /^(?:.*node_modules\/)((?:@[^/]+\/)?[^/]+)\//;

/**
 * In which bundles the code of each package ends up: those of the functions, and the staff client.
 */
export async function bundlesByPackage(): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = readdirSync(join(ROOT, 'functions')).filter((file) => file.endsWith('.ts'));
  const entries = files.map((file) => [basename(file, '.ts'), join('functions', file)] as const);
  const [functions, client] = await Promise.all([
    metafileOf({ ...BUNDLE, entryPoints: Object.fromEntries(entries) }),
    metafileOf({
      bundle: true,
      format: 'esm',
      splitting: true,
      entryPoints: { client: 'web/src/app/main.tsx' },
      loader: { '.svg': 'file' },
    }),
  ]);
  const found = new Map<string, Set<string>>();
  const note = (path: string, bundle: string): void => {
    const name = PACKAGE.exec(path)?.[1];
    if (name === undefined) return;
    found.set(nameAt(name), (found.get(nameAt(name)) ?? new Set()).add(bundle));
  };
  for (const [output, { entryPoint }] of Object.entries(functions.outputs)) {
    if (!entryPoint?.startsWith('functions/')) continue;
    for (const part of loadedBy(functions.outputs, output))
      usedIn(functions.outputs[part]?.inputs ?? {}).forEach((path) => {
        note(path, basename(output, '.js'));
      });
  }
  for (const { inputs } of Object.values(client.outputs)) {
    usedIn(inputs).forEach((path) => {
      note(path, 'client');
    });
  }
  return new Map([...found].map(([name, bundles]) => [name, [...bundles].sort()]));
}

/** A bundle and the parts that it loads, at once or when they are needed. */
const loadedBy = (outputs: Metafile['outputs'], entry: string): ReadonlySet<string> => {
  const parts = new Set([entry]);
  for (const part of parts) outputs[part]?.imports.forEach(({ path }) => parts.add(path));
  return parts;
};

/** What is imported and then left out as unused adds no byte. */
const usedIn = (inputs: Metafile['outputs'][string]['inputs']): readonly string[] =>
  Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));

async function metafileOf(options: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({
    ...options,
    absWorkingDir: ROOT,
    outdir: 'unwritten',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  return metafile;
}
