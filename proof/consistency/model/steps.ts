import type { Step } from '../checker/linearize.ts';
import type { Command } from './command.ts';
import { codesOf, copyShown, isSameList, isSameSet, looksLike, type CommandAnswer } from './answer.ts';
import { blockIn, hasLapsed, inSomeOrder, lift, set } from './blocking.ts';
import {
  copyInState,
  withCopy,
  type TitleState,
  type CopyState,
  type Facts,
  type ReservationState,
} from './title-state.ts';
import { lent, refusalsToLend } from './lending.ts';
import { hasOpen, lineOf, placed, refusalsOfCopy } from './reserving.ts';
import { routed, withoutReservation } from './serving.ts';

/** The caller, as histories name them. */
export interface Caller {
  readonly sub: string;
}

type Answered = CommandAnswer | undefined;

/** A command in a state, with the answer that it got; undefined where the answer was lost. */
interface Transition<What extends Command['do']> {
  readonly state: TitleState;
  readonly command: Extract<Command, { do: What }>;
  readonly by: Caller;
  readonly answer: Answered;
  readonly facts: Facts;
}

/** The states that a transition may lead to; none if the answer is impossible in its state. */
type Outcomes = readonly TitleState[];

const IMPOSSIBLE: Outcomes = [];

/** The state if its copy looks as the answer says, or if the answer says nothing of the copy. */
const shown = (state: TitleState, copyId: string, answer: Answered, facts: Facts): Outcomes => {
  const copy = answer && copyShown(answer);
  return !copy || looksLike(state, copyInState(state, copyId), copy, facts) ? [state] : IMPOSSIBLE;
};

/** The state with this copy if its history allows the copy and the answer shows it. */
const changed = (state: TitleState, copy: CopyState | undefined, answer: Answered, facts: Facts): Outcomes =>
  copy ? shown(withCopy(state, copy), copy.copyId, answer, facts) : IMPOSSIBLE;

const setBlock = ({ state, command, by, answer, facts }: Transition<'set a block'>): Outcomes => {
  if (facts.over.has(command.block.activityId ?? '')) {
    return !answer || isSameSet(codesOf(answer), ['activity-over']) ? [state] : IMPOSSIBLE;
  }
  const copy = copyInState(state, command.copyId);
  const there = blockIn(copy, command.block);
  const isNew = !there || hasLapsed(there, facts);
  if (answer && answer.status !== (isNew ? 201 : 200)) return IMPOSSIBLE;
  const affected = state.open.filter(({ copyId }) => copyId === command.copyId).map(({ id }) => id);
  const listed = answer?.body.affectedReservations?.map(({ id }) => id);
  if (listed && !isSameSet(listed, affected)) return IMPOSSIBLE;
  return changed(state, set(copy, command.block, { by: by.sub, cause: 'person' }, facts), answer, facts);
};

const liftBlock = ({ state, command, by, answer, facts }: Transition<'lift a block'>): Outcomes => {
  const copy = copyInState(state, command.copyId);
  const there = blockIn(copy, command.block);
  const isThere = there !== undefined && !hasLapsed(there, facts);
  if (answer && answer.status !== (isThere ? 200 : 404)) return IMPOSSIBLE;
  if (!isThere) return [state];
  return changed(state, lift(copy, there, { by: by.sub, cause: 'person' }, facts), answer, facts);
};

/** The waiting reservations of a copy, or of its title, in the order of their places (rule R6). */
const queueOf = (
  state: TitleState,
  copy: CopyState | undefined,
  facts: Facts,
): readonly ReservationState[] =>
  copy
    ? lineOf(state, copy, facts, 'own queue')
    : state.open.filter((one) => one.copyId === undefined && one.status === 'waiting');

/**
 * Whether a reservation may have got this position. A reservation with an older id may join the
 * queue later; its position is then the last (rule R6).
 */
const mayHavePosition = (
  queue: readonly ReservationState[],
  id: string,
  position: number | undefined,
): boolean => {
  const index = queue.findIndex((one) => one.id === id);
  return position === undefined || (position > index && position <= queue.length);
};

