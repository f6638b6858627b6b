import type { Title } from '../../domain/title.ts';
import type { Page, PageRange } from '../../store/page.ts';
import { titlesByIsbn, titlesByPrefix, titlesByWords } from '../../store/title-search.ts';
import type { RequestContext } from '../core/request-context.ts';

/** One of these. */
interface TitleSearch {
  readonly isbn?: string | undefined;
  readonly prefix?: string | undefined;
  readonly words?: string | undefined;
}

/**
 * A page of titles by ISBN, by the start of the title, or by words in it. Mostly one request or
 * two; fourteen at most.
 */
export const searchTitles = (
  { table }: RequestContext,
  { isbn, prefix = '', words }: TitleSearch,
  part: PageRange,
): Promise<Page<Title>> => {
  if (isbn !== undefined) return titlesByIsbn(table, isbn, part);
  return words === undefined ? titlesByPrefix(table, prefix, part) : titlesByWords(table, words, part);
};
