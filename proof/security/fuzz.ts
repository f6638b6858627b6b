import fc from 'fast-check';
import pMap from 'p-map';
import type { Target } from './target.ts';
import { SECRETS } from './users.ts';
import { secretsTold } from './response-checks.ts';
import type { Check, Results } from './results.ts';
import { permissions } from './permissions.ts';
import { operations, requestsOf, type ApiOperation } from './requests.ts';
import { curlOf } from './raw-client.ts';

/** Who attacks, and what the answers must not tell them. */
export type Attacker = 'patron' | 'staff' | 'feed' | 'admin';

/** Few at a time: where the time is short, every call gets its turn. */
const RUNS = 4;
const SHRINK_MS = 15_000;

/** Several calls at once, as attackers do. */
const AT_ONCE = 4;

const judgeFor = (as: Attacker): Check => {
  if (as !== 'patron') return () => [];
  return (response, request) => secretsTold(request, response, SECRETS);
};

/** Requests of one operation, until one goes wrong: that one is made as small as it can be. */
const fuzzOne = async (
  results: Results,
  target: Target,
  operation: ApiOperation,
  as: Attacker,
  seed: number,
) => {
  const kind = `fuzz: ${operation.method} ${operation.path}`;
  const check = judgeFor(as);
  const property = fc.asyncProperty(requestsOf(operation, target.pool, as), async (request) => {
    const what = await results.faults(kind, request, check);
    if (what.length > 0) throw new Error(what.join(' '));
  });
  const limits = { interruptAfterTimeLimit: SHRINK_MS, markInterruptAsFailure: false };
  const result = await fc.check(property, { seed, numRuns: RUNS, ...limits });
  if (!result.failed || !result.counterexample) return;
  const [request] = result.counterexample;
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : 'it failed';
  results.fail(kind, [why, `seed ${seed}, path ${result.counterexamplePath}`], curlOf(target.url, request));
};

/** Goes round all operations, again and again with the next seed, until the time is over. */
export const fuzz = async (
  results: Results,
  target: Target,
  as: Attacker,
  seed: number,
  until: number,
): Promise<void> => {
  const may = permissions().filter((one) => one.may[as]);
  // Where a role may not go at all, it hears so before anything is read: `tryRoleMatrix` has been
  // there.
  const all = operations().filter(({ method, path }) =>
    may.some((one) => one.method === method && one.path === path),
  );
  for (let round = 0; performance.now() < until; round++) {
    const one = async (operation: ApiOperation): Promise<void> => {
      if (performance.now() < until) await fuzzOne(results, target, operation, as, seed + round);
    };
    await pMap(all, one, { concurrency: AT_ONCE });
  }
};
