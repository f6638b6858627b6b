import { INDEXES } from '../../lib/contract.ts';
import { changeLine } from '../../lib/domain/history.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { collectionShards, wantedAt } from '../../lib/store/index-keys.ts';
import { copyKey, historyOf, patronKey, titleWithAll, titleWithCopies } from '../../lib/store/keys.ts';
import { createPatron } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { FAR } from '../../test/support/build.ts';
import { atOnce, batchGet, query, queryIndex } from '../bare.ts';
import type { Prepared } from '../operation.ts';
import {
  author,
  copyOf,
  easterBlock,
  newCopy,
  newTitle,
  patronOf,
  reservationOf,
  titleOf,
} from '../things.ts';

const upTo = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => String(n));

/** A page of a list, unless another size is asked for. */
const PAGE = 50;

export const viewCopy = (id: string): Prepared => {
  const copy = copyOf(id, { blocks: { loan: easterBlock } });
  return {
    items: newTitle(titleOf(id), copy),
    ours: { method: 'GET', path: `/api/copies/${copy.copyId}`, status: 200 },
    bare: [batchGet(copyKey(copy.copyId))],
  };
};

export const viewTitle = (id: string): Prepared => {
  const title = titleOf(id);
  const copies = upTo(100).map((n) => copyOf(id, { copyId: `C${id}.${n}` }));
  return {
    items: newTitle(title, ...copies),
    ours: { method: 'GET', path: `/api/titles/${title.titleId}`, status: 200 },
    bare: [query(titleWithCopies(title.titleId)), batchGet(...copies.map(({ copyId }) => copyKey(copyId)))],
  };
};

/** A page of the history of a copy with more lines than a page has. */
export const readHistory = (id: string): Prepared => {
  const copy = copyOf(id);
  const lines = upTo(PAGE + 10).map(() => changeLine(author, undefined, easterBlock));
  return {
    items: [changeCopy(undefined, copy, lines)],
    ours: { method: 'GET', path: `/api/copies/${copy.copyId}/history`, status: 200 },
    bare: [query(historyOf(copy.copyId), PAGE + 1)],
  };
};

/** A page of a collection of 400 copies. */
export const listCollection = (id: string): Prepared => {
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

/** The pull list of a branch where twenty titles are waited for, each with one copy on the shelf. */
export const pullList = (id: string): Prepared => {
  const ids = upTo(20).map((n) => `${id}.${n}`);
  const items = ids.flatMap((one): readonly Writes[] => [
    ...newTitle(titleOf(one, { waiting: 1 }), copyOf(one, { branchId: FAR, wanted: true })),
    createPatron(patronOf(one, { openReservations: 1 })),
    placeReservation(reservationOf(one)),
  ]);
  return {
    items,
    ours: { method: 'GET', path: `/api/branches/${FAR}/pull-list`, status: 200 },
    bare: [
      queryIndex(INDEXES.wantedCopies, wantedAt(FAR), PAGE + 1),
      batchGet(...ids.map((one) => copyKey(copyOf(one).copyId))),
      atOnce(...ids.map((one) => query(titleWithAll(titleOf(one).titleId)))),
      batchGet(...ids.map((one) => patronKey(patronOf(one).patronId))),
    ],
  };
};
