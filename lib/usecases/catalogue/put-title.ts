import { defined } from '../../domain/defined.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Title } from '../../domain/title.ts';
import { titleKey } from '../../store/keys.ts';
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

/** Makes or replaces what is said about a title. */
export const putTitle = (
  context: RequestContext,
  wanted: WantedTitle,
  seen?: Seen,
): Promise<PutResult<Title>> =>
  retryOnConflict(async () => {
    const [item] = (await context.table.getAll([titleKey(wanted.titleId)])).filter(isTitle);
    const before = item && toTitle(item);
    mustMatch(seen, before?.version);
    const { author, isbn, materialType } = wanted;
    const after: Title = {
      titleId: wanted.titleId,
      title: wanted.title,
      ...defined({ author, isbn, materialType }),
      version: before?.version ?? 1,
      waiting: before?.waiting ?? 0,
      ...(before?.waitingUntil !== undefined && { waitingUntil: before.waitingUntil }),
      queueVersion: before?.queueVersion ?? 0,
    };
    if (before && isDeepStrictEqual(before, after)) return { thing: before, created: false };
    await context.table.write(before ? replaceTitle(before, after) : createTitle(after));
    return { thing: { ...after, version: (before?.version ?? 0) + 1 }, created: !before };
  });
