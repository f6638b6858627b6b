import type { Copy } from '../../domain/copy.ts';
import type { Title } from '../../domain/title.ts';
import { loadCopies } from '../../store/copies.ts';
import { loadTitles } from '../../store/titles.ts';
import type { Act } from '../core/request-context.ts';
import { copiesToday } from '../core/recount.ts';
import type { Page } from './look-up.ts';

/** What there is of what was asked for, in the order in which it was. */
const inOrder = <T>(ids: readonly string[], found: ReadonlyMap<string, T>): readonly T[] =>
  ids.flatMap((id) => found.get(id) ?? []);

/** The titles with these ids, as far as they exist. One request per 100. */
export const findTitles = async (act: Act, titleIds: readonly string[]): Promise<Page<Title>> => ({
  items: inOrder(titleIds, await loadTitles(act.table, titleIds)),
});

/** The copies with these barcodes, as far as they exist. One request per 100. */
export const findCopies = async (act: Act, copyIds: readonly string[]): Promise<Page<Copy>> => ({
  items: await copiesToday(act, inOrder(copyIds, await loadCopies(act.table, copyIds))),
});
