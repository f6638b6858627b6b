import { bundlesByPackage } from './dependencies/bundles.ts';
import { readLock, readPackage } from './dependencies/lock.ts';
import { pageOf } from './dependencies/page.ts';
import { problemsOf } from './dependencies/problems.ts';
import { LOCAL_REASONS, REASONS } from './dependencies/reasons.ts';

const REASONS_BY_USE = { deployed: REASONS, local: LOCAL_REASONS };

/** `docs/dependencies.md`: every dependency, and why it is there. */
export const dependenciesPage = async (): Promise<string> =>
  pageOf(readPackage(), readLock(), REASONS_BY_USE, await bundlesByPackage());

/** Dependencies without a reason, or with a licence that nobody looked at. */
export const dependencyProblems = (): readonly string[] =>
  problemsOf(readPackage(), readLock(), REASONS_BY_USE);
