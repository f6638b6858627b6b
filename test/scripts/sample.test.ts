import '../../testing/api/silence-logs.ts';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readRecords } from '../../cli/catalogue/lines.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import { requestFor } from '../../scripts/sample/acts.ts';
import type { Ask } from '../../scripts/sample/ask.ts';
import { openInProcessApi } from '../../scripts/sample/in-process-api.ts';
import {
  loadSample,
  readActivities,
  readActs,
  readCollectionBlocks,
  readCollectionRules,
  SAMPLE_DIRECTORY,
} from '../../scripts/sample/load-sample.ts';
import { startApi, steppingClock, API_TODAY } from '../../testing/api/test-api.ts';
import { done } from '../../testing/api/small-library.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';

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
    const bodies = acts
      .filter(({ act }) => act === 'block-loan')
      .map((context) => requestFor(context, new Map(), '2026-12-30')[2]);
    expect(bodies).toContainEqual(expect.objectContaining({ endDate: '2026-12-31' }));
    expect(bodies).toContainEqual(expect.objectContaining({ endDate: '2027-01-06' }));
    expect(bodies).toContainEqual({ reason: 'Alleen ter inzage' });
  });
});

describe('the items of the sample library', () => {
  const MORNING = '2026-10-12T08:00:00.000Z';

  /**
   * Ids end in a random part, which also decides the shards. The clock of both runs is the same.
   */
  const withoutChance = (items: readonly Item[]): readonly Item[] => {
    const text = JSON.stringify(items)
      .replaceAll(/\b(0m[a-z0-9]{7})[a-z0-9]{12}\b/g, '$1')
      .replaceAll(/("\w+Key":"[^"]*)#\d+"/g, '$1"');
    const keyOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
    return (JSON.parse(text) as Item[]).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };

  const made = async (at: string): Promise<readonly Item[]> => {
    const api = openInProcessApi(steppingClock(at).now);
    await loadSample(api.ask, dayOf(at));
    await api.work();
    return api.items();
  };

  test('are those that the API writes into a database', { timeout: 60_000 }, async () => {
    const api = await startApi({ at: MORNING });
    const ask: Ask = (method, path, body) => done(api.as.admin.call({ method, path, body }));
    await loadSample(ask, API_TODAY);
    await api.work();
    expect(withoutChance(await made(MORNING))).toEqual(withoutChance(await everythingIn(api)));
  });

  test.each(['2026-10-25T00:30:00.000Z', '2027-03-28T10:00:00.000Z', '2028-02-29T23:30:00.000Z'])(
    'are sound on any day, such as %s',
    async (at) => {
      expect(violationsIn(await made(at), dayOf(at))).toEqual([]);
    },
  );

  test('tell of a request that is refused', async () => {
    const { ask } = openInProcessApi(steppingClock(MORNING).now);
    const body = { copyId: 'X', patronId: 'Y', branchId: 'Z' };
    await expect(ask('POST', '/api/loans', body)).rejects.toThrow('POST /api/loans: unknown-copy');
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
