/** What is in a list of barcodes as it was scanned and pasted. */
export interface Barcodes {
  /** Each once, in the order in which they came. */
  readonly codes: readonly string[];
  /** Those that are there more than once. */
  readonly doubles: readonly string[];
  /** What cannot be a barcode. */
  readonly unreadable: readonly string[];
}

const BARCODE = /^[\w.-]{1,40}$/;

/** The barcodes in a text: one per line, or with spaces, commas or semicolons between them. */
export function barcodesIn(text: string): Barcodes {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const read = parts.filter((part) => BARCODE.test(part));
  const codes = new Set(read);
  const seen = new Set<string>();
  const doubles = new Set(read.filter((code) => seen.size === seen.add(code).size));
  return {
    codes: [...codes],
    doubles: [...doubles],
    unreadable: parts.filter((part) => !BARCODE.test(part)),
  };
}

/** A list of barcodes with one more below it. */
export const withBarcode = (text: string, code: string): string =>
  `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${code}\n`;

const NAMED = 5;

/** Some of them by name, and that there are more. */
export const namesOf = (codes: readonly string[]): string =>
  codes.slice(0, NAMED).join(', ') + (codes.length > NAMED ? ' …' : '');
