/** Letters that Unicode does not decompose, and apostrophes that it counts as letters. */
const PLAIN: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ʼ: ' ',
  ʻ: ' ',
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

const ARTICLES = new Set(['de', 'het', 'een', 't', 'the', 'a', 'an', 'der', 'die', 'das', 'le', 'la', 'les']);

/**
 * A text as searches compare it: without case and accents, with ligatures and letters such as ø in
 * their plain form, and with one space for everything that is no letter or digit.
 */
export const searchForm = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(NOT_PLAIN, (letter) => PLAIN[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The words of a text in their search form, each once. */
export const wordsIn = (text: string): readonly string[] => [
  ...new Set(
    searchForm(text)
      .split(' ')
      .filter((word) => word !== ''),
  ),
];

/**
 * What follows a leading article in a search form; undefined without one, or when nothing follows.
 * Leaves out one article only: then a text that began like a title still does, whatever comes next.
 */
export const withoutArticle = (form: string): string | undefined => {
  const end = form.indexOf(' ');
  return ARTICLES.has(form.slice(0, Math.max(end, 0))) ? form.slice(end + 1) : undefined;
};
