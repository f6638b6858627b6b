import { describe, expect, it } from 'vitest';
import { prefixIndexKeys, prefixPartition, startOf } from '../../lib/store/search-keys.ts';

describe('a title in the index of titles by their start', () => {
  it('is in the partition of its first character, in alphabetical order', () => {
    expect(prefixIndexKeys('T1', 'een dag')).toEqual({
      prefixKey: prefixPartition('een'),
      prefixSort: 'een dag#T1',
    });
    expect(prefixPartition('een dag')).toBe(prefixPartition('e'));
    expect(prefixPartition('')).not.toBe(prefixPartition('e'));
  });

  it('is in no index without a letter or digit', () => {
    expect(prefixIndexKeys('T1', '')).toEqual({});
  });

  it('fits in a key however long it is, and can be stored', () => {
    expect(startOf('a'.repeat(5000))).toBe('a'.repeat(200));
    expect(startOf(`${'a'.repeat(199)}𠀀`).isWellFormed()).toBe(true);
    expect(prefixPartition('𠀀').isWellFormed()).toBe(true);
  });
});
