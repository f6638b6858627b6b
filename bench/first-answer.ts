/**
 * `npm run bench start -- [--beside DIR] [--processes 20] [--write]`: the time until a fresh
 * process of the API gives its first answer, in three parts: Node, the import of the bundle, the
 * request. With `--beside`, the API bundle in another folder alternates with ours, so that one run
 * compares two versions.
 */
import './environment.ts';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { buildFunctions } from '../infra/bundle/build-functions.ts';
import { ENV } from '../lib/contract.ts';
import { createTitle } from '../lib/store/titles.ts';
import { eventFor } from './call-handler.ts';
import { table } from './markdown.ts';
import { machine, measuredOn, writeSection } from './performance-page.ts';
import { median } from '../testing/statistics.ts';
import { titleOf } from './fixtures.ts';
import { openBenchTable } from './test-table.ts';

/** The parts of a first answer, in milliseconds. */
interface FirstAnswer {
  readonly node: number;
  readonly load: number;
  readonly request: number;
}

const ID = '1';

const SCRIPT = `
const node = performance.now();
const { handler } = await import(process.env.BUNDLE);
const loaded = performance.now();
const answer = await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 20000 });
const answered = performance.now();
if (answer.statusCode !== 200) throw new Error(answer.body);
process.stdout.write(JSON.stringify({ node, load: loaded - node, request: answered - loaded }), () => process.exit());`;

/** Starts a fresh process that answers one request. */
async function firstAnswer(bundle: string, env: NodeJS.ProcessEnv): Promise<FirstAnswer> {
  const BUNDLE = pathToFileURL(join(bundle, 'index.mjs')).href;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    env: { ...env, BUNDLE },
  });
  return JSON.parse(stdout) as FirstAnswer;
}

const mediansOf = (answers: readonly FirstAnswer[]) => {
  const of = (part: (answer: FirstAnswer) => number): number => Math.round(median(answers.map(part)));
  return {
    node: of(({ node }) => node),
    load: of(({ load }) => load),
    request: of(({ request }) => request),
    total: of(({ node, load, request }) => node + load + request),
  };
};

const { values } = parseArgs({
  options: {
    beside: { type: 'string' },
    processes: { type: 'string', default: '20' },
    write: { type: 'boolean', default: false },
  },
});
const ours = join(await buildFunctions(console.log), 'api');
const bundles = { ...(values.beside !== undefined && { before: values.beside }), now: ours };
const testTable = await openBenchTable([createTitle(titleOf(ID))]);
const env = {
  ...process.env,
  [ENV.table]: testTable.tableName,
  AWS_ENDPOINT_URL_DYNAMODB: testTable.endpoint,
  EVENT: JSON.stringify(eventFor({ method: 'GET', path: `/api/titles/T${ID}`, status: 200 })),
};
const answers = Object.keys(bundles).map((): FirstAnswer[] => []);
for (let round = 0; round <= Number(values.processes); round++) {
  for (const [nth, bundle] of Object.values(bundles).entries()) {
    const answer = await firstAnswer(bundle, env);
    // The first process of each bundle also reads its files from the disk.
    if (round > 0) answers[nth]?.push(answer);
  }
}
await testTable.stop();
const rows = Object.keys(bundles).map((name, nth) => {
  const { node, load, request, total } = mediansOf(answers[nth] ?? []);
  return [name, ...[node, load, request, total].map((ms) => `${ms} ms`)];
});
const markdown = [
  `${measuredOn(new Date().toISOString(), machine())}; the median of ${values.processes} processes each, by turns.`,
  table(['The API', 'Node', 'Import', 'First request', 'Until the first answer'], rows),
].join('\n\n');
console.log(markdown);
if (values.write) await writeSection('first-answer', markdown);
