import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchForm, withoutArticle, wordsIn } from '../../lib/domain/search-form.ts';

/** Each with what people type for it. */
const LETTERS = [
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ǽ', 'ae'],
  ['ø', 'o'],
  ['ǿ', 'o'],
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
  ['ĳ', 'ij'],
  ['ﬁ', 'fi'],
  ['ﬃ', 'ffi'],
  ['ſ', 's'],
  ['é', 'e'],
  ['e\u0301', 'e'],
  ['å', 'a'],
  ['ü', 'u'],
  ['ç', 'c'],
] as const;

const anyText = fc.string({ unit: 'grapheme-composite' });

describe('a title is found whatever its case, accents and ligatures', () => {
  it.each([
    ['Pluk van de Petteflet', 'pluk van de petteflet'],
    ['Één dag op de Eiffeltoren', 'een dag op de eiffeltoren'],
    ['  De  GVR ', 'de gvr'],
    ['’t Spookt in de bibliotheek!', 't spookt in de bibliotheek'],
    ['ʼt Hooge Nest', 't hooge nest'],
    ['1984', '1984'],
    ['Ćevapčići', 'cevapcici'],
    ['Œuvres complètes', 'oeuvres completes'],
    ['Straße nach Łódź', 'strasse nach lodz'],
    ['E = mc²', 'e mc2'],
    ['ＡＢＣ', 'abc'],
    ['İstanbul', 'istanbul'],
    ['…', ''],
    ['', ''],
  ])('"%s" is searched for as "%s"', (title, form) => {
    expect(searchForm(title)).toBe(form);
  });

  it('its form is the form of its form', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        expect(searchForm(searchForm(title))).toBe(searchForm(title));
      }),
    );
  });

  it('its form is that of its capitals', () => {
    const latin = fc.string({ unit: fc.constantFrom(...LETTERS.flat(), 'z', '7', ' ', '-', '’') });
    fc.assert(
      fc.property(latin, (title) => {
        expect(searchForm(title.toUpperCase())).toBe(searchForm(title));
      }),
    );
  });

  it.each(LETTERS)('%s and %s are the same letters, between any others', (letter, plain) => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const [typed, printed] = [plain, letter].map((one) => searchForm(`${before} x${one}y ${after}`));
        expect(typed).toBe(printed);
        expect(typed).toContain(`x${plain}y`);
      }),
    );
  });
});

describe('the words of a text', () => {
  it.each([
    ['De GVR', ['de', 'gvr']],
    ['Jip & Janneke, Jip!', ['jip', 'janneke']],
    ['foto’s', ['foto', 's']],
    ['…', []],
  ])('"%s" has %j, each once', (text, words) => {
    expect(wordsIn(text)).toEqual(words);
  });
});

describe('a leading article', () => {
  it.each([
    ['De aanslag', 'aanslag'],
    ['Het Achterhuis', 'achterhuis'],
    ['Een schitterend gebrek', 'schitterend gebrek'],
    ['’t Spookt', 'spookt'],
    ['‘t Spookt', 'spookt'],
    ["'t Spookt", 'spookt'],
    ['The Hobbit', 'hobbit'],
    ['A Tale of Two Cities', 'tale of two cities'],
    ['An Ideal Husband', 'ideal husband'],
    ['Der Zauberberg', 'zauberberg'],
    ['Die Verwandlung', 'verwandlung'],
    ['Das Parfum', 'parfum'],
    ['Le Petit Prince', 'petit prince'],
    ['La Peste', 'peste'],
    ['Les Misérables', 'miserables'],
    ['De de la Mars', 'de la mars'],
  ])('of "%s" is left out: "%s"', (title, rest) => {
    expect(withoutArticle(searchForm(title))).toBe(rest);
  });

  it.each(['Het', 'De', 'Dezelfde', 'Lessen', 'Aanslag', 'In de ban', ''])('is not in "%s"', (title) => {
    expect(withoutArticle(searchForm(title))).toBeUndefined();
  });

  it('once left out of both, what began like the title still does', () => {
    const words = fc.array(fc.constantFrom('de', 'het', 'das', 'a', 'aan', 'boot'), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.nat(), (all, cut) => {
        const form = all.join(' ');
        const typed = searchForm(form.slice(0, 1 + (cut % form.length)));
        const rest = withoutArticle(typed);
        if (rest !== undefined) expect(withoutArticle(form)?.startsWith(rest)).toBe(true);
      }),
    );
  });
});
