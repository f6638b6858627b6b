import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isbnForm,
  isbnIndexKeys,
  isbnPartition,
  prefixIndexKeys,
  prefixOf,
  searchForm,
} from '../../lib/store/search-keys.ts';

describe('a title is found whatever its case and accents', () => {
  it.each([
    ['Pluk van de Petteflet', 'pluk van de petteflet'],
    ['Één dag op de Eiffeltoren', 'een dag op de eiffeltoren'],
    ['  De  GVR ', 'de gvr'],
    ['’t Spookt in de bibliotheek!', 't spookt in de bibliotheek'],
    ['1984', '1984'],
    ['Ćevapčići', 'cevapcici'],
    ['…', ''],
    ['', ''],
  ])('"%s" is searched for as "%s"', (title, form) => {
    expect(searchForm(title)).toBe(form);
  });

  it('its form is the form of its form, in capitals too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (title) => {
        expect(searchForm(searchForm(title))).toBe(searchForm(title));
        expect(searchForm(title.toUpperCase())).toBe(searchForm(title));
      }),
    );
  });

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

describe('an ISBN is found in both forms', () => {
  it.each([
    ['thirteen digits', '9789045112657', '9789045112657'],
    ['with hyphens and spaces', '978-90-451 1265-7', '9789045112657'],
    ['ten digits', '0306406152', '9780306406157'],
    ['ten digits with hyphens', '0-306-40615-2', '9780306406157'],
    ['ten with an X', '097522980X', '9780975229804'],
    ['ten with a small x', '097522980x', '9780975229804'],
    ['zeros alone', '0000000000', '9780000000002'],
    ['something else stays', 'ISSN 0166', 'ISSN0166'],
    ['too short', '030640615', '030640615'],
    ['an X in the middle', '03064X6152', '03064X6152'],
  ])('%s', (_name, given, form) => {
    expect(isbnForm(given)).toBe(form);
    expect(isbnIndexKeys('T1', given)).toEqual({ isbnKey: isbnPartition(form), isbnSort: 'T1' });
  });

  it('any ten digits become thirteen whose weighted sum is a multiple of ten', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (ten) => {
        const thirteen = isbnForm(ten);
        const sum = Array.from(thirteen).reduce(
          (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
          0,
        );
        expect(thirteen).toMatch(/^978\d{10}$/);
        expect(thirteen.slice(3, 12)).toBe(ten.slice(0, 9));
        expect(sum % 10).toBe(0);
      }),
    );
  });
});
