import { mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from 'esbuild';
import { functionNames, optionsFor } from '../infra/bundle/build-functions.ts';

const ROOT = join(import.meta.dirname, '..');

/** The source folders of the functions. */
const FOLDERS = ['functions', 'lib'];

/** Debounces changes: an editor writes a file in several steps, a checkout many files. */
const SETTLED_MS = 50;

/**
 * Bundles the functions after each change of their sources, and passes on the folder with the
 * bundles. Prints compile errors. Answers how to stop. Watches the files itself: esbuild polls, and
 * may take two seconds to notice a change.
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
