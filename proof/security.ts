/** `npm run test:abuse`: attacks a running Apart as a stranger, a patron and a colleague would. See docs/reliability.md. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { keyIn } from '../local/identity/signing-key.ts';
import { directory, empty, end, launch, up, type Started } from '../testing/system/spawn-system.ts';
import { forgeries } from './security/forged-tokens.ts';
import { fuzz, type Attacker } from './security/fuzz.ts';
import { fillGround, type Ground } from './security/target.ts';
import { changedSince, keptNow } from './security/unchanged-data.ts';
import { openLedger, type Ledger } from './security/results.ts';
import { tellingLines } from './security/logs.ts';
import { tryForgeries, tryRoles } from './security/role-matrix.ts';
import { trySheets } from './security/csv-injection.ts';
import { trySizes } from './security/body-limits.ts';
import { summaryOf } from './security/summary.ts';
import { tryTrespasses } from './security/authorization-cases.ts';
import { tryTricks } from './security/malformed-http.ts';
import { shooter } from './security/http-client.ts';
import { optionsOf } from './options.ts';
import { conclude, say } from './report.ts';

const SECONDS = 120;
const USAGE = `npm run test:abuse -- [--seconds ${SECONDS}] [--seed N]
  Runs the local system and attacks it: forged tokens, every role on every call, other people's things, bytes that are no
  HTTP, and for so many seconds requests made from docs/openapi.json and broken; some 40 s more to start and for the rest.
  --seed N   make the same requests again`;

/** How the time is shared: who may do most needs it most. */
const SHARES: readonly (readonly [Attacker, number])[] = [
  ['patron', 0.2],
  ['staff', 0.35],
  ['feed', 0.1],
  ['admin', 0.35],
];

const clientAt = async (url: string): Promise<string> =>
  ((await (await fetch(`${url}/config.json`)).json()) as { clientId: string }).clientId;

const forgeriesAt = async ({ url, tokens }: Ground, data: string) => {
  const key = await keyIn(join(data, 'identity.json'));
  const { patron, admin } = tokens;
  return forgeries({ key, issuer: url, clientId: await clientAt(url), patron, admin });
};

/** What is not theirs is as it was before they came; feeds and admins may change anything. */
const leavesAlone = async (ledger: Ledger, ground: Ground, as: Attacker, attack: () => Promise<void>) => {
  if (as !== 'patron' && as !== 'staff') return attack();
  const part = as === 'patron' ? 'byPatrons' : 'byStaff';
  const before = await keptNow(ground);
  await attack();
  const changed = changedSince(before[part], (await keptNow(ground))[part]);
  if (changed.length > 0) ledger.fail(`what a ${as} left`, changed, 'the same seed');
};

const fuzzAll = async (ledger: Ledger, ground: Ground, seconds: number, seed: number): Promise<void> => {
  for (const [as, share] of SHARES) {
    say(`requests of ${as}, made and broken …`);
    await leavesAlone(ledger, ground, as, () =>
      fuzz(ledger, ground, as, seed, performance.now() + share * seconds * 1000),
    );
  }
};

/** What is known beforehand to be wrong, one after the other. */
const tryAll = async (ledger: Ledger, ground: Ground, data: string): Promise<void> => {
  say('tokens that are none, on every call …');
  await tryForgeries(ledger, ground, await forgeriesAt(ground, data));
  say("each role on each call, and on other people's things …");
  await tryRoles(ledger, ground);
  await tryTrespasses(ledger, ground);
  say('bytes that are no HTTP, spreadsheets …');
  await tryTricks(ledger, ground);
  await trySheets(ledger, ground);
};

const afterwards = async (ledger: Ledger, { url }: Ground, started: Started): Promise<void> => {
  const health = await fetch(`${url}/api/health`).catch(() => undefined);
  if (health?.status !== 200) ledger.fail('afterwards', ['It does not answer any more.'], url);
  const telling = tellingLines(started.output());
  if (telling.length > 0) ledger.fail('afterwards', telling.slice(0, 5), '');
};

const run = async (seconds: number, seed: number): Promise<readonly string[]> => {
  const data = directory();
  const started = launch(empty(data));
  try {
    const ground = await fillGround(await up(started));
    const ledger = openLedger(ground.url, shooter(ground.url, ground.tokens));
    await leavesAlone(ledger, ground, 'patron', () => tryAll(ledger, ground, data));
    await fuzzAll(ledger, ground, seconds, seed);
    say('sizes …');
    await trySizes(ledger);
    await afterwards(ledger, ground, started);
    console.log(summaryOf(ledger));
    return ledger.failures.map(({ kind, what, again }) => [kind, ...what, again].join('\n  '));
  } finally {
    await end(started);
    rmSync(data, { recursive: true });
  }
};

const { seconds, seed } = optionsOf(USAGE, SECONDS);
conclude(await run(seconds, seed), `npm run test:abuse -- --seed ${seed} --seconds ${seconds}`);
