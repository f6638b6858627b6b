/** What may stand between the digits of a number: spaces, dashes, and marks without a width. */
const GAP = String.raw`[\s\p{Pd}\p{Cf}\u2212]*`;
const GAPS = new RegExp(GAP, 'gu');
const THIRTEEN = new RegExp(String.raw`(?<!\d)(?:97[89](?:${GAP}\d){10}|\d{13})(?!\d)`, 'gu');
/** Looks ahead only, so that a volume before a number does not hide it. */
const TEN = new RegExp(String.raw`(?<!\d)(?=(\d(?:${GAP}\d){8}${GAP}[\dX])(?!\d))`, 'gu');

const plainNumber = (text: string): string => text.replace(GAPS, '');

/** Whether ten characters are an ISBN with the right check digit. */
const isChecked = (ten: string): boolean =>
  Array.from(ten).reduce((sum, digit, at) => sum + (10 - at) * (digit === 'X' ? 10 : Number(digit)), 0) %
    11 ===
  0;

/** Ten digits in parts could be anything, so their check digit tells. */
const isTen = (text: string): boolean => text === plainNumber(text) || isChecked(plainNumber(text));

/** An ISBN-10 becomes an ISBN-13; other texts lose spaces and dashes. */
const asThirteen = (text: string): string => {
  const plain = plainNumber(text);
  if (!/^\d{9}[\dX]$/.test(plain)) return plain;
  const digits = `978${plain.slice(0, 9)}`;
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

/** Far more than a field holds, unless it is made of single digits. */
const MOST = 4;

/**
 * Every ISBN in a text, as thirteen digits, each once: catalogues write prices, bindings and other
 * numbers beside it. A text without any is a number itself, without spaces and dashes.
 */
export const isbnsIn = (text: string): readonly string[] => {
  const upper = text.normalize('NFKC').toUpperCase();
  const thirteens = upper.match(THIRTEEN) ?? [];
  const tens = [...upper.replace(THIRTEEN, '|').matchAll(TEN)].map(([, ten = '']) => ten);
  const sure = [...thirteens, ...tens.filter(isTen)];
  const found = [sure, tens, [upper]].find(({ length }) => length > 0) ?? [];
  return [...new Set(found.map(asThirteen))].slice(0, MOST);
};
