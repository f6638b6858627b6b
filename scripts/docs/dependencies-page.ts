import { bundlesByPackage } from './dependencies/bundles.ts';
import { readLock, readPackage } from './dependencies/lock.ts';
import { pageOf } from './dependencies/page.ts';
import { problemsOf } from './dependencies/problems.ts';
import { LOCAL_REASONS, REASONS } from './dependencies/reasons.ts';

const REASONS_BY_USE = { deployed: REASONS, local: LOCAL_REASONS };

/** The text of `docs/dependencies.md`: every dependency and its reason. */
export const dependenciesPage = async (): Promise<string> =>
  pageOf(readPackage(), readLock(), REASONS_BY_USE, await bundlesByPackage());

/**
 * The problems with the dependencies, such as a missing reason or a licence that nobody checked.
 */
export const dependencyProblems = (): readonly string[] =>
  problemsOf(readPackage(), readLock(), REASONS_BY_USE);
