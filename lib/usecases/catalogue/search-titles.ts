import { defined } from '../../domain/defined.ts';
import type { Title } from '../../domain/title.ts';
import { searchForm } from '../../domain/search-form.ts';
import type { IndexEntries } from '../../store/sharded-query.ts';
import type { PageRange, Page } from '../../store/page.ts';
import { titlesByIsbn, titlesByPrefix, toTitle } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';

const titlesOf = ({ entries, next }: IndexEntries): Page<Title> => ({
  items: entries.map(({ item }) => toTitle(item)),
  ...defined({ next }),
});

/**
 * A page of titles by ISBN, or by the start of the title without case and accents, in alphabetical
 * order. One request.
 */
export const searchTitles = async (
  context: RequestContext,
  { isbn, prefix = '' }: { readonly isbn?: string | undefined; readonly prefix?: string | undefined },
  part: PageRange,
): Promise<Page<Title>> => {
  if (isbn !== undefined) return titlesOf(await titlesByIsbn(context.table, isbn, part));
  return searchForm(prefix) === ''
    ? { items: [] }
    : titlesOf(await titlesByPrefix(context.table, prefix, part));
};
