import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readRecords } from '../../feed/lines.ts';
import { callFor } from '../../feed/sample-acts.ts';
import {
  loadSample,
  readActivities,
  readActs,
  readCollectionBlocks,
  readCollectionRules,
  SAMPLE_DIRECTORY,
} from '../../feed/sample.ts';
import { standIn } from './stand-in.ts';
import type { Answer, Seen } from './stand-in.ts';

const table = (name: string) => readRecords(join(SAMPLE_DIRECTORY, name));
const branches = await table('branches.csv');
const titles = await table('titles.csv');
const copies = await table('copies.csv');
const patrons = await table('patrons.csv');
const acts = await readActs();
const rules = await readCollectionRules();
const blocks = await readCollectionBlocks();
const activities = await readActivities();
const column = (rows: typeof titles, name: string): readonly string[] => rows.map((row) => row[name] ?? '');
const twice = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);
const ids = {
  branchId: column(branches, 'branchId'),
  titleId: column(titles, 'titleId'),
  copyId: column(copies, 'copyId'),
  patronId: column(patrons, 'patronId'),
};

describe('the sample library', () => {
  test('is about as large as promised', () => {
    expect(ids.branchId).toHaveLength(4);
    expect(ids.titleId.length).toBeGreaterThanOrEqual(150);
    expect(ids.copyId.length).toBeGreaterThanOrEqual(580);
    expect(column(patrons, 'kind').filter((kind) => kind === 'special').length).toBeGreaterThanOrEqual(4);
  });

  test.each(Object.entries(ids))('has ids that the contract takes, each once: %s', (_name, values) => {
    expect(values.filter((value) => !/^[A-Za-z0-9._-]{1,40}$/.test(value))).toEqual([]);
    expect(twice(values)).toEqual([]);
  });

  test('has every title once, and a copy of it', () => {
    expect(twice(column(titles, 'title'))).toEqual([]);
    expect(ids.titleId.filter((id) => !column(copies, 'titleId').includes(id))).toEqual([]);
  });

  test('names nothing that is not there', () => {
    const named = (rows: readonly object[], name: keyof typeof ids) =>
      rows.map((row) => Object.entries(row).find(([key]) => key === name)?.[1] as string | undefined);
    const unknown = (rows: readonly object[], name: keyof typeof ids) =>
      named(rows, name).filter((id) => id !== undefined && id !== '' && !ids[name].includes(id));
    expect([unknown(copies, 'titleId'), unknown(copies, 'branchId'), unknown(patrons, 'branchId')]).toEqual([
      [],
      [],
      [],
    ]);
    for (const name of ['copyId', 'titleId', 'patronId', 'branchId'] as const)
      expect(unknown(acts, name)).toEqual([]);
  });

  test('has ISBNs with the right check digit', () => {
    const isbns = column(titles, 'isbn').filter((isbn) => isbn !== '');
    expect(isbns.length).toBeGreaterThanOrEqual(5);
    expect(isbns.filter((isbn) => !isIsbn(isbn))).toEqual([]);
  });

  test('C4: has a standing rule of code 8 for the seasonal collections, all of which have copies', () => {
    expect(rules.map(({ collection, code }) => [collection, Number(code)])).toEqual([
      ['PASEN', 8],
      ['SINT', 8],
      ['KERST', 8],
    ]);
    expect(rules.filter(({ collection }) => !column(copies, 'collection').includes(collection))).toEqual([]);
  });

  test('blocks every copy of the Griffels with code 7, and no other', () => {
    const griffels = copies.filter(({ collection }) => collection === 'GRIFFELS');
    expect(blocks.map(({ copyId, code }) => [copyId, code])).toEqual(
      griffels.map(({ copyId }) => [copyId, 7]),
    );
  });

  test('has a copy that is missing, one on order, and acts of every kind', () => {
    expect(column(copies, 'missing')).toContain('true');
    expect(column(copies, 'onOrder')).toContain('true');
    expect(new Set(acts.map(({ act }) => act))).toEqual(
      new Set(['check-out', 'check-in', 'reserve', 'block-loan', 'block-reservation']),
    );
    expect(new Set(acts.map(({ when }) => when))).toEqual(new Set(['before', 'after']));
    expect(twice(acts.map(({ story, act }) => `${story}-${act}`))).toEqual([]);
  });

  test('has an activity that runs, one that has ended with things left on, and one to come', () => {
    const left = (key: string) => acts.filter(({ activity }) => activity === key).length;
    const [runs, ended, comes] = ['griffels', 'voorleesweken', 'kinderboekenweek'].map((key) =>
      activities.find((one) => one.key === key),
    );
    expect([Number(runs?.start) < 0, Number(runs?.end) > 0, runs?.endedOn]).toEqual([true, true, '']);
    expect([Number(ended?.endedOn) < 0, left('voorleesweken') > 4]).toEqual([true, true]);
    expect(comes?.theme).toBe('kinderboekenweek');
    const cards = activities.flatMap((one) => one.cards.split(';').filter((card) => card !== ''));
    expect(cards.filter((card) => !ids.patronId.includes(card))).toEqual([]);
    const keys = activities.map(({ key }) => key);
    expect(acts.filter(({ activity }) => activity !== '' && !keys.includes(activity))).toEqual([]);
  });

  test('has loan blocks that end after today, and some without an end', () => {
    const calls = acts
      .filter(({ act }) => act === 'block-loan')
      .map((act) => callFor(act, new Map(), '2026-12-30').body);
    expect(calls).toContainEqual(expect.objectContaining({ endDate: '2026-12-31' }));
    expect(calls).toContainEqual(expect.objectContaining({ endDate: '2027-01-06' }));
    expect(calls).toContainEqual({ reason: 'Alleen ter inzage' });
  });
});

