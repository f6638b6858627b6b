/**
 * `npm run bench`: the cost and the time of every operation on this machine. See
 * docs/performance.md.
 */
import './environment.ts';
import { parseArgs } from 'node:util';
import { measureBatch } from './batches.ts';
import { measureClosing } from './closing.ts';
import { measure } from './measure.ts';
import { measureNight, type Night } from './nightly.ts';
import { catalogueSizesIn, exitOnSignals } from './command-line.ts';
import { COMPARED_OPERATIONS } from './operations/compared-operations.ts';
import { machine } from './performance-page.ts';
import { lastResults, report, toMarkdown, type Results } from './report.ts';

const DUE = 1000;
const CLOSED = 5000;

const { values } = parseArgs({
  options: {
    copies: { type: 'string', default: '10000,100000,1000000' },
    batch: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
});
const sizes = catalogueSizesIn(values.copies, 2 * DUE);
const batchSize = Number(values.batch);
if (!Number.isInteger(batchSize) || batchSize < 1) {
  console.error('--batch takes a number of copies, such as 100000.');
  process.exit(2);
}
if (values.only !== undefined && values.only !== 'batches') {
  console.error('--only takes batches: the other figures stay as they are.');
  process.exit(2);
}

exitOnSignals();

const started = performance.now();
const say = (line: string): void => {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
};

const measureAll = async (): Promise<Omit<Results, 'batches'>> => {
  say('operations …');
  const operations = await measure(COMPARED_OPERATIONS, say);
  say(`closing an activity of ${CLOSED.toLocaleString('en')} copies …`);
  const closing = await measureClosing(CLOSED);
  // The first night warms the process up.
  await measureNight(2 * DUE, DUE);
  const nights: Night[] = [];
  for (const copies of sizes) {
    say(`nightly with ${copies.toLocaleString('en')} copies …`);
    nights.push(await measureNight(copies, DUE));
  }
  return { date: new Date().toISOString(), machine: machine(), operations, closing, nights };
};

const others = values.only === undefined ? await measureAll() : lastResults();
say(`a batch of ${batchSize.toLocaleString('en')} copies …`);
const results: Results = { ...others, batches: await measureBatch(batchSize) };
await report(results);
say('done: bench/results.json, docs/performance.md\n');
console.log(toMarkdown(results));
