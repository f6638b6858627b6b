/**
 * Whether a history of calls that overlap fits a sequential model: whether each call can have taken
 * effect at one moment between its begin and its end (linearizability; Herlihy and Wing 1990).
 * Searches just in time, as Lowe's "Testing for linearizability" (2017) does: a call is given its
 * moment only when its end, or that of another, asks for it.
 */

/**
 * What a call does to the state at one moment: the states it may lead to; none where it cannot have
 * been so.
 */
export type Step<S> = (state: S) => readonly S[];

/**
 * A step that changes nothing: it is taken as soon as it can be, for that stands in nobody's way.
 */
export interface Look<S> {
  readonly sees: (state: S) => boolean;
}

/** A call, or a part of one, in real time. */
export interface HistoryOperation<S> {
  readonly from: number;
  readonly to: number;
  /** One after the other, each at a moment of its own; most calls have one. */
  readonly steps: readonly (Step<S> | Look<S>)[];
  /** Whether it was answered; otherwise it may have done nothing at all. */
  readonly certain: boolean;
}

/**
 * The call whose answer no order of the calls explains, and the states that were possible just
 * before it.
 */
export interface Contradiction<S> {
  readonly at: number;
  readonly before: readonly S[];
}

/** A possible past: what the state is, and how many steps each call under way has taken. */
interface Past<S> {
  readonly state: S;
  readonly taken: ReadonlyMap<number, number>;
}

/** More pasts than this at one moment are not looked through. */
const MOST_PASTS = 50_000;

/** There were too many possible pasts to decide. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

const keyOfPast = <S>({ state, taken }: Past<S>, keyOf: (state: S) => string): string =>
  `${[...taken].sort(([a], [b]) => a - b).join(';')}|${keyOf(state)}`;

/** The past in which every call under way has looked that can do so now. */
const looked = <S>(past: Past<S>, underWay: ReadonlyMap<number, HistoryOperation<S>>): Past<S> => {
  const taken = new Map(past.taken);
  for (const [index, { steps }] of underWay) {
    const step = steps[taken.get(index) ?? 0];
    if (step && 'sees' in step && step.sees(past.state)) taken.set(index, (taken.get(index) ?? 0) + 1);
  }
  return { ...past, taken };
};

/** The pasts after one more step of a call under way. */
const stepped = <S>(past: Past<S>, index: number, { steps }: HistoryOperation<S>): readonly Past<S>[] => {
  const done = past.taken.get(index) ?? 0;
  const step = steps[done];
  if (!step || 'sees' in step) return [];
  const taken = new Map(past.taken).set(index, done + 1);
  return step(past.state).map((state) => ({ state, taken }));
};

/**
 * Every past in which a call has just taken its last step, with no more steps of others than that
 * may need.
 */
const pastsWith = <S>(
  pasts: readonly Past<S>[],
  index: number,
  underWay: ReadonlyMap<number, HistoryOperation<S>>,
  keyOf: (state: S) => string,
): readonly Past<S>[] => {
  const length = underWay.get(index)?.steps.length ?? 0;
  const seen = new Set<string>();
  const found: Past<S>[] = [];
  const open = [...pasts];
  for (let next = open.pop(); next; next = open.pop()) {
    const past = looked(next, underWay);
    const key = keyOfPast(past, keyOf);
    if (seen.has(key)) continue;
    if (seen.add(key).size > MOST_PASTS) throw new Undecided('Too many calls at the same time to decide.');
    if ((past.taken.get(index) ?? 0) === length) found.push(past);
    else for (const [other, operation] of underWay) open.push(...stepped(past, other, operation));
  }
  return found;
};

/** A call that has ended is no longer part of what is possible. */
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
 * Begins and ends in the order of time; what begins at the very moment when another ends overlaps
 * it.
 */
const eventsOf = <S>(operations: readonly HistoryOperation<S>[]) =>
  operations
    .flatMap(({ from, to }, index) => [
      { index, at: from, ends: false },
      { index, at: to, ends: true },
    ])
    .sort((a, b) => a.at - b.at || Number(a.ends) - Number(b.ends));

/**
 * The first call, by its end, that cannot be explained from an initial state; undefined where the
 * whole history can be. `keyOf` tells states apart. Throws `Undecided`.
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
