import { changeCopy } from '../../lib/store/copies.ts';
import { branchKey, copyWithQueue, lineKey, titleKey } from '../../lib/store/keys.ts';
import { listCopyUnder } from '../../lib/store/titles.ts';
import { query, batchGet, write } from '../sdk-baseline.ts';
import type { Compared } from '../operation.ts';
import { copyOf, newTitle, titleOf } from '../fixtures.ts';

const put = (id: string) => {
  const copy = copyOf(id);
  const { copyId, titleId, branchId, collection, shelfmark } = copy;
  const body = { titleId, branchId, collection, shelfmark };
  return { copy, request: { method: 'PUT', path: `/api/copies/${copyId}`, body } as const };
};

export const putNewCopy = (id: string): Compared => {
  const { copy, request } = put(id);
  const { copyId, titleId, branchId } = copy;
  const title = titleOf(id);
  return {
    items: newTitle(title),
    ours: { ...request, status: 201 },
    bare: [
      query(copyWithQueue(copyId)),
      batchGet(titleKey(titleId), lineKey(titleId), branchKey(branchId)),
      write(changeCopy(undefined, copy), listCopyUnder(titleId, copyId)),
    ],
  };
};

export const putSameCopy = (id: string): Compared => {
  const { copy, request } = put(id);
  return {
    items: newTitle(titleOf(id), copy),
    ours: { ...request, status: 200 },
    bare: [query(copyWithQueue(copy.copyId))],
  };
};
