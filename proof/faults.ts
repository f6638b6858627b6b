/**
 * `npm run prove faults`: the workload of `prove races` while the database fails, and while the
 * system is killed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { chanceFrom } from '../testing/random.ts';
import { startEngine } from '../local/aws/dynamodb/engine.ts';
import { allViolations } from './consistency/checker/everything.ts';
import { runWorkload } from './consistency/workload/workload.ts';
import { restartingSystem } from './consistency/nemesis/process-killer.ts';
import { HOLD_MS } from '../testing/database/strict-transactions.ts';
import { OVERLAPPING, startProxy } from './consistency/nemesis/dynamodb-proxy.ts';
import { DYNAMODB_FAULTS } from './consistency/nemesis/dynamodb-faults.ts';
import { TODAY } from './consistency/days.ts';
import { openSession } from './consistency/session.ts';
import { prepare } from './consistency/prepare.ts';
import { dataDirectory, startSystem } from './consistency/system.ts';
import { optionsOf, type Options } from './options.ts';
import { conclude, say } from './report.ts';

const SECONDS = 60;
const EVERY = 10;
const USAGE = `npm run prove faults -- [--seconds ${SECONDS}] [--seed N] [--clients 8]
  Runs the local system twice for so many seconds (and some 50 to start and to check) with many people, batches and nights: first with a DynamoDB of
  which every ${EVERY}th request fails, is throttled, comes late, or is done without an answer, and which cancels transactions that overlap; then killed with kill -9 every few seconds and
  started again. What is not answered is asked again. Then checks that the rules allow all answers.
  --seed N      repeat the actions of this seed; the machine decides their order
  --clients N   how many clients, beside batches and nights`;

/** A fault that was never made proves nothing: names each as a violation. */
const neverMade = (made: ReadonlyMap<string, number>): readonly string[] =>
  [...DYNAMODB_FAULTS.map(({ name }) => name), OVERLAPPING]
    .filter((name) => !made.has(name))
    .map((name) => `No request was ever ${name}: give it more --seconds.`);

const withBadDatabase = async ({ seconds, seed, clients }: Options): Promise<readonly string[]> => {
  const data = dataDirectory();
  const prepared = await prepare(data);
  const engine = await startEngine(data);
  const proxy = await startProxy(engine.endpoint, { every: EVERY, strict: HOLD_MS });
  const system = await startSystem(data, TODAY, { dynamodb: proxy.endpoint });
  const { context, admin, violations } = openSession(() => system, prepared, { seconds, isReliable: false });
  say(`a DynamoDB that fails, for ${seconds} s, seed ${seed} …`);
  const workload = runWorkload(context, admin, { clients, seed });
  await pause(seconds * 1000);
  proxy.calm();
  await workload;
  const faults = [...proxy.made].map(([name, times]) => `${times} ${name}`).join(', ');
  say(`${context.recorder.count()} calls; of the requests to DynamoDB ${faults}; do they fit the rules? …`);
  const wrong = await allViolations({ context, admin, data, prepared, seed, cutOff: true });
  await system.end();
  proxy.stop();
  await engine.stop();
  return [...wrong, ...violations, ...neverMade(proxy.made)];
};

const withKills = async ({ seconds, seed, clients }: Options): Promise<readonly string[]> => {
  const data = dataDirectory();
  const prepared = await prepare(data);
  const start = () => startSystem(data, TODAY);
  const system = restartingSystem(await start(), start, chanceFrom(seed));
  const { context, admin, violations } = openSession(system.now, prepared, { seconds, isReliable: false });
  say(`killed every few seconds, for ${seconds} s, seed ${seed} …`);
  const workload = runWorkload(context, admin, { clients, seed });
  await pause(seconds * 1000);
  const last = await system.spare();
  await workload;
  const deaths = `killed ${system.deaths()} times, back after ${system.slowestMs().toFixed(0)} ms at most`;
  say(`${context.recorder.count()} calls; ${deaths}; do they fit the rules? …`);
  const wrong = await allViolations({ context, admin, data, prepared, seed, cutOff: true });
  await last.end();
  const none = system.deaths() === 0 ? ['The system was never killed: give it more --seconds.'] : [];
  return [...wrong, ...violations, ...none];
};

const options = optionsOf(USAGE, SECONDS);
const { seed, clients, seconds } = options;
conclude(
  [...(await withBadDatabase(options)), ...(await withKills(options))],
  `npm run prove faults -- --seed ${seed} --seconds ${seconds} --clients ${clients}`,
);
