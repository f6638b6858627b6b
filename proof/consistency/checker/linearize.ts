/**
 * Decides whether a history of overlapping calls fits a sequential model: each call must be able to
 * take effect at one moment between its start and its end (linearizability; Herlihy and Wing 1990).
 * Searches just in time, as in Lowe's "Testing for linearizability" (2017): a call takes effect
 * only when its own end, or that of another call, requires it.
 */

/**
 * The effect of a call at one moment: the states that it may lead to; empty if it is impossible.
 */
export type Step<S> = (state: S) => readonly S[];

/**
 * A step that only reads. The search takes it as soon as possible, since it excludes no other step.
 */
export interface Look<S> {
  readonly sees: (state: S) => boolean;
}

/** A call or a part of a call, in real time. */
export interface HistoryOperation<S> {
  readonly from: number;
  readonly to: number;
  /** Taken in this order, each at its own moment; most calls have one step. */
  readonly steps: readonly (Step<S> | Look<S>)[];
  /** Whether it was answered; an unanswered call may have had no effect. */
  readonly certain: boolean;
}

/** The call that no order of the calls explains, and the states that were possible before it. */
export interface Contradiction<S> {
  readonly at: number;
  readonly before: readonly S[];
}

/** A possible past: its state, and the number of steps that each open call has taken. */
interface Past<S> {
  readonly state: S;
  readonly taken: ReadonlyMap<number, number>;
}

/** The search gives up beyond this number of pasts at one moment. */
const MOST_PASTS = 50_000;

/** The search gave up: there were too many possible pasts. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

const keyOfPast = <S>({ state, taken }: Past<S>, keyOf: (state: S) => string): string =>
  `${[...taken].sort(([a], [b]) => a - b).join(';')}|${keyOf(state)}`;

/** The past after every open call has taken the reads that are possible now. */
const looked = <S>(past: Past<S>, underWay: ReadonlyMap<number, HistoryOperation<S>>): Past<S> => {
  const taken = new Map(past.taken);
  for (const [index, { steps }] of underWay) {
    const step = steps[taken.get(index) ?? 0];
    if (step && 'sees' in step && step.sees(past.state)) taken.set(index, (taken.get(index) ?? 0) + 1);
  }
  return { ...past, taken };
};

/** The pasts after one more change by an open call. */
const stepped = <S>(past: Past<S>, index: number, { steps }: HistoryOperation<S>): readonly Past<S>[] => {
  const done = past.taken.get(index) ?? 0;
  const step = steps[done];
  if (!step || 'sees' in step) return [];
  const taken = new Map(past.taken).set(index, done + 1);
  return step(past.state).map((state) => ({ state, taken }));
};

/**
 * Every past in which a call has just taken its last step, with no more steps of other calls than
 * that needs.
 */
const pastsWith = <S>(
  pasts: readonly Past<S>[],
  index: number,
  underWay: ReadonlyMap<number, HistoryOperation<S>>,
  keyOf: (state: S) => string,
): readonly Past<S>[] => {
  const length = underWay.get(index)?.steps.length ?? 0;
  const visited = new Set<string>();
  const found: Past<S>[] = [];
  const open = [...pasts];
  for (let next = open.pop(); next; next = open.pop()) {
    const past = looked(next, underWay);
    const key = keyOfPast(past, keyOf);
    if (visited.has(key)) continue;
    if (visited.add(key).size > MOST_PASTS) throw new Undecided('Too many calls at the same time to decide.');
    if ((past.taken.get(index) ?? 0) === length) found.push(past);
    else for (const [other, operation] of underWay) open.push(...stepped(past, other, operation));
  }
  return found;
};

/** The pasts without a call that has ended; equal pasts become one. */
const forget = <S>(
  pasts: readonly Past<S>[],
  index: number,
  keyOf: (state: S) => string,
): readonly Past<S>[] => {
  const different = new Map<string, Past<S>>();
  for (const { state, taken } of pasts) {
    const rest = new Map(taken);
    rest.delete(index);
    const past = { state, taken: rest };
    different.set(keyOfPast(past, keyOf), past);
  }
  return [...different.values()];
};

/**
 * Starts and ends in the order of time. At the same moment starts come first, so that the calls
 * overlap.
 */
const eventsOf = <S>(operations: readonly HistoryOperation<S>[]) =>
  operations
    .flatMap(({ from, to }, index) => [
      { index, at: from, ends: false },
      { index, at: to, ends: true },
    ])
    .sort((a, b) => a.at - b.at || Number(a.ends) - Number(b.ends));

/**
 * The first call, by its end, that no order explains; undefined if the whole history can be
 * explained. `keyOf` is equal for equal states only. Throws `Undecided`.
 */
export const firstContradiction = <S>(
  initial: S,
  operations: readonly HistoryOperation<S>[],
  keyOf: (state: S) => string,
): Contradiction<S> | undefined => {
  const underWay = new Map<number, HistoryOperation<S>>();
  let pasts: readonly Past<S>[] = [{ state: initial, taken: new Map() }];
  for (const { index, ends } of eventsOf(operations)) {
    const operation = operations[index];
    if (!operation) continue;
    if (!ends) {
      underWay.set(index, operation);
      continue;
    }
    const explained = pastsWith(pasts, index, underWay, keyOf);
    if (operation.certain && explained.length === 0) {
      return { at: index, before: pasts.map(({ state }) => state) };
    }
    underWay.delete(index);
    pasts = forget(operation.certain ? explained : [...pasts, ...explained], index, keyOf);
  }
  return undefined;
};
