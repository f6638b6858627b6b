/**
 * `npm run prove security`: attacks a running Apart as a stranger, a patron and a colleague would.
 * See docs/reliability.md.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { keyIn } from '../local/identity/signing-key.ts';
import {
  directory,
  empty,
  end,
  spawnSystem,
  up,
  type SpawnedSystem,
} from '../testing/system/spawn-system.ts';
import { forgedTokens } from './security/forged-tokens.ts';
import { fuzz, type FuzzRun } from './security/fuzz.ts';
import type { Role } from './security/permissions.ts';
import { seedTarget, type Target } from './security/target.ts';
import { changesSince, readProtectedData } from './security/unchanged-data.ts';
import { openResults, type Results } from './security/results.ts';
import { forbiddenLines } from './security/logs.ts';
import { tryForgedTokens, tryRoleMatrix } from './security/role-matrix.ts';
import { tryCsvInjection } from './security/csv-injection.ts';
import { tryBodyLimits } from './security/body-limits.ts';
import { summaryOf } from './security/summary.ts';
import { tryAuthorizationCases } from './security/authorization-cases.ts';
import { tryMalformedHttp } from './security/malformed-http.ts';
import { rawClient } from './security/raw-client.ts';
import { optionsOf } from './options.ts';
import { conclude, say } from './report.ts';

const SECONDS = 120;
const USAGE = `npm run prove security -- [--seconds ${SECONDS}] [--seed N]
  Runs the local system and attacks it: forged tokens, every role on every call, other people's things, bytes that are no
  HTTP, and for so many seconds requests made from docs/openapi.json and broken; some 40 s more to start and for the rest.
  --seed N   make the same requests again`;

/** The part of the time that each role gets: a role with more operations gets more. */
const SHARES: readonly (readonly [Role, number])[] = [
  ['patron', 0.2],
  ['staff', 0.35],
  ['feed', 0.1],
  ['admin', 0.35],
];

const clientIdAt = async (url: string): Promise<string> =>
  ((await (await fetch(`${url}/config.json`)).json()) as { clientId: string }).clientId;

const forgeriesAt = async ({ url, tokens }: Target, data: string) => {
  const key = await keyIn(join(data, 'identity.json'));
  const { patron, admin } = tokens;
  return forgedTokens({ key, issuer: url, clientId: await clientIdAt(url), patron, admin });
};

/**
 * Runs an attack of a patron or of staff, and fails if it has changed data of others. Feeds and
 * admins may change anything.
 */
const checkUnchanged = async (
  { results, target, as }: Pick<FuzzRun, 'results' | 'target' | 'as'>,
  attack: () => Promise<void>,
): Promise<void> => {
  if (as !== 'patron' && as !== 'staff') return attack();
  const part = as === 'patron' ? 'byPatrons' : 'byStaff';
  const before = await readProtectedData(target);
  await attack();
  const changed = changesSince(before[part], (await readProtectedData(target))[part]);
  if (changed.length > 0) results.fail(`what a ${as} left`, changed, 'the same seed');
};

const fuzzAll = async (run: Omit<FuzzRun, 'as'>, seconds: number): Promise<void> => {
  for (const [as, share] of SHARES) {
    say(`requests of ${as}, made and broken …`);
    await checkUnchanged({ ...run, as }, () =>
      fuzz({ ...run, as }, performance.now() + share * seconds * 1000),
    );
  }
};

/** Runs the attacks that are fixed beforehand. */
const tryAll = async (results: Results, target: Target, data: string): Promise<void> => {
  say('forged tokens, on every call …');
  await tryForgedTokens(results, target, await forgeriesAt(target, data));
  say("each role on each call, and on other people's things …");
  await tryRoleMatrix(results, target);
  await tryAuthorizationCases(results, target);
  say('bytes that are no HTTP, spreadsheets …');
  await tryMalformedHttp(results, target);
  await tryCsvInjection(results, target);
};

/** Fails if the system does not answer any more, or has logged what it must not. */
const checkAfterwards = async (results: Results, { url }: Target, started: SpawnedSystem): Promise<void> => {
  const health = await fetch(`${url}/api/health`).catch(() => undefined);
  if (health?.status !== 200) results.fail('afterwards', ['It does not answer any more.'], url);
  const lines = forbiddenLines(started.output());
  if (lines.length > 0) results.fail('afterwards', lines.slice(0, 5), '');
};

const run = async (seconds: number, seed: number): Promise<readonly string[]> => {
  const data = directory();
  const started = spawnSystem(empty(data));
  try {
    const target = await seedTarget(await up(started));
    const results = openResults(target.url, rawClient(target.url, target.tokens));
    await checkUnchanged({ results, target, as: 'patron' }, () => tryAll(results, target, data));
    await fuzzAll({ results, target, seed }, seconds);
    say('sizes …');
    await tryBodyLimits(results);
    await checkAfterwards(results, target, started);
    console.log(summaryOf(results));
    return results.failures.map(({ kind, what, again }) => [kind, ...what, again].join('\n  '));
  } finally {
    await end(started);
    rmSync(data, { recursive: true });
  }
};

const { seconds, seed } = optionsOf(USAGE, SECONDS);
conclude(await run(seconds, seed), `npm run prove security -- --seed ${seed} --seconds ${seconds}`);
