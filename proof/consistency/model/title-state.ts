/**
 * The model's state of one title: its copies and its queue. It is written from docs/rules.md and
 * not from the code, so that every rule is implemented twice.
 */

/** A block: at most one per kind and activity (rule B1). */
export interface BlockState {
  readonly kind: 'reservation' | 'loan';
  readonly activityId?: string | undefined;
  readonly code?: 7 | 8 | undefined;
  readonly endDate?: string | undefined;
  readonly reason?: string | undefined;
}

export interface CopyState {
  readonly copyId: string;
  readonly branchId: string;
  /** In the order of their slots. */
  readonly blocks: readonly BlockState[];
  /** The patron who has it. */
  readonly loan?: string | undefined;
  /** The reservation that it is put aside for, or in transit to. */
  readonly hold?: string | undefined;
  readonly transitTo?: string | undefined;
  /** The number of lines of its history that are matched. */
  readonly lines: number;
}

/** An open reservation. Its id ends in a stamp that orders the queue (rule R6). */
export interface ReservationState {
  readonly id: string;
  readonly copyId?: string | undefined;
  readonly patronId: string;
  readonly pickupBranchId: string;
  readonly status: 'waiting' | 'ready' | 'in-transit';
  readonly servedBy?: string | undefined;
}

export interface TitleState {
  readonly copies: readonly CopyState[];
  /** Open ones, oldest first. */
  readonly open: readonly ReservationState[];
}

export interface PatronFacts {
  readonly branchId: string;
  readonly special: boolean;
}

/** A line of a copy's history, as the API gives it. */
export interface Line {
  readonly by: string;
  readonly cause: { readonly type: string; readonly id?: string };
  readonly action: string;
  readonly kind?: string;
  readonly activityId?: string;
  readonly before?: BlockState;
  readonly after?: BlockState;
}

/** Facts that stay the same during a run. */
export interface Facts {
  readonly today: string;
  readonly patrons: ReadonlyMap<string, PatronFacts>;
  /** The ended activities, and what happens to their blocks (rule A2). */
  readonly over: ReadonlyMap<string, 'flag' | 'lift'>;
  /** The final histories of the copies, oldest line first; undefined if they are not checked. */
  readonly histories?: ReadonlyMap<string, readonly Line[]> | undefined;
}

export const copyInState = ({ copies }: TitleState, copyId: string): CopyState => {
  const copy = copies.find((one) => one.copyId === copyId);
  if (!copy) throw new Error(`There is no copy ${copyId} in this history.`);
  return copy;
};

/** The state with one copy replaced. */
export const withCopy = (state: TitleState, copy: CopyState): TitleState => ({
  ...state,
  copies: state.copies.map((one) => (one.copyId === copy.copyId ? copy : one)),
});

const stampOf = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

interface Stamped {
  readonly id: string;
}

/** Orders by who was accepted first (rule R6). */
export const oldestFirst = (a: Stamped, b: Stamped): number => (stampOf(a.id) < stampOf(b.id) ? -1 : 1);

/** The state with these open reservations, oldest first. */
export const withOpen = (state: TitleState, open: readonly ReservationState[]): TitleState => ({
  ...state,
  open: open.toSorted(oldestFirst),
});

/** Equal for equal states only: blocks and reservations always have the same order. */
export const keyOfState = ({ copies, open }: TitleState): string =>
  JSON.stringify([
    copies.map((copy) => [
      copy.lines,
      copy.loan,
      copy.hold,
      copy.transitTo,
      copy.blocks.map((block) => [block.kind, block.activityId, block.code, block.endDate, block.reason]),
    ]),
    open.map(({ id, status, servedBy }) => [id, status, servedBy]),
  ]);
