import { mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from 'esbuild';
import { functionNames, optionsFor } from '../infra/bundle/build-functions.ts';

const ROOT = join(import.meta.dirname, '..');

/** What the functions are made of. */
const FOLDERS = ['functions', 'lib'];

/** An editor writes a file in several steps, and a checkout many files. */
const SETTLED_MS = 50;

/**
 * Bundles the functions whenever one of their files has changed, and tells where the bundles are.
 * Prints what does not compile. Answers how to stop. Watches by itself: esbuild polls, and may take
 * two seconds to notice a change.
 */
export async function watchFunctions(
  onBundled: (bundles: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const bundles = mkdtempSync(join(tmpdir(), 'apart-functions-'));
  const bundlers = await Promise.all(functionNames().map((name) => context(optionsFor(name, bundles))));
  const bundle = async (): Promise<void> => {
    try {
      await Promise.all(bundlers.map((bundler) => bundler.rebuild()));
    } catch {
      // esbuild has printed it.
      return;
    }
    await onBundled(bundles).catch(console.error);
  };
  let last = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const onChange = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(bundle);
    }, SETTLED_MS);
  };
  const watchers = FOLDERS.map((folder) => watch(join(ROOT, folder), { recursive: true }, onChange));
  return async () => {
    for (const watcher of watchers) watcher.close();
    clearTimeout(timer);
    await last;
    await Promise.all(bundlers.map((bundler) => bundler.dispose()));
    rmSync(bundles, { recursive: true, force: true });
  };
}
