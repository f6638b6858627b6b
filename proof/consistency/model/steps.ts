import type { Step } from '../checker/linearize.ts';
import type { Command } from './command.ts';
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
 * The state afterwards, where it looks as the answer says; whatever it looks like where there is no
 * answer.
 */
const shown = (state: TitleState, copyId: string, answer: Answered, facts: Facts): readonly TitleState[] => {
  const copy = answer && copyShown(answer);
  return !copy || looksLike(state, copyInState(state, copyId), copy, facts) ? [state] : none;
};

/** The state with this copy, where its history allows it and it looks as the answer says. */
const changed = (
  state: TitleState,
  copy: CopyState | undefined,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => (copy ? shown(withCopy(state, copy), copy.copyId, answer, facts) : none);

const setBlock = (
  state: TitleState,
  command: Of<'set a block'>,
  { sub }: Caller,
  answer: Answered,
  facts: Facts,
) => {
  if (facts.over.has(command.block.activityId ?? '')) {
    return !answer || isSameSet(codesOf(answer), ['activity-over']) ? [state] : none;
  }
  const copy = copyInState(state, command.copyId);
  const there = blockIn(copy, command.block);
  const isNew = !there || hasLapsed(there, facts);
  if (answer && answer.status !== (isNew ? 201 : 200)) return none;
  const touched = state.open.filter(({ copyId }) => copyId === command.copyId).map(({ id }) => id);
  const told = answer?.body.affectedReservations?.map(({ id }) => id);
  if (told && !isSameSet(told, touched)) return none;
  return changed(state, set(copy, command.block, { by: sub, cause: 'person' }, facts), answer, facts);
};

const liftBlock = (
  state: TitleState,
  command: Of<'lift a block'>,
  { sub }: Caller,
  answer: Answered,
  facts: Facts,
) => {
  const copy = copyInState(state, command.copyId);
  const there = blockIn(copy, command.block);
  const isThere = there !== undefined && !hasLapsed(there, facts);
  if (answer && answer.status !== (isThere ? 200 : 404)) return none;
  if (!isThere) return [state];
  return changed(state, lift(copy, there, { by: sub, cause: 'person' }, facts), answer, facts);
};

/**
 * What was placed is known by its id, also where nothing else of the answer is; without one, nobody
 * has seen it.
 */
const reserve = (
  state: TitleState,
  command: Of<'reserve a copy'> | Of<'reserve a title'>,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => {
  const copyId = command.do === 'reserve a copy' ? command.copyId : undefined;
  const id = answer?.body.id;
  if (id === undefined) return [state];
  const copy = copyId === undefined ? undefined : copyInState(state, copyId);
  const refuses =
    hasOpen(state, command.patronId, copyId) || (copy && refusalsOfCopy(copy, command, facts).length > 0);
  if (refuses) return answer?.status === 201 ? none : [state];
  const { patronId, pickupBranchId } = command;
  const after = placed(state, { id, copyId, patronId, pickupBranchId, status: 'waiting' });
  return isInPlace(after, id, copy, answer?.body.position, facts) ? [after] : none;
};

/**
 * One that was asked for earlier may come to the queue later: then its place is told as the last
 * (rule R6).
 */
const isInPlace = (
  state: TitleState,
  id: string,
  copy: CopyState | undefined,
  position: number | undefined,
  facts: Facts,
): boolean => {
  const line = copy
    ? lineOf(state, copy, facts, 'own queue')
    : state.open.filter((one) => one.copyId === undefined && one.status === 'waiting');
  const index = line.findIndex((one) => one.id === id);
  return position === undefined || (position > index && position <= line.length);
};

const cancel = (
  state: TitleState,
  command: Of<'cancel'>,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => {
  const isOpen = state.open.some(({ id }) => id === command.id);
  if (answer && answer.status !== (isOpen ? 200 : 409)) return none;
  return [isOpen ? withoutReservation(state, command.id, facts) : state];
};

const viewReservation = (
  state: TitleState,
  command: Of<'view a reservation'>,
  answer: Answered,
): readonly TitleState[] => {
  const there = state.open.find(({ id }) => id === command.id);
  // Nothing expires on the day of the calls.
  const closed = ['cancelled', 'fulfilled'];
  const status = String(answer?.body.status);
  return (there ? there.status === status : closed.includes(status)) ? [state] : none;
};

const checkOut = (
  state: TitleState,
  command: Of<'check out'>,
  answer: Answered,
  facts: Facts,
): readonly TitleState[] => {
  const refusals = refusalsToLend(state, command.copyId, command.patronId, facts);
  const isRefused = refusals.length > 0;
  if (answer && (answer.status === 409) !== isRefused) return none;
  if (answer && !isSameSet(refusals, codesOf(answer))) return none;
  return [isRefused ? state : lent(state, command.copyId, command.patronId)];
};

const nextOf = ({ open }: TitleState, { hold, transitTo }: CopyState, at: string, facts: Facts) => {
  const held = open.find(({ id }) => id === hold);
  if (transitTo !== undefined) return { next: 'transit', toBranchId: transitTo, reservation: held?.id };
  if (!held) return { next: 'shelf', toBranchId: undefined, reservation: undefined };
  const patron = facts.patrons.get(held.patronId);
  const forCard = patron?.special === true && patron.branchId === at;
  return { next: forCard ? 'special-card' : 'reservation-shelf', toBranchId: undefined, reservation: hold };
};

const checkIn = (
  state: TitleState,
  command: Of<'check in'>,
  { sub }: Caller,
  answer: Answered,
  facts: Facts,
) => {
  const before = copyInState(state, command.copyId);
  const ended = before.blocks.filter((block) => facts.over.has(block.activityId ?? ''));
  const author = { by: sub, cause: 'person' as const };
  const lifted = command.liftEndedBlocks ? ended : [];
  const taken = { ...before, loan: undefined };
  const inHand = inSomeOrder(taken, lifted, (copy, block) => lift(copy, block, author, facts));
  if (!inHand) return none;
  const after = routed(withCopy(state, inHand), command.copyId, command.branchId, facts);
  if (!answer) return [after];
  const { next, toBranchId, reservation } = nextOf(
    after,
    copyInState(after, command.copyId),
    command.branchId,
    facts,
  );
  const { body } = answer;
  const goes = body.next === next && body.toBranchId === toBranchId && body.reservation?.id === reservation;
  return goes && isSameList(body.lifted ?? [], lifted) ? shown(after, command.copyId, answer, facts) : none;
};

/**
 * What an act does to a state, where it was answered like this; whatever it may have done where it
 * was not.
 */
export const stepOf =
  (command: Command, by: Caller, answer: Answered, facts: Facts): Step<TitleState> =>
  (state) => {
    switch (command.do) {
      case 'set a block':
        return setBlock(state, command, by, answer, facts);
      case 'lift a block':
        return liftBlock(state, command, by, answer, facts);
      case 'view a copy':
        return shown(state, command.copyId, answer, facts);
      case 'reserve a copy':
      case 'reserve a title':
        return reserve(state, command, answer, facts);
      case 'cancel':
        return cancel(state, command, answer, facts);
      case 'view a reservation':
        return viewReservation(state, command, answer);
      case 'check out':
        return checkOut(state, command, answer, facts);
      case 'check in':
        return checkIn(state, command, by, answer, facts);
    }
  };
