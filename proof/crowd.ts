// Long: one proof, told from its options to what is wrong, without a file for each part.

/**
 * `npm run prove crowd`: people reserve one title at the same moment, and its copies come in at the
 * same moment; on the running system, and behind a DynamoDB that cancels transactions that overlap.
 */
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { startEngine } from '../local/aws/dynamodb/engine.ts';
import { quantile } from '../testing/statistics.ts';
import { HOLD_MS } from '../testing/database/strict-transactions.ts';
import { sendRequest, sendSuccessfully, type Connection } from '../testing/system/http-client.ts';
import { TODAY } from './consistency/days.ts';
import { startProxy } from './consistency/nemesis/dynamodb-proxy.ts';
import { dataDirectory, startSystem } from './consistency/system.ts';
import { conclude, say } from './report.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '200' },
    copies: { type: 'string', default: '10' },
    within: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`npm run prove crowd -- [--people 200] [--copies 10] [--within MS]
  So many people reserve a title of so many copies at the same moment, and then thirty copies come in at the same moment;
  of another title the copies come in meanwhile. On the running system, and behind a DynamoDB that cancels transactions
  that overlap. All are answered, each at a place of their own; the first in line are served.
  --within MS   the 99th percentile of each crowd by itself must be less, such as 3000 on two quiet cores`);
  process.exit(0);
}
const people = Number(values.people);
const copies = Number(values.copies);
const returned = 30;

/** Titles: one where copies come in when all are in line, and one where they come in meanwhile. */
const THEN = 'THEN';
const MEANWHILE = 'MEANWHILE';
const BRANCH = 'CEN';
/** The machine decides the times: nothing is wrong with them unless a limit is given. */
const SLOW_MS = Number(values.within ?? Infinity);
const MINUTE_MS = 60_000;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const reader = (n: number): string => `reader-${n}`;
const borrower = (n: number): string => `borrower-${n}`;

interface Answer {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly position?: number;
    readonly reservation?: { readonly id?: string };
  };
  readonly ms: number;
}

const put = (at: Connection, path: string, body: object) =>
  sendSuccessfully(at, { method: 'PUT', path, body });

/** Makes the title, its copies, those who reserve it, and those who bring copies back. */
const fill = async (at: Connection, titleId: string): Promise<void> => {
  await put(at, `/api/branches/${BRANCH}`, { name: 'Centrum' });
  await put(at, `/api/titles/${titleId}`, { title: 'Het boek dat iedereen wil' });
  const concurrency = 8;
  const card = { branchId: BRANCH, kind: 'ordinary' };
  await pMap(numbers(people), (n) => put(at, `/api/patrons/${reader(n)}`, card), { concurrency });
  const copy = { titleId, branchId: BRANCH };
  await pMap(numbers(copies), (n) => put(at, `/api/copies/${titleId}-shelf-${n}`, copy), { concurrency });
  await pMap(
    numbers(returned),
    async (n) => {
      await put(at, `/api/patrons/${borrower(n)}`, card);
      await put(at, `/api/copies/${titleId}-lent-${n}`, copy);
      const body = { copyId: `${titleId}-lent-${n}`, patronId: borrower(n), branchId: BRANCH };
      await sendSuccessfully(at, { method: 'POST', path: '/api/loans', body });
    },
    { concurrency },
  );
};

const timedPost = async (at: Connection, path: string, body: object, key: string): Promise<Answer> => {
  const start = performance.now();
  const headers = { 'idempotency-key': key };
  const response = await sendRequest(at, { method: 'POST', path, body, headers, timeoutMs: MINUTE_MS });
  return { status: response.status, body: response.body as Answer['body'], ms: performance.now() - start };
};

const statusesOf = (answers: readonly Answer[]): string =>
  [...Map.groupBy(answers, ({ status }) => status)]
    .map(([status, all]) => `${all.length} × ${status}`)
    .join(', ');

/** Says how the answers were; what is wrong with them, if anything. */
const judge = (
  what: string,
  answers: readonly Answer[],
  status: number,
  withinMs = Infinity,
): readonly string[] => {
  const p99 = quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );
  say(`${what}: ${statusesOf(answers)}, p99 ${p99.toFixed(0)} ms`);
  return [
    ...(answers.every((one) => one.status === status) ? [] : [`${what}: ${statusesOf(answers)}`]),
    ...(p99 < withinMs ? [] : [`${what}: p99 ${p99.toFixed(0)} ms`]),
  ];
};

const reserveAll = (at: Connection, titleId: string): Promise<readonly Answer[]> =>
  Promise.all(
    numbers(people).map((n) => {
      const body = { titleId, patronId: reader(n), pickupBranchId: BRANCH };
      return timedPost(at, '/api/reservations', body, `${titleId}-reserve-${n}`);
    }),
  );

