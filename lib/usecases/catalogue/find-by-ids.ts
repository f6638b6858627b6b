import type { Copy } from '../../domain/copy.ts';
import type { Title } from '../../domain/title.ts';
import { loadCopies } from '../../store/copies.ts';
import { loadTitles } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { copiesToday } from '../core/recount.ts';
import type { Page } from '../../store/page.ts';

/** The things that exist, in the order of the request. */
const inOrder = <T>(ids: readonly string[], found: ReadonlyMap<string, T>): readonly T[] =>
  ids.flatMap((id) => found.get(id) ?? []);

/** Existing titles, in the order of the request. One request per 100. */
export const findTitles = async (
  context: RequestContext,
  titleIds: readonly string[],
): Promise<Page<Title>> => ({
  items: inOrder(titleIds, await loadTitles(context.table, titleIds)),
});

/**
 * Existing copies, in the order of the request. One request per 100, and one per copy with lapsed
 * counts.
 */
export const findCopies = async (
  context: RequestContext,
  copyIds: readonly string[],
): Promise<Page<Copy>> => ({
  items: await copiesToday(context, inOrder(copyIds, await loadCopies(context.table, copyIds))),
});
