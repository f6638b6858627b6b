/** The invariant of what finds a title. */
import { entriesOf } from '../../lib/store/title-entries.ts';
import { toTitle } from '../../lib/store/titles.ts';
import type { Item } from '../database/empty-table.ts';

const isEntry = ({ pk, sk }: Item): boolean => pk.startsWith('WORD#') || sk.startsWith('ALSO#');

const textOf = (entry: object): string => JSON.stringify(Object.entries(entry).sort());

/**
 * A title has its entries and no others; one that was written before there were entries has none.
 */
export const titlesAreFound = (items: readonly Item[]): string[] => {
  const titles = items.filter((item) => item.pk.startsWith('TITLE#') && item.sk === 'META');
  const wanted = titles
    .filter(({ terms }) => terms !== undefined)
    .flatMap((item) => entriesOf(toTitle(item)));
  const [right, there] = [new Set(wanted.map(textOf)), new Set(items.filter(isEntry).map(textOf))];
  return [
    ...[...right]
      .filter((entry) => !there.has(entry))
      .map((entry) => `the entry of a title is missing: ${entry}`),
    ...[...there]
      .filter((entry) => !right.has(entry))
      .map((entry) => `an entry is of no title as it is: ${entry}`),
  ];
};
