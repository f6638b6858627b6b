/**
 * `npm run prove races`: many clients call the running system at once; then checks that all their
 * answers can be true together.
 */
import { allViolations } from './consistency/checker/everything.ts';
import { runWorkload } from './consistency/workload/workload.ts';
import { TODAY } from './consistency/days.ts';
import { openSession } from './consistency/session.ts';
import { prepare } from './consistency/prepare.ts';
import { dataDirectory, startSystem } from './consistency/system.ts';
import { optionsOf, type Options } from './options.ts';
import { CONDITIONS, codeWithout } from './consistency/nemesis/without-condition.ts';
import { conclude, concludeBroken, say } from './report.ts';

const SECONDS = 60;
const USAGE = `npm run prove races -- [--seconds ${SECONDS}] [--seed N] [--clients 8] [--without CONDITION]
  Runs the local system and lets many people call it at once, for so many seconds (and some 20 to start and to check);
  then checks that the rules allow all answers.
  --seed N              repeat the actions of this seed; the machine decides their order
  --clients N           how many clients, beside batches and nights
  --without CONDITION   run a copy of the code without a condition; exit 0 if that is noticed: ${Object.keys(CONDITIONS).join(', ')}`;

const run = async ({ seconds, seed, clients, without }: Options): Promise<readonly string[]> => {
  const options = { root: without === undefined ? undefined : codeWithout(without) };
  const data = dataDirectory();
  say('filling the library …');
  const prepared = await prepare(data, options);
  const system = await startSystem(data, TODAY, options);
  const { context, admin, violations } = openSession(() => system, prepared, { seconds, isReliable: true });
  say(`${clients} people, batches and nights for ${seconds} s, seed ${seed} …`);
  await runWorkload(context, admin, { clients, seed });
  say(`${context.recorder.count()} calls; do they fit the rules? …`);
  const wrong = await allViolations({ context, admin, data, prepared, seed, cutOff: false });
  await system.end();
  return [...wrong, ...violations];
};

const wanted = optionsOf(USAGE, SECONDS);
const { seed, clients, seconds, without } = wanted;
const wrong = await run(wanted);
if (without !== undefined) concludeBroken(wrong, without);
conclude(wrong, `npm run prove races -- --seed ${seed} --seconds ${seconds} --clients ${clients}`);
