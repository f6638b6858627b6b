import { INDEXES } from '../../lib/contract.ts';
import { changeLine } from '../../lib/domain/history.ts';
import { withoutArticle } from '../../lib/domain/search-form.ts';
import { writeBranch } from '../../lib/store/branches.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { collectionShards, wantedAt } from '../../lib/store/index-keys.ts';
import { branchKey, copyKey, historyOf, patronKey, queueKey, titleWithCopies } from '../../lib/store/keys.ts';
import { prefixPartition } from '../../lib/store/search-keys.ts';
import { createPatron } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import { agreementsKeyFor } from '../../lib/store/theme-agreements.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { aBranch } from '../../testing/builders.ts';
import { atOnce, batchGet, query, queryIndex } from '../sdk-baseline.ts';
import type { Compared } from '../operation.ts';
import {
  author,
  copyOf,
  easterBlock,
  newCopy,
  newTitle,
  patronOf,
  reservationOf,
  titleOf,
} from '../fixtures.ts';

const upTo = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => String(n));

/** The default size of a page. */
const PAGE = 50;

export const viewCopy = (id: string): Compared => {
  const copy = copyOf(id, { blocks: { loan: easterBlock } });
  return {
    items: newTitle(titleOf(id), copy),
    ours: { method: 'GET', path: `/api/copies/${copy.copyId}`, status: 200 },
    bare: [batchGet(copyKey(copy.copyId))],
  };
};

const viewTitleWith =
  (count: number) =>
  (id: string): Compared => {
    const title = titleOf(id);
    const copies = upTo(count).map((n) => copyOf(id, { copyId: `C${id}.${n}` }));
    return {
      items: newTitle(title, ...copies),
      ours: { method: 'GET', path: `/api/titles/${title.titleId}`, status: 200 },
      bare: [query(titleWithCopies(title.titleId)), batchGet(...copies.map(({ copyId }) => copyKey(copyId)))],
    };
  };

export const viewTitle = viewTitleWith(100);
/** The number of copies of a typical title. */
export const viewUsualTitle = viewTitleWith(5);

/** The first words of titles in the catalogue. */
const PREFIXES = ['de kleine', 'het oude', 'een stille', 'de rode', 'het geheime', 'een warme'];
const FOUND = 20;

/** A search for titles by these words, one screen. */
export const searchTitles = (id: string): Compared => {
  const prefix = PREFIXES[Number(id.slice(0, 8)) % PREFIXES.length] ?? '';
  const start = withoutArticle(prefix) ?? prefix;
  return {
    items: [],
    ours: { method: 'GET', path: '/api/titles', query: { prefix, limit: String(FOUND) }, status: 200 },
    bare: [
      queryIndex(INDEXES.titlesByPrefix, prefixPartition(start), FOUND + 1, {
        from: start,
        to: `${start}\u{10ffff}`,
      }),
    ],
  };
};

/** The history of a copy with more lines than fit on a page, one page. */
export const readHistory = (id: string): Compared => {
  const copy = copyOf(id);
  const lines = upTo(PAGE + 10).map(() => changeLine(author, undefined, easterBlock));
  return {
    items: [changeCopy(undefined, copy, lines)],
    ours: { method: 'GET', path: `/api/copies/${copy.copyId}/history`, status: 200 },
    bare: [query(historyOf(copy.copyId), PAGE + 1)],
  };
};

/** A collection of 400 copies, one page. */
export const listCollection = (id: string): Compared => {
  const collection = `K${id}`;
  const copies = upTo(400).map((n) => copyOf(id, { copyId: `C${id}.${n}`, collection }));
  const page = copies.map(({ copyId }) => copyId).sort();
  return {
    items: copies.map(newCopy),
    ours: { method: 'GET', path: '/api/copies', query: { collection }, status: 200 },
    bare: [
      atOnce(
        ...collectionShards(collection).map((shard) =>
          queryIndex(INDEXES.copiesByCollection, shard, PAGE + 1),
        ),
      ),
      batchGet(...page.slice(0, PAGE).map(copyKey)),
    ],
  };
};

/**
 * The pull list of a branch of its own with twenty waiting titles, each with a copy on the shelf.
 */
export const pullList = (id: string): Compared => {
  const ids = upTo(20).map((n) => `${id}.${n}`);
  const branchId = `B${id}`;
  const matchOf = (one: string) => ({ reservationId: reservationOf(one).id });
  const waited = ids.flatMap((one): readonly Writes[] => [
    ...newTitle(titleOf(one, { waiting: 1 }), copyOf(one, { branchId, wanted: true, match: matchOf(one) })),
    createPatron(patronOf(one, { openReservations: 1 })),
    placeReservation({ ...reservationOf(one), matchedCopyId: copyOf(one).copyId }),
  ]);
  return {
    items: [writeBranch(undefined, aBranch({ branchId })), ...waited],
    ours: { method: 'GET', path: `/api/branches/${branchId}/pull-list`, status: 200 },
    bare: [
      atOnce(
        batchGet(branchKey(branchId), agreementsKeyFor(branchId)),
        queryIndex(INDEXES.wantedCopies, wantedAt(branchId), PAGE + 1),
      ),
      batchGet(...ids.map((one) => copyKey(copyOf(one).copyId))),
      batchGet(...ids.map((one) => queueKey(reservationOf(one)))),
      batchGet(...ids.map((one) => patronKey(patronOf(one).patronId))),
    ],
  };
};
