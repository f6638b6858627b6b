import { describe, expect, it } from 'vitest';
import { isbnIndexKeys, isbnPartition, prefixIndexKeys, prefixOf } from '../../lib/store/search-keys.ts';

describe('a title in the index of titles by their start', () => {
  it('is in the partition of its first character, in alphabetical order', () => {
    expect(prefixIndexKeys('T1', 'Één dag')).toEqual({
      prefixKey: prefixOf('een'),
      prefixSort: 'een dag#T1',
    });
    expect(prefixOf('een dag')).toBe(prefixOf('e'));
    expect(prefixOf('')).not.toBe(prefixOf('e'));
  });

  it('is in no index without a letter or digit, and fits in a key however long it is', () => {
    expect(prefixIndexKeys('T1', '?!')).toEqual({});
    expect(prefixIndexKeys('T1', 'a'.repeat(5000))).toEqual({
      prefixKey: prefixOf('a'),
      prefixSort: `${'a'.repeat(200)}#T1`,
    });
  });
});

it('a title is in the index under its ISBN, in any notation', () => {
  const keys = { isbnKey: isbnPartition('9780306406157'), isbnSort: 'T1' };
  expect(isbnIndexKeys('T1', '0-306-40615-2')).toEqual(keys);
});
