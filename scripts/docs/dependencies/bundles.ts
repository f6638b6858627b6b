import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { BUNDLE } from '../../../infra/bundle/build-functions.ts';
import { nameAt } from './lock.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PACKAGE = /^(?:.*node_modules\/)((?:@[^/]+\/)?[^/]+)\//;

/** The bundles that hold code of each package: those of the functions, and the staff client. */
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

/** A bundle and the parts that it loads, at its start or on demand. */
const loadedBy = (outputs: Metafile['outputs'], entry: string): ReadonlySet<string> => {
  const parts = new Set([entry]);
  for (const part of parts) outputs[part]?.imports.forEach(({ path }) => parts.add(path));
  return parts;
};

/** Leaves out files of which a bundle uses no byte. */
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
