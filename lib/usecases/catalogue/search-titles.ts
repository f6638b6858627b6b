import type { Title } from '../../domain/title.ts';
import { searchForm } from '../../store/search-keys.ts';
import type { Entries, Part } from '../../store/sharded-query.ts';
import { titlesByIsbn, titlesByPrefix, toTitle } from '../../store/titles.ts';
import type { Act } from '../core/request-context.ts';
import type { Page } from './look-up.ts';

const pageOf = ({ entries, next }: Entries): Page<Title> => ({
  items: entries.map(({ item }) => toTitle(item)),
  ...(next !== undefined && { next }),
});

/** Titles with an ISBN, or that start with a text whatever its case and accents; in alphabetical order. */
export const searchTitles = async (
  act: Act,
  { isbn, prefix = '' }: { readonly isbn?: string | undefined; readonly prefix?: string | undefined },
  part: Part,
): Promise<Page<Title>> => {
  if (isbn !== undefined) return pageOf(await titlesByIsbn(act.table, isbn, part));
  return searchForm(prefix) === '' ? { items: [] } : pageOf(await titlesByPrefix(act.table, prefix, part));
};
