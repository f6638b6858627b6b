import type { Step } from '../checker/linearize.ts';
import type { Background } from './command.ts';
import { isSameList } from './answer.ts';
import { blockIn, hasLapsed, inSomeOrder, lift, nightOn, set, type Author } from './blocking.ts';
import { copyInState, withCopy, type TitleState, type CopyState, type Facts } from './title-state.ts';
import type { Caller } from './steps.ts';

type Batched = Extract<Background, { batch: string }>;

/** A copy after a batch has applied its orders in one write (rules B9, M3). */
const batched = (copy: CopyState, command: Batched, author: Author, facts: Facts): CopyState | undefined =>
  inSomeOrder(copy, command.ordered, (left, [slot, wanted]) => {
    const there = blockIn(left, slot);
    if (!wanted) return there ? lift(left, there, author, facts) : left;
    const isThere = there && !hasLapsed(there, facts);
    const stays = isThere && there.code === wanted.code && there.endDate === wanted.endDate;
    return command.keeps && stays ? left : set(left, wanted, author, facts);
  });

/** Whether the blocks of the kinds concerned equal those in the result (rule M4). */
const fitsResult = ({ blocks }: CopyState, command: Batched, facts: Facts): boolean => {
  const kinds = command.ordered.map(([{ kind }]) => kind);
  const concerned = blocks.filter((block) => kinds.includes(block.kind));
  const inForce = (list: readonly CopyState['blocks'][number][]) =>
    list.filter((block) => !hasLapsed(block, facts));
  return isSameList(inForce(concerned), inForce(command.after));
};

/** The effect of a batch or the night on a copy. */
export const backgroundStep =
  (command: Background, { sub }: Caller, facts: Facts): Step<TitleState> =>
  (state) => {
    const copy = copyInState(state, command.copyId);
    if (command.do === 'the night') return nightOn(state, copy, facts);
    const after = batched(copy, command, { by: sub, cause: 'batch', id: command.batch }, facts);
    const isSo = after && fitsResult(after, command, facts);
    const changes = after?.blocks !== copy.blocks;
    return isSo && changes === (command.do === 'change in a batch') ? [withCopy(state, after)] : [];
  };
