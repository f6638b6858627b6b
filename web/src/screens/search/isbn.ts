const GAP = String.raw`[\s\p{Pd}\p{Cf}]*`;
const NUMBER = new RegExp(
  String.raw`(?<!\d)(?:97[89](?:${GAP}\d){10}|\d(?:${GAP}\d){8}${GAP}[\dX])(?!\d)`,
  'giu',
);

/** What could be an ISBN in a text, without spaces and dashes. */
const numbersIn = (text: string): readonly string[] =>
  (text.match(NUMBER) ?? []).map((number) => number.toUpperCase().replace(/[^\dX]/g, ''));

const weighed = (digits: string, weight: (at: number) => number): number =>
  Array.from(digits).reduce((sum, digit, at) => sum + weight(at) * (digit === 'X' ? 10 : Number(digit)), 0);

const isChecked = (digits: string): boolean =>
  digits.length === 10
    ? weighed(digits, (at) => 10 - at) % 11 === 0
    : weighed(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0;

/**
 * Whether an ISBN with a valid check digit is in a text, in any notation, whatever a catalogue
 * writes beside it.
 */
export const hasIsbn = (text: string): boolean => numbersIn(text).some(isChecked);

/** Whether what looks like an ISBN in a text has a wrong digit. */
export const isAlmostIsbn = (text: string): boolean =>
  !hasIsbn(text) && numbersIn(text).some(({ length }) => length === 13);
