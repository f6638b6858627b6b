import { describe, expect, it } from 'vitest';
import { apiPageReader } from '../../proof/consistency/api-reader.ts';
import { wrongWithList, type Item } from '../../proof/consistency/checker/lists.ts';

const a: Item = { id: 'a', status: 'waiting' };
const b: Item = { id: 'b', status: 'ready' };
const path = '/api/reservations?copyId=T01.a';

describe('T3: lists that cannot be', () => {
  it.each<[string, readonly Item[], readonly Item[], RegExp]>([
    ['something twice', [a, b, b], [a, b, b], /lists b twice/],
    ['something missing', [a], [a], /does not list b/],
    ['something of another list', [a, b, { id: 'c' }], [a, b, { id: 'c' }], /should not list c/],
    [
      'something as it was',
      [a, { ...b, status: 'waiting' }],
      [a, { ...b, status: 'waiting' }],
      /shows .*"b"/,
    ],
    ['another order', [b, a], [b, a], /in the order b a and not a b/],
    ['less in small pages', [a, b], [a], /in small pages a$/],
    ['more in small pages', [a, b], [a, b, b], /in small pages a b b$/],
  ])('%s', (_, whole, inPages, why) => {
    expect(wrongWithList({ path, items: [a, b], inOrder: true }, whole, inPages).join('; ')).toMatch(why);
  });
});

describe('T3: lists that can', () => {
  it.each<[string, boolean, readonly Item[], readonly Item[]]>([
    ['what is there', true, [a, b], [a, b]],
    ['with more fields than the thing has elsewhere', true, [a, { ...b, more: 1 }], [a, { ...b, more: 1 }]],
    ['in any order, of those that have none', false, [b, a], [b, a]],
  ])('%s', (_, inOrder, whole, inPages) => {
    expect(wrongWithList({ path, items: [a, b], inOrder }, whole, inPages)).toEqual([]);
  });
});

describe('the pages of a list', () => {
  const readPages = async (...pages: readonly { items: readonly unknown[]; next?: string }[]) => {
    const wrong: string[] = [];
    const left = [...pages];
    const read = <T>(): Promise<T> => Promise.resolve(left.shift() as T);
    const items = await apiPageReader(read, { add: (sentence) => wrong.push(sentence) })('/api/flags');
    return { items, wrong };
  };

  it('may be short', async () => {
    const { items, wrong } = await readPages({ items: [a], next: 'x' }, { items: [b] });
    expect([items, wrong]).toEqual([[a, b], []]);
  });

  it('may not be empty, with a next', async () => {
    const { items, wrong } = await readPages({ items: [], next: 'x' }, { items: [b] });
    expect([items, wrong]).toEqual([[b], ['/api/flags has an empty page with a next, of 200']]);
  });
});
