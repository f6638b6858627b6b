import type { Step } from '../checker/linearize.ts';
import type { Command } from './act.ts';
import { codesOf, copyShown, isSameList, isSameSet, looksLike, type CommandAnswer } from './answer.ts';
import { blockIn, hasLapsed, inSomeOrder, lift, set } from './blocking.ts';
import { copyInState, withCopy, type TitleState, type CopyState, type Facts } from './title-state.ts';
import { lent, refusalsToLend } from './lending.ts';
import { hasOpen, lineOf, placed, refusalsOfCopy } from './reserving.ts';
import { routed, withoutReservation } from './serving.ts';

/** Who calls, as histories name them. */
export interface Caller {
  readonly sub: string;
}

type Of<What extends Command['do']> = Extract<Command, { do: What }>;
type Answered = CommandAnswer | undefined;

const none: readonly TitleState[] = [];

/**
 * The cell afterwards, where it looks as the answer says; whatever it looks like where there is no
 * answer.
 */
const shown = (cell: TitleState, copyId: string, answer: Answered, facts: Facts): readonly TitleState[] => {
  const copy = answer && copyShown(answer);
  return !copy || looksLike(cell, copyInState(cell, copyId), copy, facts) ? [cell] : none;
};

/** The cell with this copy, where its history allows it and it looks as the answer says. */
const changed = (
  cell: TitleState,
  copy: CopyState | undefined,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => (copy ? shown(withCopy(cell, copy), copy.copyId, answer, facts) : none);

const setBlock = (
  cell: TitleState,
  act: Of<'set a block'>,
  { sub }: Caller,
  answer: Answered,
  facts: Facts,
) => {
  if (facts.over.has(act.block.activityId ?? '')) {
    return !answer || isSameSet(codesOf(answer), ['activity-over']) ? [cell] : none;
  }
  const copy = copyInState(cell, act.copyId);
  const there = blockIn(copy, act.block);
  const isNew = !there || hasLapsed(there, facts);
  if (answer && answer.status !== (isNew ? 201 : 200)) return none;
  const touched = cell.open.filter(({ copyId }) => copyId === act.copyId).map(({ id }) => id);
  const told = answer?.body.affectedReservations?.map(({ id }) => id);
  if (told && !isSameSet(told, touched)) return none;
  return changed(cell, set(copy, act.block, { by: sub, cause: 'person' }, facts), answer, facts);
};

const liftBlock = (
  cell: TitleState,
  act: Of<'lift a block'>,
  { sub }: Caller,
  answer: Answered,
  facts: Facts,
) => {
  const copy = copyInState(cell, act.copyId);
  const there = blockIn(copy, act.block);
  const isThere = there !== undefined && !hasLapsed(there, facts);
  if (answer && answer.status !== (isThere ? 200 : 404)) return none;
  if (!isThere) return [cell];
  return changed(cell, lift(copy, there, { by: sub, cause: 'person' }, facts), answer, facts);
};

/**
 * What was placed is known by its id, also where nothing else of the answer is; without one, nobody
 * has seen it.
 */
const reserve = (
  cell: TitleState,
  act: Of<'reserve a copy'> | Of<'reserve a title'>,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => {
  const copyId = act.do === 'reserve a copy' ? act.copyId : undefined;
  const id = answer?.body.id;
  if (id === undefined) return [cell];
  const copy = copyId === undefined ? undefined : copyInState(cell, copyId);
  const refuses =
    hasOpen(cell, act.patronId, copyId) || (copy && refusalsOfCopy(copy, act, facts).length > 0);
  if (refuses) return answer?.status === 201 ? none : [cell];
  const { patronId, pickupBranchId } = act;
  const after = placed(cell, { id, copyId, patronId, pickupBranchId, status: 'waiting' });
  return isInPlace(after, id, copy, answer?.body.position, facts) ? [after] : none;
};

/**
 * One that was asked for earlier may come to the queue later: then its place is told as the last
 * (rule R6).
 */
const isInPlace = (
  cell: TitleState,
  id: string,
  copy: CopyState | undefined,
  position: number | undefined,
  facts: Facts,
): boolean => {
  const line = copy
    ? lineOf(cell, copy, facts, 'own queue')
    : cell.open.filter((one) => one.copyId === undefined && one.status === 'waiting');
  const index = line.findIndex((one) => one.id === id);
  return position === undefined || (position > index && position <= line.length);
};

const cancel = (
  cell: TitleState,
  act: Of<'cancel'>,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => {
  const isOpen = cell.open.some(({ id }) => id === act.id);
  if (answer && answer.status !== (isOpen ? 200 : 409)) return none;
  return [isOpen ? withoutReservation(cell, act.id, facts) : cell];
};

const viewReservation = (
  cell: TitleState,
  act: Of<'view a reservation'>,
  answer: Answered,
): readonly TitleState[] => {
  const there = cell.open.find(({ id }) => id === act.id);
  // Nothing expires on the day of the calls.
  const closed = ['cancelled', 'fulfilled'];
  const status = String(answer?.body.status);
  return (there ? there.status === status : closed.includes(status)) ? [cell] : none;
};

const checkOut = (
  cell: TitleState,
  act: Of<'check out'>,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => {
  const refusals = refusalsToLend(cell, act.copyId, act.patronId, facts);
  const isRefused = refusals.length > 0;
  if (answer && (answer.status === 409) !== isRefused) return none;
  if (answer && !isSameSet(refusals, codesOf(answer))) return none;
  return [isRefused ? cell : lent(cell, act.copyId, act.patronId)];
};

const nextOf = ({ open }: TitleState, { hold, transitTo }: CopyState, at: string, facts: Facts) => {
  const held = open.find(({ id }) => id === hold);
  if (transitTo !== undefined) return { next: 'transit', toBranchId: transitTo, reservation: held?.id };
  if (!held) return { next: 'shelf', toBranchId: undefined, reservation: undefined };
  const patron = facts.patrons.get(held.patronId);
  const forCard = patron?.special === true && patron.branchId === at;
  return { next: forCard ? 'special-card' : 'reservation-shelf', toBranchId: undefined, reservation: hold };
};

const checkIn = (cell: TitleState, act: Of<'check in'>, { sub }: Caller, answer: Answered, facts: Facts) => {
  const before = copyInState(cell, act.copyId);
  const ended = before.blocks.filter((block) => facts.over.has(block.activityId ?? ''));
  const author = { by: sub, cause: 'person' as const };
  const lifted = act.liftEndedBlocks ? ended : [];
  const taken = { ...before, loan: undefined };
  const inHand = inSomeOrder(taken, lifted, (copy, block) => lift(copy, block, author, facts));
  if (!inHand) return none;
  const after = routed(withCopy(cell, inHand), act.copyId, act.branchId, facts);
  if (!answer) return [after];
  const { next, toBranchId, reservation } = nextOf(
    after,
    copyInState(after, act.copyId),
    act.branchId,
    facts,
  );
  const { body } = answer;
  const goes = body.next === next && body.toBranchId === toBranchId && body.reservation?.id === reservation;
  return goes && isSameList(body.lifted ?? [], lifted) ? shown(after, act.copyId, answer, facts) : none;
};

/**
 * What an act does to a cell, where it was answered like this; whatever it may have done where it
 * was not.
 */
export const stepOf =
  (act: Command, by: Caller, answer: Answered, facts: Facts): Step<TitleState> =>
  (cell) => {
    switch (act.do) {
      case 'set a block':
        return setBlock(cell, act, by, answer, facts);
      case 'lift a block':
        return liftBlock(cell, act, by, answer, facts);
      case 'view a copy':
        return shown(cell, act.copyId, answer, facts);
      case 'reserve a copy':
      case 'reserve a title':
        return reserve(cell, act, answer, facts);
      case 'cancel':
        return cancel(cell, act, answer, facts);
      case 'view a reservation':
        return viewReservation(cell, act, answer);
      case 'check out':
        return checkOut(cell, act, answer, facts);
      case 'check in':
        return checkIn(cell, act, by, answer, facts);
    }
  };
