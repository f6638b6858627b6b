/**
 * `npm run bench load`: the latency and the CPU time of a steady load, beside the same requests by
 * bare SDK calls. See docs/performance.md.
 */
import './environment.ts';
import { parseArgs } from 'node:util';
import { exitOnSignals } from './command-line.ts';
import { measureLoad, type LoadResults } from './load/measure-load.ts';
import { loadMarkdown, ratioOf } from './load/report-load.ts';
import { keepResults, machine, writeSection } from './performance-page.ts';

/** Above this ratio of CPU for each request, ours to bare, something must be wrong. */
const ABSURD = 3;

const HELP = `npm run bench load -- [--copies 1000000] [--seconds 20] [--most 400] [--rate N] [--profile DIR] [--write]

Makes a realistic catalogue, and finds the highest constant rate of a steady mix of requests at which the 99th percentile
is below 100 ms, from the moment that each was to begin. Then does the same by bare SDK calls. Ends with 1 if a request
of ours takes ${ABSURD} times as much CPU, or none could be done.

  --copies   how large the catalogue is
  --seconds  how long the rate that is found must hold
  --most     the highest rate that is tried
  --rate     this rate, in place of the highest
  --profile  put a CPU profile of the process that does the requests in this directory
  --write    put the result in docs/performance.md and bench/load-results.json

On two quiet cores: --copies 10000 --seconds 5 less than a minute; 1,000,000 copies a quarter of an hour.`;

const { values } = parseArgs({
  options: {
    copies: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '20' },
    most: { type: 'string', default: '400' },
    rate: { type: 'string' },
    profile: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [copies = 0, seconds = 0, most = 0] = [values.copies, values.seconds, values.most].map(Number);
if (![copies, seconds, most].every((value) => Number.isInteger(value) && value > 0)) {
  console.error('--copies, --seconds and --most each take a whole number.');
  process.exit(2);
}

exitOnSignals();

const measured = await measureLoad({
  ...{ copies, seconds, most, profile: values.profile, say: console.log },
  rate: values.rate === undefined ? undefined : Number(values.rate),
});
const results: LoadResults = { date: new Date().toISOString(), machine: machine(), ...measured };
console.log(`\n${loadMarkdown(results)}\n`);
if (values.write) {
  keepResults('load-results', results);
  await writeSection('load', loadMarkdown(results));
}
const isAbsurd = ratioOf(results) > ABSURD;
if (isAbsurd) console.error(`A request takes more than ${ABSURD} times the CPU of the bare calls.`);
process.exit(isAbsurd ? 1 : 0);
