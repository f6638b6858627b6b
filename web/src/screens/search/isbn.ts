/** What may stand between the digits of a number: spaces, dashes, and marks without a width. */
const GAP = String.raw`[\s\p{Pd}\p{Cf}\u2212]*`;
const TEN = new RegExp(String.raw`\d(?:${GAP}\d){8}${GAP}[\dX]`, 'iu');
const THIRTEEN = new RegExp(String.raw`(?<!\d)97[89](?:${GAP}\d){10}(?!\d)`, 'gu');

/** Whether an ISBN can be in a text: ten digits are. Which one it is, the API finds out. */
export const mayHoldIsbn = (text: string): boolean => TEN.test(text.normalize('NFKC'));

const isChecked = (thirteen: string): boolean =>
  Array.from(thirteen).reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;

/** Whether what looks like an ISBN in a text has a wrong digit. */
export function isAlmostIsbn(text: string): boolean {
  const numbers = text.normalize('NFKC').match(THIRTEEN) ?? [];
  return numbers.length > 0 && !numbers.some((number) => isChecked(number.replace(/\D/g, '')));
}
