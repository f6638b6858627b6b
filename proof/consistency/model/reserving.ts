import { codeOf, loanBlocksOf } from './blocking.ts';
import {
  withOpen,
  type TitleState,
  type CopyState,
  type Facts,
  type PatronFacts,
  type ReservationState,
} from './title-state.ts';

/** Whether the patron is a special card of the copy's own branch (rule R4). */
export const isOwnDisplay = (copy: CopyState, patron: PatronFacts): boolean =>
  patron.special && patron.branchId === copy.branchId;

/** The patron who reserves, and the branch where the copy is collected. */
export interface ReservationOrder {
  readonly patronId: string;
  readonly pickupBranchId: string;
}

export const patronIn = ({ patrons }: Facts, patronId: string): PatronFacts => {
  const patron = patrons.get(patronId);
  if (!patron) throw new Error(`There is no patron ${patronId} in this history.`);
  return patron;
};

/** The refusals that reservation blocks cause (rules B4, B5). */
export const refusalsOfCode = (copy: CopyState, wish: ReservationOrder, facts: Facts): readonly string[] => {
  const code = codeOf(copy);
  if (code === 8) return ['copy-not-reservable'];
  if (code === undefined) return [];
  return [
    ...(patronIn(facts, wish.patronId).branchId === copy.branchId ? [] : ['own-patrons-only']),
    ...(wish.pickupBranchId === copy.branchId ? [] : ['leaves-branch']),
  ];
};

/** The refusals of a copy, whatever reservations are open (rules B4–B6, R4, R5). */
export const refusalsOfCopy = (copy: CopyState, wish: ReservationOrder, facts: Facts): readonly string[] => {
  const { patronId } = wish;
  const mine = copy.loan === patronId ? ['already-on-loan'] : [];
  if (isOwnDisplay(copy, patronIn(facts, patronId))) return mine;
  const forReference = loanBlocksOf(copy, facts).some(({ endDate }) => endDate === undefined);
  const onCard = copy.loan !== undefined && copy.loan !== patronId && patronIn(facts, copy.loan).special;
  return [
    ...mine,
    ...refusalsOfCode(copy, wish, facts),
    ...(forReference ? ['copy-loan-blocked'] : []),
    ...(onCard ? ['copy-on-special-card'] : []),
  ];
};

/** Whether the patron has an open reservation of this copy, or of the title (rule R5). */
export const hasOpen = ({ open }: TitleState, patronId: string, copyId: string | undefined): boolean =>
  open.some((one) => one.patronId === patronId && one.copyId === copyId);

/** The state with one more waiting reservation. */
export const placed = (state: TitleState, reservation: ReservationState): TitleState =>
  withOpen(state, [...state.open, reservation]);

/**
 * The reservations that wait for a copy, in the order of service: special cards of its branch
 * first, then the oldest (rule R6).
 */
export const lineOf = (
  { open }: TitleState,
  copy: CopyState,
  facts: Facts,
  which: 'own queue' | 'both queues',
): readonly ReservationState[] => {
  const waiting = open.filter(
    ({ status, copyId }) =>
      status === 'waiting' && (copyId === copy.copyId || (which === 'both queues' && copyId === undefined)),
  );
  const first = waiting.filter(
    ({ copyId, patronId }) => copyId !== undefined && isOwnDisplay(copy, patronIn(facts, patronId)),
  );
  return [...first, ...waiting.filter((one) => !first.includes(one))];
};