describe('loading the sample library', () => {
  /** What the API answers to questions, beside what a test has it answer. */
  const questions = ({ method, path }: Seen): Answer | undefined => {
    if (method === 'POST' && path === '/api/activities') return { status: 201, body: { id: 'a1' } };
    if (method !== 'GET') return undefined;
    const theme = { key: 'kinderboekenweek', startDate: '2027-10-06', endDate: '2027-10-17' };
    const card = { branchId: 'CEN', kind: 'special', label: 'Vitrine' };
    if (path.startsWith('/api/themes')) return { status: 200, body: { items: [theme] } };
    return { status: 200, body: path.startsWith('/api/patrons') ? card : { items: [] } };
  };

  const load = async (answer: (seen: Seen) => Answer, lists: Readonly<Record<string, object>> = {}) => {
    const listed = ({ path }: Seen): Answer | undefined => lists[path] && { status: 200, body: lists[path] };
    const server = await standIn((seen) => listed(seen) ?? questions(seen) ?? answer(seen));
    const steps: [number, number][] = [];
    const onProgress = (done: number, total: number) => steps.push([done, total]);
    await loadSample({ url: server.url, token: 'admin', today: '2026-10-12', onProgress });
    return { ...server, steps };
  };

  test('sends everything once and tells how far it is', async () => {
    const { seen, steps } = await load(() => ({ status: 201 }));
    const inFiles = branches.length + titles.length + copies.length + patrons.length;
    const total = inFiles + rules.length + blocks.length + acts.length;
    const cards = activities.flatMap((one) => one.cards.split(';').filter((card) => card !== '')).length;
    const ended = activities.filter((one) => one.endedOn !== '').length;
    expect(seen.filter(({ method }) => method !== 'GET')).toHaveLength(
      total + activities.length + cards + ended,
    );
    expect(steps.at(-1)).toEqual([total + activities.length, total + activities.length]);
    const posts = seen
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(posts).size).toBe(posts.length);
  });

  test('C2: sets the standing rules before it sends a copy', async () => {
    const { seen } = await load(() => ({ status: 201 }));
    const puts = seen.filter(({ method }) => method === 'PUT').map(({ path }) => path);
    expect(puts.slice(0, 3)).toEqual(rules.map(({ collection }) => `/api/collections/${collection}/rule`));
    expect(seen.find(({ path }) => path === '/api/collections/SINT/rule')?.body).toBe('{"code":8}');
  });

  test('C3: sets no rule anew that is there for every branch', async () => {
    const items = [
      { collection: 'SINT', rules: [{ branchId: 'CEN' }] },
      { collection: 'KERST', rules: [{ branchId: 'CEN' }, {}] },
      { collection: 'PASEN', rules: [] },
    ];
    const { seen } = await load(() => ({ status: 200 }), { '/api/collections?limit=200': { items } });
    const set = seen.filter(({ path }) => path.endsWith('/rule')).map(({ path }) => path);
    expect(set).toEqual(['/api/collections/PASEN/rule', '/api/collections/SINT/rule']);
  });

  test('is content with a library that has it all, days later', async () => {
    const codes: Record<string, string> = {
      '/api/loans': 'copy-on-loan',
      '/api/reservations': 'already-reserved',
    };
    const card = '/api/patrons/PAS-CEN-VITRINE';
    const { seen } = await load(({ path, body }) => {
      // It has copies on it, and would lose its activity.
      const inUse = path === card && !body.includes('activityId');
      const code = inUse ? 'card-in-use' : codes[path];
      return code === undefined
        ? { status: 200 }
        : { status: 409, body: { type: 'refused', reasons: [{ code }] } };
    });
    expect(seen.some(({ path }) => path === '/api/check-ins')).toBe(true);
  });

  test('checks nothing in that its reader has taken home since', async () => {
    const reasons = [{ code: 'already-on-loan' }];
    const { seen } = await load(({ path }) =>
      path === '/api/reservations' ? { status: 409, body: { type: 'refused', reasons } } : { status: 200 },
    );
    expect(seen.filter(({ path }) => path === '/api/check-ins')).toEqual([]);
  });

  test('stops at what it did not expect, and says what', async () => {
    const refused = {
      status: 409,
      body: { detail: 'Deze vestiging is niet bekend.', reasons: [{ code: 'unknown-branch' }] },
    };
    const stopped = (where: string) => load(({ path }) => (path === where ? refused : { status: 201 }));
    await expect(stopped('/api/loans')).rejects.toThrow(
      'The sample library cannot be loaded: loan-01, check-out: Deze vestiging is niet bekend.',
    );
    await expect(stopped('/api/patrons/PAS-CEN-VITRINE')).rejects.toThrow(
      /patrons\.csv, line \d+: Deze vestiging is niet bekend\.$/,
    );
    await expect(stopped('/api/collections/SINT/rule')).rejects.toThrow(
      'The sample library cannot be loaded: /api/collections/SINT/rule: Deze vestiging is niet bekend.',
    );
  });
});

function isIsbn(isbn: string): boolean {
  const digits = isbn.split('').map((digit) => (digit === 'X' ? 10 : Number(digit)));
  if (digits.length === 10)
    return digits.reduce((sum, digit, index) => sum + digit * (10 - index), 0) % 11 === 0;
  return (
    digits.length === 13 &&
    digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0
  );
}