/** Other calls know a reservation by its id: without an id in the answer, it has no effect here. */
const reserve = ({
  state,
  command,
  answer,
  facts,
}: Transition<'reserve a copy' | 'reserve a title'>): Outcomes => {
  const copyId = command.do === 'reserve a copy' ? command.copyId : undefined;
  const id = answer?.body.id;
  if (id === undefined) return [state];
  const copy = copyId === undefined ? undefined : copyInState(state, copyId);
  const refuses =
    hasOpen(state, command.patronId, copyId) || (copy && refusalsOfCopy(copy, command, facts).length > 0);
  if (refuses) return answer?.status === 201 ? IMPOSSIBLE : [state];
  const { patronId, pickupBranchId } = command;
  const after = placed(state, { id, copyId, patronId, pickupBranchId, status: 'waiting' });
  const queue = queueOf(after, copy, facts);
  return mayHavePosition(queue, id, answer?.body.position) ? [after] : IMPOSSIBLE;
};

const cancel = ({ state, command, answer, facts }: Transition<'cancel'>): Outcomes => {
  const isOpen = state.open.some(({ id }) => id === command.id);
  if (answer && answer.status !== (isOpen ? 200 : 409)) return IMPOSSIBLE;
  return [isOpen ? withoutReservation(state, command.id, facts) : state];
};

const viewReservation = ({ state, command, answer }: Transition<'view a reservation'>): Outcomes => {
  const there = state.open.find(({ id }) => id === command.id);
  // No reservation expires on the day of the calls.
  const closed = ['cancelled', 'fulfilled'];
  const status = String(answer?.body.status);
  return (there ? there.status === status : closed.includes(status)) ? [state] : IMPOSSIBLE;
};

const checkOut = ({ state, command, answer, facts }: Transition<'check out'>): Outcomes => {
  const refusals = refusalsToLend(state, command.copyId, command.patronId, facts);
  const isRefused = refusals.length > 0;
  if (answer && (answer.status === 409) !== isRefused) return IMPOSSIBLE;
  if (answer && !isSameSet(refusals, codesOf(answer))) return IMPOSSIBLE;
  return [isRefused ? state : lent(state, command.copyId, command.patronId)];
};

/** The destination and the reservation that the answer of a check-in must name. */
const nextOf = ({ open }: TitleState, { hold, transitTo }: CopyState, at: string, facts: Facts) => {
  const held = open.find(({ id }) => id === hold);
  if (transitTo !== undefined) return { next: 'transit', toBranchId: transitTo, reservation: held?.id };
  if (!held) return { next: 'shelf', toBranchId: undefined, reservation: undefined };
  const patron = facts.patrons.get(held.patronId);
  const forCard = patron?.special === true && patron.branchId === at;
  return { next: forCard ? 'special-card' : 'reservation-shelf', toBranchId: undefined, reservation: hold };
};

const checkIn = ({ state, command, by, answer, facts }: Transition<'check in'>): Outcomes => {
  const { copyId, branchId, liftEndedBlocks } = command;
  const before = copyInState(state, copyId);
  const ended = before.blocks.filter((block) => facts.over.has(block.activityId ?? ''));
  const author = { by: by.sub, cause: 'person' as const };
  const lifted = liftEndedBlocks ? ended : [];
  const returned = { ...before, loan: undefined };
  const inHand = inSomeOrder(returned, lifted, (copy, block) => lift(copy, block, author, facts));
  if (!inHand) return IMPOSSIBLE;
  const after = routed(withCopy(state, inHand), copyId, branchId, facts);
  if (!answer) return [after];
  const { next, toBranchId, reservation } = nextOf(after, copyInState(after, copyId), branchId, facts);
  const { body } = answer;
  const goes = body.next === next && body.toBranchId === toBranchId && body.reservation?.id === reservation;
  return goes && isSameList(body.lifted ?? [], lifted) ? shown(after, copyId, answer, facts) : IMPOSSIBLE;
};

/** The effect of a command that got this answer; without an answer, any effect that it may have. */
export const stepOf =
  (command: Command, by: Caller, answer: Answered, facts: Facts): Step<TitleState> =>
  (state) => {
    const rest = { state, by, answer, facts };
    switch (command.do) {
      case 'set a block':
        return setBlock({ command, ...rest });
      case 'lift a block':
        return liftBlock({ command, ...rest });
      case 'view a copy':
        return shown(state, command.copyId, answer, facts);
      case 'reserve a copy':
      case 'reserve a title':
        return reserve({ command, ...rest });
      case 'cancel':
        return cancel({ command, ...rest });
      case 'view a reservation':
        return viewReservation({ command, ...rest });
      case 'check out':
        return checkOut({ command, ...rest });
      case 'check in':
        return checkIn({ command, ...rest });
    }
  };
