import { changeLine } from '../../lib/domain/history.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { copyWithQueue } from '../../lib/store/keys.ts';
import { query, write } from '../bare.ts';
import type { Prepared } from '../operation.ts';
import { author, copyOf, easterBlock, newTitle, titleOf } from '../things.ts';

export const setBlock = (id: string): Prepared => {
  const copy = copyOf(id);
  const { endDate, reason } = easterBlock;
  const line = changeLine(author, undefined, easterBlock);
  return {
    items: newTitle(titleOf(id), copy),
    ours: {
      method: 'PUT',
      path: `/api/copies/${copy.copyId}/blocks/loan`,
      body: { endDate, reason },
      status: 201,
    },
    bare: [
      query(copyWithQueue(copy.copyId)),
      write(changeCopy(copy, { ...copy, blocks: { loan: easterBlock } }, [line])),
    ],
  };
};

export const liftBlock = (id: string): Prepared => {
  const copy = copyOf(id, { blocks: { loan: easterBlock } });
  const line = changeLine(author, easterBlock, undefined);
  return {
    items: newTitle(titleOf(id), copy),
    ours: { method: 'DELETE', path: `/api/copies/${copy.copyId}/blocks/loan`, status: 200 },
    bare: [query(copyWithQueue(copy.copyId)), write(changeCopy(copy, { ...copy, blocks: {} }, [line]))],
  };
};
