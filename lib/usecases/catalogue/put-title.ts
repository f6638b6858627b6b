import { defined } from '../../domain/defined.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Title } from '../../domain/title.ts';
import { titleKey } from '../../store/keys.ts';
import { hasItsEntries } from '../../store/title-entries.ts';
import { createTitle, isTitle, replaceTitle, toTitle } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import type { PutResult } from './put-result.ts';
import { retryOnConflict } from '../core/retry.ts';

export interface WantedTitle {
  readonly titleId: string;
  readonly title: string;
  readonly author?: string | undefined;
  readonly isbn?: string | undefined;
  readonly materialType?: string | undefined;
}

/** The requested title; its line stays. */
const described = (wanted: WantedTitle, before: Title | undefined): Title => {
  const { titleId, title, author, isbn, materialType } = wanted;
  return {
    titleId,
    title,
    ...defined({ author, isbn, materialType }),
    version: before?.version ?? 1,
    ...defined({ waiting: before?.waiting }),
  };
};

/**
 * Creates a title, or replaces its description. One read, and one write when something changed, or
 * when a version before wrote the title and searches would not find it as they should. Throws
 * `VersionMismatch`.
 */
export const putTitle = (
  context: RequestContext,
  wanted: WantedTitle,
  seen?: Seen,
): Promise<PutResult<Title>> =>
  retryOnConflict(async () => {
    const [item] = (await context.table.getAll([titleKey(wanted.titleId)])).filter(isTitle);
    const before = item && toTitle(item);
    mustMatch(seen, before?.version);
    const after = described(wanted, before);
    if (item && isDeepStrictEqual(before, after) && hasItsEntries(item, after))
      return { thing: after, created: false };
    await context.table.write(item ? replaceTitle(item, after) : createTitle(after));
    return { thing: { ...after, version: (before?.version ?? 0) + 1 }, created: !item };
  });
