/** The cells of a file of the feed, as people and spreadsheets write them. */

export type Kind = 'text' | 'code' | 'flag' | 'number' | 'list';

/** A cell as JSON for the API, or the reason why it has no such value. */
export type Cell = { readonly value: unknown } | { readonly code: string; readonly reason: string };

const FLAGS = new Map([
  ['true', true],
  ['waar', true],
  ['false', false],
  ['onwaar', false],
]);

/** A code of many digits, as a spreadsheet shows it that took the code for a number. */
const ROUNDED = /^\d([.,]\d+)?E\+\d+$/i;

/** Reads a cell that is not empty. Lengths, addresses and the like are left to the API. */
export function readCell(kind: Kind, cell: string): Cell {
  switch (kind) {
    case 'text':
      return { value: cell };
    case 'code':
      return ROUNDED.test(cell) ? rounded(cell) : { value: cell };
    case 'flag':
      return known(FLAGS.get(cell.toLowerCase()), 'TRUE or FALSE', cell);
    case 'number':
      return known(/^\d{1,9}$/.test(cell) ? Number(cell) : undefined, 'a whole number', cell);
    case 'list':
      return { value: cell.split(/[\s,;]+/).filter((part) => part !== '') };
  }
}

const known = (value: unknown, wanted: string, cell: string): Cell =>
  value === undefined ? { code: 'bad-cell', reason: `${wanted} is wanted, not "${cell}".` } : { value };

const rounded = (cell: string): Cell => ({
  code: 'rounded-number',
  reason:
    `a spreadsheet has rounded this to ${cell}, and the last digits are lost. ` +
    'Format the column as text there, get the codes again from where they came, and save the file again.',
});
