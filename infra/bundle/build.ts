/** Builds what is deployed: the functions' bundles and the staff client. */
import type { Say } from './build-once.ts';
import { buildFunctions } from './build-functions.ts';
import { buildSite } from './build-site.ts';

/** The output folders of a build. */
export interface Built {
  /** Holds one folder per function name. */
  readonly functions: string;
  readonly site: string;
}

/** Builds both at the same time, each only if one of its inputs has changed. */
export async function build(say: Say = () => undefined): Promise<Built> {
  const [functions, site] = await Promise.all([buildFunctions(say), buildSite(say)]);
  return { functions, site };
}

if (import.meta.main) await build((line) => process.stdout.write(`${line}\n`));
