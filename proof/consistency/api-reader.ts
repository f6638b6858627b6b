/** Reads the API after the workload has ended. */
import type { Line } from './model/title-state.ts';
import { ask, type Violations, type ApiLocation } from './workload/persistent-client.ts';

/** Reads one resource. Throws unless it is there. */
export type ReadOne = <T>(path: string) => Promise<T>;

/** Reads all pages of a list, as large as they may be unless a limit is given. */
export type ReadAll = <T>(path: string, limit?: number) => Promise<readonly T[]>;

export const apiReader =
  (where: ApiLocation, violations: Violations): ReadOne =>
  async <T>(path: string) => {
    const tries = await ask(where, { method: 'GET', path }, violations);
    const answer = tries.at(-1)?.answer;
    if (answer?.status !== 200) throw new Error(`GET ${path} was answered with ${JSON.stringify(answer)}`);
    return answer.body as T;
  };

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

const LARGEST_PAGE = 200;

/**
 * Follows the cursors of a list. An empty page with a cursor is a violation. Tests have `allPages`,
 * whose client does not repeat a failed call.
 */
export const apiPageReader =
  (read: ReadOne, violations: Pick<Violations, 'add'>): ReadAll =>
  async <T>(path: string, limit = LARGEST_PAGE) => {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await read<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${more}`);
      if (page.items.length === 0 && page.next !== undefined)
        violations.add(`${path} has an empty page with a next, of ${limit}`);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return items;
  };

/** The history of a copy, oldest line first. */
export const historyOf = async (all: ReadAll, copyId: string): Promise<readonly Line[]> =>
  (await all<Line>(`/api/copies/${copyId}/history`)).toReversed();
