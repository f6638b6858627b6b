import { firstContradiction, Undecided } from './linearize.ts';
import { shortest, type Observation } from './shorten.ts';
import { goesAtNight } from '../model/blocking.ts';
import { describeCall, type Call } from '../model/operations.ts';
import { keyOfState, type TitleState, type Facts } from '../model/title-state.ts';
import { printed } from './print.ts';

/** All calls that concern a title, and its state before them. */
export interface TitleHistory {
  readonly titleId: string;
  readonly initial: TitleState;
  readonly calls: readonly Call[];
}

/**
 * The final observation: every line of each history is matched (B9), and the night has left nothing
 * to lift (N1).
 */
const nothingIsLeft = (facts: Facts, at: number): Observation<TitleState> => ({
  answered: {
    from: at,
    to: at,
    steps: [
      {
        sees: ({ copies }) =>
          copies.every(
            (copy) =>
              copy.lines === (facts.histories?.get(copy.copyId)?.length ?? copy.lines) &&
              (!facts.histories || goesAtNight(copy, facts).length === 0),
          ),
      },
    ],
    certain: true,
  },
  unanswered: undefined,
});

const observationsOf = (calls: readonly Call[], facts: Facts) => {
  const parts = calls.flatMap((call) =>
    describeCall(call, facts).map((observation) => ({ call, observation })),
  );
  const end = Math.max(0, ...calls.map(({ to }) => to)) + 1;
  return [...parts, { call: undefined, observation: nothingIsLeft(facts, end) }];
};

/**
 * The shortest contradicting history; the histories of the copies are used only if the answers
 * alone do not contradict each other.
 */
const shown = ({ titleId, initial, calls }: TitleHistory, facts: Facts): string => {
  for (const known of [{ ...facts, histories: undefined }, facts]) {
    const parts = observationsOf(calls, known);
    const found = shortest(
      initial,
      parts.map(({ observation }) => observation),
      keyOfState,
    );
    if (!found) continue;
    const kept = found.kept.map((index) => parts[index]?.call);
    const last = parts[found.contradiction.at]?.call;
    return printed({ titleId, calls: kept, last, before: found.contradiction.before, facts: known });
  }
  return `${titleId}: contradicts the rules, but not in a way that can be shown shortly.`;
};

const contradicts = ({ initial, calls }: TitleHistory, facts: Facts): boolean => {
  const operations = observationsOf(calls, facts).map(({ observation }) => observation.answered);
  return firstContradiction(initial, operations, keyOfState) !== undefined;
};

/**
 * The violation in the answers about a title, as text; undefined if they can all be true (rules
 * B1–B9, R1–R8, S1–S4). With `shows` it includes the shortest contradicting history, which takes
 * ten seconds to find.
 */
export const wrongWithTitle = (history: TitleHistory, facts: Facts, shows = true): string | undefined => {
  try {
    if (!contradicts(history, facts)) return undefined;
    return shows ? shown(history, facts) : `${history.titleId}: calls that cannot all be true, either`;
  } catch (error) {
    if (error instanceof Undecided) return `${history.titleId}: ${error.message}`;
    throw error;
  }
};
