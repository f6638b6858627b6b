import { changeLine } from '../../lib/domain/history.ts';
import { omit } from '../../lib/domain/omit.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { writeActivity } from '../../lib/store/activities.ts';
import { activityKey, copyWithQueue } from '../../lib/store/keys.ts';
import { atOnce, batchGet, query, write } from '../sdk-baseline.ts';
import type { Compared } from '../operation.ts';
import { activityOf, author, copyOf, easterBlock, newTitle, titleOf } from '../fixtures.ts';

export const setBlock = (id: string): Compared => {
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

/** A block of an activity is also counted for it, and listed under it. */
export const setBlockOfActivity = (id: string): Compared => {
  const copy = copyOf(id);
  const activity = activityOf(id);
  const { reason } = easterBlock;
  const block = { ...omit(easterBlock, 'endDate'), activityId: activity.id };
  const blocks = { [`loan#activity#${activity.id}`]: block };
  const line = changeLine(author, undefined, block);
  return {
    items: [...newTitle(titleOf(id), copy), writeActivity(undefined, activity)],
    ours: {
      method: 'PUT',
      path: `/api/copies/${copy.copyId}/blocks/loan`,
      body: { activityId: activity.id, reason },
      status: 201,
    },
    bare: [
      atOnce(query(copyWithQueue(copy.copyId)), batchGet(activityKey(activity.id))),
      write(changeCopy(copy, { ...copy, blocks }, [line], [activity])),
    ],
  };
};

export const liftBlock = (id: string): Compared => {
  const copy = copyOf(id, { blocks: { loan: easterBlock } });
  const line = changeLine(author, easterBlock, undefined);
  return {
    items: newTitle(titleOf(id), copy),
    ours: { method: 'DELETE', path: `/api/copies/${copy.copyId}/blocks/loan`, status: 200 },
    bare: [query(copyWithQueue(copy.copyId)), write(changeCopy(copy, { ...copy, blocks: {} }, [line]))],
  };
};
