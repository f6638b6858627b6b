import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchForm } from '../../lib/domain/search-form.ts';

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
});
