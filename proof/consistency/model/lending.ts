import { loanBlocksOf } from './blocking.ts';
import {
  copyInState,
  withCopy,
  withOpen,
  type TitleState,
  type CopyState,
  type Facts,
} from './title-state.ts';
import { isOwnDisplay, lineOf, patronIn } from './reserving.ts';

/**
 * Whether a copy is reserved for another patron: put aside, or wanted by the first in its own queue
 * (contract `copy-reserved`; B7, R6, S1).
 */
const isReservedForAnother = (
  state: TitleState,
  copy: CopyState,
  patronId: string,
  facts: Facts,
): boolean => {
  if (copy.hold !== undefined) {
    return state.open.find(({ id }) => id === copy.hold)?.patronId !== patronId;
  }
  const passesOrdinary =
    isOwnDisplay(copy, patronIn(facts, patronId)) && loanBlocksOf(copy, facts).length > 0;
  const first = lineOf(state, copy, facts, 'own queue').find(
    (one) => !passesOrdinary || isOwnDisplay(copy, patronIn(facts, one.patronId)),
  );
  return first !== undefined && first.patronId !== patronId;
};

/** The refusals to lend a copy (rules B3, S1, S2). */
export const refusalsToLend = (
  state: TitleState,
  copyId: string,
  patronId: string,
  facts: Facts,
): readonly string[] => {
  const copy = copyInState(state, copyId);
  const { special } = patronIn(facts, patronId);
  const onCard = copy.loan !== undefined && patronIn(facts, copy.loan).special;
  const out = copy.loan !== undefined && (!onCard || copy.loan === patronId);
  return [
    ...(onCard ? ['copy-on-special-card'] : []),
    ...(out ? ['copy-on-loan'] : []),
    ...(!special && loanBlocksOf(copy, facts).length > 0 ? ['copy-loan-blocked'] : []),
    ...(isReservedForAnother(state, copy, patronId, facts) ? ['copy-reserved'] : []),
  ];
};

/** The state after a loan, which fulfils the patron's own reservations that the copy serves. */
export const lent = (state: TitleState, copyId: string, patronId: string): TitleState => {
  const copy = { ...copyInState(state, copyId), loan: patronId, hold: undefined, transitTo: undefined };
  const rest = state.open.filter(
    (one) =>
      one.patronId !== patronId ||
      (one.copyId !== undefined && one.copyId !== copyId) ||
      (one.servedBy !== undefined && one.servedBy !== copyId),
  );
  return withOpen(withCopy(state, copy), rest);
};
