/** `npm run bench size`: finds what costs more in a larger catalogue. See docs/performance.md. */
import './environment.ts';
import { parseArgs } from 'node:util';
import { catalogueSizesIn, exitOnSignals } from './command-line.ts';
import { GROWS_BY_NATURE } from './operations/all-operations.ts';
import { keepResults, machine, writeSection } from './performance-page.ts';
import { growthIn, growthText } from './size/growth.ts';
import { DUE, measureSize, type Size } from './size/measure-size.ts';
import { rowsOf, sizeMarkdown, type SizeResults } from './size/report-size.ts';

const HELP = `npm run bench size -- [--copies 10000,100000,1000000] [--write]

Makes a realistic catalogue of each size, does every operation of the API in it, a batch and a night, and says what each
costs: round trips, read units, write units. Ends with 1 if anything costs more in a larger catalogue.

  --copies  sizes, smallest first
  --write   put the result in docs/performance.md and bench/size-results.json

On two quiet cores: 2,000 and 10,000 copies less than a minute, 100,000 two minutes more, 1,000,000 some twenty minutes more.`;

const { values } = parseArgs({
  options: {
    copies: { type: 'string', default: '10000,100000,1000000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const sizes = catalogueSizesIn(values.copies, 2 * DUE);

exitOnSignals();

const found: Size[] = [];
for (const copies of sizes.toSorted((a, b) => a - b)) {
  console.log(`${copies.toLocaleString('en')} copies …`);
  found.push(await measureSize(copies));
}
const results: SizeResults = { date: new Date().toISOString(), machine: machine(), sizes: found };
console.log(`\n${sizeMarkdown(results)}\n`);
if (values.write) {
  keepResults('size-results', results);
  await writeSection('size', sizeMarkdown(results));
}
const growth = growthIn(rowsOf(found), Object.keys(GROWS_BY_NATURE));
for (const one of growth) console.error(`grows: ${growthText(one)}`);
process.exit(growth.length === 0 ? 0 : 1);
