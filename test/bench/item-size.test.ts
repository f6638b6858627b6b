/** The bytes of items by DynamoDB's rules, computed by hand. */
import { expect, test } from 'vitest';
import { itemSize, weighed } from '../../bench/item-size.ts';

const key = { pk: 'COPY#1', sk: 'META' };
/** The bytes of the key, and those that each item adds. */
const KEY = 2 + 6 + 2 + 4;
const EACH = 100;

test('A text takes its name and its bytes', () => {
  expect(itemSize({ ...key, title: 'Één' })).toEqual({ table: EACH + KEY + 5 + 5, indexes: 0 });
});

test('Lists and maps take three bytes and one for each element', () => {
  const item = { ...key, list: ['ab', true], map: { a: 'x' } };
  const list = 4 + 3 + (1 + 2) + (1 + 1);
  const map = 3 + 3 + (1 + 1 + 1);
  expect(itemSize(item)).toEqual({ table: EACH + KEY + list + map, indexes: 0 });
});

test('An entry of an index of keys takes both keys', () => {
  const entry = { collectionKey: 'C#1', collectionSort: '1' };
  const { indexes } = itemSize({ ...key, ...entry, much: 'x'.repeat(500) });
  expect(indexes).toBe(EACH + KEY + (13 + 3) + (14 + 1));
});

test('What passes by is counted and passed on', () => {
  const stored = { items: 0, tableBytes: 0, indexBytes: 0 };
  const writes = { one: { put: key, when: [] }, two: { put: { ...key, sk: 'XXXX' }, when: [] } };
  expect([...weighed([writes], stored)]).toEqual([writes]);
  expect(stored).toEqual({ items: 2, tableBytes: 2 * (EACH + KEY), indexBytes: 0 });
});
