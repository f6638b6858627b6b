/** `npm run bench crowd`: the book that everybody wants. See docs/performance.md. */
import './environment.ts';
import { parseArgs } from 'node:util';
import { exitOnSignals } from './command-line.ts';
import { measureAlone, measureCrowd, type AloneCosts, type CrowdTimes } from './crowd/measure-crowd.ts';
import { crowdMarkdown } from './crowd/report-crowd.ts';
import { earlierResults, keepResults, machine, writeSection } from './performance-page.ts';

const HELP = `npm run bench crowd -- [--copies 10,1000,5000] [--people 1,16,200] [--write]

Reserves one title: one at a time, with its costs, and at the same moment, with its times; in titles of each size.

  --copies  the copies of the title
  --people  who reserve at the same moment
  --write   put the result in docs/performance.md and bench/crowd-results.json

About a minute.`;

const { values } = parseArgs({
  options: {
    copies: { type: 'string', default: '10,1000,5000' },
    people: { type: 'string', default: '1,16,200' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
exitOnSignals();

const LONG_LINE = 5000;
const sizes = values.copies.split(',').map(Number);
const crowds = values.people.split(',').map(Number);
const alone: AloneCosts[] = [];
const together: CrowdTimes[] = [];
for (const copies of sizes) {
  console.log(`${copies.toLocaleString('en')} copies …`);
  for (const waiting of [0, LONG_LINE]) alone.push(await measureAlone({ copies, waiting }));
  for (const people of crowds) together.push(await measureCrowd(copies, people));
}
const results = { date: new Date().toISOString(), machine: machine(), alone, together };
console.log(`\n${crowdMarkdown(results)}\n`);
if (values.write) {
  const { before } = earlierResults('crowd-results') as { before?: object };
  keepResults('crowd-results', { ...results, ...(before && { before }) });
  await writeSection('crowd', crowdMarkdown({ ...results, ...(before && { before }) } as typeof results));
}
const failed = together.filter(
  ({ people, statuses, positions }) => statuses[201] !== people || positions !== people,
);
for (const { copies, people } of failed)
  console.error(`${people} at once, ${copies} copies: not all were answered.`);
process.exit(failed.length === 0 ? 0 : 1);
