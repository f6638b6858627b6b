import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_PICKUP_DAYS, DEFAULT_RESERVATION_LIMIT, type Branch, type Title } from '../domain/people.ts';
import { Stale } from '../domain/refusal.ts';
import { loadBranches, writeBranch } from '../store/branches.ts';
import { titleKey } from '../store/keys.ts';
import { createTitle, isTitle, replaceTitle, toTitle } from '../store/titles.ts';
import type { Act } from './act.ts';
import { untilSettled } from './settle.ts';

/** What a `PUT` did. */
export interface PutResult<T> {
  readonly thing: T;
  readonly created: boolean;
}

/** The version that a caller has seen (`If-Match`); `any` asks only that there is one, none asks nothing. */
export type Seen = number | 'any' | undefined;

/** Throws `Stale` where the caller has seen another version than there is; a thing that isn't there has none. */
export const mustMatch = (seen: Seen, current: number | undefined, what?: Stale['what']): void => {
  if (seen === undefined || seen === current) return;
  if (seen !== 'any' || current === undefined) throw new Stale(what);
};

export interface WantedBranch {
  readonly branchId: string;
  readonly name: string;
  readonly contacts?: readonly string[] | undefined;
  readonly pickupDays?: number | undefined;
  readonly reservationLimit?: number | undefined;
}

/** Makes or replaces a branch. From the feed, what staff look after stays as it is where it is left out. */
export const putBranch = (act: Act, wanted: WantedBranch, seen?: Seen): Promise<PutResult<Branch>> =>
  untilSettled(async () => {
    const before = (await loadBranches(act.table, [wanted.branchId])).get(wanted.branchId);
    mustMatch(seen, before?.version);
    const kept = act.caller.role === 'feed' ? before : undefined;
    const contacts = wanted.contacts ?? kept?.contacts;
    const after: Branch = {
      branchId: wanted.branchId,
      name: wanted.name,
      ...(contacts && { contacts }),
      pickupDays: wanted.pickupDays ?? kept?.pickupDays ?? DEFAULT_PICKUP_DAYS,
      reservationLimit: wanted.reservationLimit ?? kept?.reservationLimit ?? DEFAULT_RESERVATION_LIMIT,
      version: before?.version ?? 1,
    };
    if (before && isDeepStrictEqual(before, after)) return { thing: before, created: false };
    const thing = { ...after, version: (before?.version ?? 0) + 1 };
    await act.table.write(writeBranch(before, thing));
    return { thing, created: !before };
  });

export interface WantedTitle {
  readonly titleId: string;
  readonly title: string;
  readonly author?: string | undefined;
  readonly isbn?: string | undefined;
  readonly materialType?: string | undefined;
}

/** Makes or replaces what is said about a title. */
export const putTitle = (act: Act, wanted: WantedTitle, seen?: Seen): Promise<PutResult<Title>> =>
  untilSettled(async () => {
    const [item] = (await act.table.getAll([titleKey(wanted.titleId)])).filter(isTitle);
    const before = item && toTitle(item);
    mustMatch(seen, before?.version);
    const { author, isbn, materialType } = wanted;
    const after: Title = {
      titleId: wanted.titleId,
      title: wanted.title,
      ...(author !== undefined && { author }),
      ...(isbn !== undefined && { isbn }),
      ...(materialType !== undefined && { materialType }),
      version: before?.version ?? 1,
      waiting: before?.waiting ?? 0,
      ...(before?.waitingUntil !== undefined && { waitingUntil: before.waitingUntil }),
      queueVersion: before?.queueVersion ?? 0,
    };
    if (before && isDeepStrictEqual(before, after)) return { thing: before, created: false };
    await act.table.write(before ? replaceTitle(before, after) : createTitle(after));
    return { thing: { ...after, version: (before?.version ?? 0) + 1 }, created: !before };
  });
