import fc from 'fast-check';
import pMap from 'p-map';
import type { Target } from './target.ts';
import { SECRETS } from './users.ts';
import { disclosedSecrets } from './response-checks.ts';
import type { Check, Results } from './results.ts';
import { permissions, type Role } from './permissions.ts';
import { operations, requestsOf, type ApiOperation } from './requests.ts';
import { curlOf } from './raw-client.ts';

/** Few at a time, so that a short run still reaches every operation. */
const RUNS = 4;
const SHRINK_MS = 15_000;

const CONCURRENCY = 4;

/** One run of the fuzzer: requests as a role, the same for the same seed. */
export interface FuzzRun {
  readonly results: Results;
  readonly target: Target;
  readonly as: Role;
  readonly seed: number;
}

const checkFor = (as: Role): Check => {
  if (as !== 'patron') return () => [];
  return (response, request) => disclosedSecrets(request, response, SECRETS);
};

/** Fuzzes one operation until a request fails, and reports that request shrunk. */
const fuzzOperation = async (
  { results, target, as, seed }: FuzzRun,
  operation: ApiOperation,
): Promise<void> => {
  const kind = `fuzz: ${operation.method} ${operation.path}`;
  const check = checkFor(as);
  const property = fc.asyncProperty(requestsOf(operation, target.pool, as), async (request) => {
    const faults = await results.faults(kind, request, check);
    if (faults.length > 0) throw new Error(faults.join(' '));
  });
  const limits = { interruptAfterTimeLimit: SHRINK_MS, markInterruptAsFailure: false };
  const result = await fc.check(property, { seed, numRuns: RUNS, ...limits });
  if (!result.failed || !result.counterexample) return;
  const [request] = result.counterexample;
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : 'it failed';
  results.fail(kind, [why, `seed ${seed}, path ${result.counterexamplePath}`], curlOf(target.url, request));
};

/** Fuzzes all operations of a role in rounds, each with the next seed, until this time. */
export const fuzz = async (run: FuzzRun, until: number): Promise<void> => {
  const permitted = permissions().filter((one) => one.may[run.as]);
  // An operation that the role may not use is refused before anything is read, and
  // `tryRoleMatrix` has tried those.
  const all = operations().filter(({ method, path }) =>
    permitted.some((one) => one.method === method && one.path === path),
  );
  for (let round = 0; performance.now() < until; round++) {
    const one = async (operation: ApiOperation): Promise<void> => {
      if (performance.now() < until) await fuzzOperation({ ...run, seed: run.seed + round }, operation);
    };
    await pMap(all, one, { concurrency: CONCURRENCY });
  }
};
