import { firstContradiction, Undecided, type Contradiction, type HistoryOperation } from './linearize.ts';

/** One operation of a history: with its answer, and as if its answer had been lost. */
export interface Observation<S> {
  readonly answered: HistoryOperation<S>;
  /** Undefined if the call changes nothing: without its answer it proves nothing. */
  readonly unanswered: HistoryOperation<S> | undefined;
}

/** Observations that cannot all be true, and where they contradict each other. */
export interface Shortest<S> {
  /** Their indexes in the given history. */
  readonly kept: readonly number[];
  readonly contradiction: Contradiction<S>;
}

/** The contradiction that remains if only the kept answers are known; undefined if undecided. */
const contradictionOf = <S>(
  initial: S,
  history: readonly Observation<S>[],
  kept: ReadonlySet<number>,
  keyOf: (state: S) => string,
): Contradiction<S> | undefined => {
  const indexed = history.flatMap(({ answered, unanswered }, index) => {
    const operation = kept.has(index) ? answered : unanswered;
    return operation ? [{ index, operation }] : [];
  });
  try {
    const found = firstContradiction(
      initial,
      indexed.map(({ operation }) => operation),
      keyOf,
    );
    return found && { ...found, at: indexed[found.at]?.index ?? 0 };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
};

/**
 * The fewest answers that contradict each other, as far as leaving out parts one by one finds them.
 * A call without its answer may still have had any effect or none, so leaving it out cannot cause a
 * contradiction.
 */
export const shortest = <S>(
  initial: S,
  history: readonly Observation<S>[],
  keyOf: (state: S) => string,
): Shortest<S> | undefined => {
  const all = new Set(history.keys());
  let contradiction = contradictionOf(initial, history, all, keyOf);
  if (!contradiction) return undefined;
  const end = history[contradiction.at]?.answered.to ?? Infinity;
  let kept = new Set([...all].filter((index) => (history[index]?.answered.from ?? Infinity) <= end));
  for (let size = Math.ceil(kept.size / 2); size >= 1; size = Math.floor(size / 2)) {
    for (const part of partsOf([...kept], size)) {
      const rest = new Set([...kept].filter((index) => !part.includes(index)));
      const found = contradictionOf(initial, history, rest, keyOf);
      if (found) [kept, contradiction] = [rest, found];
    }
  }
  return { kept: [...kept].sort((a, b) => a - b), contradiction };
};

const partsOf = (indexes: readonly number[], size: number): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(indexes.length / size) }, (_, n) => indexes.slice(n * size, (n + 1) * size));
