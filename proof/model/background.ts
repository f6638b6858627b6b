import type { Step } from '../history/linearize.ts';
import type { Background } from './act.ts';
import { blockIn, inSomeOrder, lift, nightOn, set } from './blocking.ts';
import { copyIn, withCopy, type Cell, type Facts } from './cell.ts';
import type { Caller } from './steps.ts';

/** What a batch or the night does to a copy. A batch changes a copy in one write (rule M3). */
export const backgroundStep =
  (act: Background, { sub }: Caller, facts: Facts): Step<Cell> =>
  (cell) => {
    const copy = copyIn(cell, act.copyId);
    if (act.do === 'the night') return nightOn(cell, copy, facts);
    if (act.do === 'look at in a batch') {
      const isSo = act.blocks.every((block) => {
        const there = blockIn(copy, block);
        return there?.code === block.code && there?.endDate === block.endDate;
      });
      return isSo ? [cell] : [];
    }
    const author = { by: sub, cause: 'batch' as const, id: act.batch };
    const after = inSomeOrder(copy, act.after, (left, [slot, block]) => {
      if (block) return set(left, block, author, facts);
      const there = blockIn(left, slot);
      return there ? lift(left, there, author, facts) : left;
    });
    return after ? [withCopy(cell, after)] : [];
  };
