import { isRounded, partsOf } from '../../lib/listed.ts';

/** The barcodes of a scanned or pasted list. */
export interface Barcodes {
  /** Without duplicates, in the order of the list. */
  readonly codes: readonly string[];
  /** Barcodes that are listed more than once. */
  readonly doubles: readonly string[];
  /** Words that cannot be a barcode. */
  readonly unreadable: readonly string[];
  /** What a spreadsheet has made of barcodes that it took for numbers, without duplicates. */
  readonly rounded: readonly string[];
}

const BARCODE = /^[\w.-]{1,40}$/;

/** Reads barcodes from a list. */
export function barcodesIn(text: string): Barcodes {
  const parts = partsOf(text);
  const read = parts.filter((part) => BARCODE.test(part));
  const codes = new Set(read);
  const seen = new Set<string>();
  const doubles = new Set(read.filter((code) => seen.size === seen.add(code).size));
  return {
    codes: [...codes],
    doubles: [...doubles],
    unreadable: parts.filter((part) => !BARCODE.test(part) && !isRounded(part)),
    rounded: [...new Set(parts.filter(isRounded))],
  };
}

/** Adds a barcode on a line of its own. */
export const withBarcode = (text: string, code: string): string =>
  `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${code}\n`;

const NAMED = 5;

/** Joins the first few barcodes, and marks that there are more. */
export const namesOf = (codes: readonly string[]): string =>
  codes.slice(0, NAMED).join(', ') + (codes.length > NAMED ? ' …' : '');
