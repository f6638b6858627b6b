import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../lib/http/language.ts';

describe('the language of an answer: as asked for, Dutch by default', () => {
  it.each([
    ['no header', undefined, 'nl'],
    ['an empty one', '', 'nl'],
    ['Dutch', 'nl', 'nl'],
    ['English', 'en', 'en'],
    ['English of England', 'en-GB', 'en'],
    ['in capitals', 'EN-US', 'en'],
    ['a language that there is not', 'de', 'nl'],
    ['any language', '*', 'nl'],
    ['another first, then English', 'de-DE, en;q=0.8', 'en'],
    ['English first', 'en, nl', 'en'],
    ['Dutch first', 'nl, en', 'nl'],
    ['by weight, not by place', 'nl;q=0.3, en;q=0.9', 'en'],
    ['by weight, Dutch heaviest', 'en;q=0.3, nl;q=0.9', 'nl'],
    ['no weight is the heaviest', 'nl;q=0.9, en', 'en'],
    ['English refused', 'en;q=0', 'nl'],
    ['Dutch refused', 'nl;q=0, en;q=0.1', 'en'],
    ['spaces everywhere', '  en ; q=0.9 ,  nl ; q=0.1 ', 'en'],
    ['a parameter before the weight', 'nl;level=1;q=0.1, en;q=0.2', 'en'],
    ['a weight that is no number', 'en;q=much', 'nl'],
    ['a language that only begins alike', 'eng', 'nl'],
  ])('%s', (_name, header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('is always one of the two, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(['nl', 'en']).toContain(languageOf(header));
      }),
    );
  });
});
