import { wants, type Check, type Results } from './results.ts';
import type { RawRequest } from './raw-client.ts';

const MEGABYTE = 1_000_000;

const nested = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

const fields = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [n.toString(36), 1])));

/** A refusal must stay far shorter than the request. */
const short: Check = ({ text }) =>
  text.length > MEGABYTE ? [`The answer has ${text.length} characters.`] : [];

const both =
  (one: Check, other: Check): Check =>
  (response, request) => [...one(response, request), ...other(response, request)];

const longIds = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${n}`.padStart(40, 'x'));

const batchOf = (copyIds: readonly unknown[]): string =>
  JSON.stringify({ selection: { copyIds }, change: { loan: {} } });

/** Bodies near the limits of the contract and above them, with the statuses that they must get. */
const BODIES: readonly (readonly [name: string, path: string, body: string, statuses: readonly number[]])[] =
  [
    ['a megabyte and one byte', '/api/check-ins', `{}${' '.repeat(MEGABYTE - 1)}`, [413]],
    ['a megabyte of nothing', '/api/check-ins', `{}${' '.repeat(MEGABYTE - 2)}`, [400]],
    ['five megabytes', '/api/check-ins', ' '.repeat(5 * MEGABYTE), [413]],
    ['seven megabytes', '/api/check-ins', ' '.repeat(7 * MEGABYTE), [413]],
    ['twelve megabytes', '/api/check-ins', ' '.repeat(12 * MEGABYTE), [413]],
    ['a megabyte of fields', '/api/check-ins', fields(100_000), [400]],
    ['a megabyte of lists in lists', '/api/check-ins', nested('[', ']', 490_000), [400]],
    ['a megabyte of things in things', '/api/check-ins', nested('{"a":', '}', 160_000), [400]],
    ['a field name of a megabyte', '/api/check-ins', JSON.stringify({ ['a'.repeat(990_000)]: 1 }), [400]],
    ['a text of a megabyte', '/api/activities', JSON.stringify({ name: 'a'.repeat(990_000) }), [400]],
    [
      'an id of a megabyte',
      '/api/check-ins',
      JSON.stringify({ copyId: 'a'.repeat(990_000), branchId: 'CEN' }),
      [400],
    ],
    ['as many barcodes as may be', '/api/batches', batchOf(longIds(10_000)), [201]],
    ['a barcode too many', '/api/batches', batchOf(longIds(10_001)), [400]],
    ['four hundred thousand barcodes', '/api/batches', batchOf(Array(400_000).fill(1)), [400]],
  ];

/** Sends requests at the limits of their size and above. */
export const tryBodyLimits = async (results: Results): Promise<void> => {
  for (const [name, path, body, statuses] of BODIES) {
    const headers = { 'content-type': 'application/json' };
    const request: RawRequest = { method: 'POST', path, as: 'staff', headers, body };
    await results.send(`size: ${name}`, request, both(wants(...statuses), short));
  }
  // As many long ids in a query as fit into the headers that the gateway takes.
  const path = `/api/copies?ids=${longIds(100).join(',')}`;
  await results.send('size: a hundred ids', { method: 'GET', path, as: 'staff', headers: {} }, wants(200));
};