const bringBack = (at: Connection, titleId: string): Promise<readonly Answer[]> =>
  Promise.all(
    numbers(returned).map((n) => {
      const body = { copyId: `${titleId}-lent-${n}`, branchId: BRANCH };
      return timedPost(at, '/api/check-ins', body, `${titleId}-in-${n}`);
    }),
  );

/** Everybody has a place of their own, and the list of the title is in that order. */
const judgePlaces = async (at: Connection, answers: readonly Answer[]): Promise<readonly string[]> => {
  const inOrder = answers.toSorted((a, b) => (a.body.position ?? 0) - (b.body.position ?? 0));
  const places = inOrder.map(({ body }) => body.position);
  const path = `/api/reservations?open=true&limit=200&titleId=${THEN}`;
  const { body } = await sendSuccessfully(at, { method: 'GET', path });
  const listed = (body as { readonly items: readonly { readonly id: string }[] }).items.map(({ id }) => id);
  const told = inOrder.map((one) => one.body.id).slice(0, listed.length);
  return [
    ...(places.every((place, n) => place === n + 1) ? [] : [`places that were told: ${places.join(' ')}`]),
    ...(told.every((id, n) => id === listed[n])
      ? []
      : ['the list of the title is in another order than was told']),
  ];
};

const served = (checkedIn: readonly Answer[]): readonly string[] =>
  checkedIn.flatMap(({ body }) => body.reservation?.id ?? []);

/** The first in line are served, each once. */
const judgeServed = (line: readonly string[], checkedIn: readonly Answer[]): readonly string[] => {
  const ids = new Set(served(checkedIn));
  const passedOver = line.slice(0, ids.size).filter((id) => !ids.has(id));
  return passedOver.length === 0
    ? []
    : [`${passedOver.length} of the first ${ids.size} in line were passed over`];
};

const atOnce = `${people} reservations at once, ${copies} copies on the shelf`;
const then = `${returned} check-ins at once`;

/** Many reserve at once; then copies come in at once. */
const crowdAndReturns = async (at: Connection): Promise<readonly string[]> => {
  await fill(at, THEN);
  const reserved = await reserveAll(at, THEN);
  const places = await judgePlaces(at, reserved);
  const checkedIn = await bringBack(at, THEN);
  const line = reserved.toSorted((a, b) => (a.body.position ?? 0) - (b.body.position ?? 0));
  const all = line.map(({ body }) => body.id ?? '');
  return [
    ...judge(atOnce, reserved, 201, SLOW_MS),
    ...places,
    ...judge(then, checkedIn, 200, SLOW_MS),
    ...(served(checkedIn).length < returned ? [`only ${served(checkedIn).length} were served`] : []),
    ...judgeServed(all, checkedIn),
  ];
};

/** Many reserve, and copies come in at the same moment. Their ids are in the order of the line. */
const crowdDuringReturns = async (at: Connection): Promise<readonly string[]> => {
  await fill(at, MEANWHILE);
  const [reserved, checkedIn] = await Promise.all([reserveAll(at, MEANWHILE), bringBack(at, MEANWHILE)]);
  const line = reserved.map(({ body }) => body.id ?? '').toSorted();
  return [
    ...judge(`${people} reservations while ${returned} copies come in`, reserved, 201),
    ...judge(`${returned} check-ins meanwhile`, checkedIn, 200),
    ...judgeServed(line, checkedIn),
  ];
};

const crowdAt = async (at: Connection): Promise<readonly string[]> => [
  ...(await crowdAndReturns(at)),
  ...(await crowdDuringReturns(at)),
];

const onTheSystem = async (): Promise<readonly string[]> => {
  say('the running system …');
  const system = await startSystem(dataDirectory(), TODAY);
  const wrong = await crowdAt({ url: system.url, token: system.admin });
  await system.end();
  return wrong;
};

const onStrictDynamoDb = async (): Promise<readonly string[]> => {
  say(`a DynamoDB that cancels overlapping transactions, each held for ${HOLD_MS} ms …`);
  const data = dataDirectory();
  const engine = await startEngine(data);
  const proxy = await startProxy(engine.endpoint, { every: Infinity, strict: HOLD_MS });
  const system = await startSystem(data, TODAY, { dynamodb: proxy.endpoint });
  const wrong = await crowdAt({ url: system.url, token: system.admin });
  say(`${proxy.made.get('overlapping') ?? 0} writes were refused`);
  await system.end();
  proxy.stop();
  await engine.stop();
  return wrong;
};

conclude(
  [...(await onTheSystem()), ...(await onStrictDynamoDb())],
  `npm run prove crowd -- --people ${people} --copies ${copies}`,
);
