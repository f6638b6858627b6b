import type { Copy } from '../../domain/copy.ts';
import type { Title } from '../../domain/title.ts';
import { loadCopies } from '../../store/copies.ts';
import { loadTitles } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { copiesToday } from '../core/recount.ts';
import type { Page } from '../core/page.ts';

/** What there is of what was asked for, in the order in which it was. */
const inOrder = <T>(ids: readonly string[], found: ReadonlyMap<string, T>): readonly T[] =>
  ids.flatMap((id) => found.get(id) ?? []);

/** The titles with these ids, as far as they exist. One request per 100. */
export const findTitles = async (
  context: RequestContext,
  titleIds: readonly string[],
): Promise<Page<Title>> => ({
  items: inOrder(titleIds, await loadTitles(context.table, titleIds)),
});

/** The copies with these barcodes, as far as they exist. One request per 100. */
export const findCopies = async (
  context: RequestContext,
  copyIds: readonly string[],
): Promise<Page<Copy>> => ({
  items: await copiesToday(context, inOrder(copyIds, await loadCopies(context.table, copyIds))),
});
