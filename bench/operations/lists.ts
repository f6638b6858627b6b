/** Lists that grow with the catalogue; a request pays for one page only. */
import { leftOn } from '../../lib/domain/flag.ts';
import { flagId, flagKey } from '../../lib/domain/flag-key.ts';
import { NO_NIGHT_COUNTS } from '../../lib/domain/night-report.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { put } from '../../lib/store/expression.ts';
import { reportKey, secondsAt } from '../../lib/store/keys.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { aReservationBlock, OWN } from '../../testing/builders.ts';
import { ENDED } from '../dataset/exhibitions.ts';
import { FLAGGED } from '../dataset/copies.ts';
import type { Prepared } from '../operation.ts';
import { activityOf, copyOf, NOW, TODAY } from '../fixtures.ts';
import { withoutCounters } from '../without-counters.ts';
import { blockedFor } from './activities.ts';

/** More than fit on a page, and on a page of each of the eight shards of a list. */
const [MANY, FULL] = [60, 600];
const things = (count: number, id: string, item: (id: string) => Writes): readonly Writes[] =>
  Array.from({ length: count }, (_, n) => item(`${id}.${n}`));

const listing = (
  path: string,
  query: Record<string, string> = {},
  items: Prepared['items'] = [],
): Prepared => ({
  items,
  ours: { method: 'GET', path, query, status: 200 },
});

/** The largest collection of the catalogue, with a quarter of its copies. */
const LARGEST = 'ADULT-FICTION';

export const largestCollection = (): Prepared => listing('/api/copies', { collection: LARGEST });

export const largestCollectionAtBranch = (id: string): Prepared =>
  listing(
    '/api/copies',
    { collection: LARGEST, branchId: OWN },
    things(FULL, id, (one) => withoutCounters(changeCopy(undefined, copyOf(one, { collection: LARGEST })))),
  );

export const blockedAtBranch = (id: string): Prepared =>
  listing(
    '/api/copies',
    { blocked: 'any', branchId: OWN },
    things(FULL, id, (one) =>
      changeCopy(undefined, copyOf(one, { blocks: { reservation: aReservationBlock() } })),
    ),
  );

export const copiesOfActivity = (id: string): Prepared =>
  listing('/api/copies', { activityId: activityOf(id).id }, blockedFor(id, MANY));

const flagged = (id: string): Writes => {
  const block = aReservationBlock({ activityId: ENDED.id });
  const key = flagKey(leftOn('reservation'), ENDED.id);
  const blocks = { [`reservation#activity#${ENDED.id}`]: block };
  return withoutCounters(changeCopy(undefined, copyOf(id, { blocks, flags: { [key]: FLAGGED } })));
};

export const flagsOfBranch = (id: string): Prepared =>
  listing('/api/flags', { branchId: OWN }, things(FULL, id, flagged));

export const flagsOfActivity = (id: string): Prepared =>
  listing('/api/flags', { activityId: ENDED.id }, things(FULL, id, flagged));

export const allFlags = (id: string): Prepared => listing('/api/flags', {}, things(FULL, id, flagged));

/** Keeps a block without an end. */
export const keepFlag = (id: string): Prepared => {
  const placedAt = `${addDays(TODAY, -100)}T09:00:00.000Z`;
  const key = flagKey('block-without-end', 'reservation');
  const blocks = { reservation: aReservationBlock({ placedAt }) };
  const copy = copyOf(id, { blocks, flags: { [key]: addDays(TODAY, -1) } });
  return {
    items: [changeCopy(undefined, copy)],
    ours: { method: 'POST', path: `/api/flags/${flagId(key, copy.copyId)}/keep`, body: {}, status: 200 },
  };
};

export const listCollections = (): Prepared => listing('/api/collections');

const reportOf = (id: string): Writes => {
  const report = {
    id,
    job: 'nightly',
    day: TODAY,
    startedAt: NOW,
    endedAt: NOW,
    counts: NO_NIGHT_COUNTS,
    setAside: [],
  };
  const expiresAt = secondsAt(NOW) + 400 * 86_400;
  return { report: put({ ...reportKey(id), report, version: 1, expiresAt }) };
};

export const listReports = (id: string): Prepared => listing('/api/jobs', {}, things(MANY, id, reportOf));

export const viewReport = (id: string): Prepared => listing(`/api/jobs/${id}`, {}, [reportOf(id)]);

/** The largest branch of the largest authority: most waiting titles, with many copies each. */
export const pullListOfCatalogue = (): Prepared => listing('/api/branches/BR12/pull-list');

/** The rule of the largest collection; setting it counts the copies that lack its block. */
export const ruleOfLargest = (): Prepared => ({
  items: [],
  ours: { method: 'PUT', path: `/api/collections/${LARGEST}/rule`, body: { code: 8 }, status: 201 },
});
