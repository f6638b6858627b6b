import { firstContradiction, Undecided } from './linearize.ts';
import { shortest, type Telling } from './shorten.ts';
import { goesAtNight } from '../model/blocking.ts';
import { describeCall, type Call } from '../model/operations.ts';
import { keyOfState, type TitleState, type Facts } from '../model/title-state.ts';
import { printed } from './print.ts';

/** All calls that concern a title, and what it was like before them. */
export interface TitleHistory {
  readonly titleId: string;
  readonly initial: TitleState;
  readonly calls: readonly Call[];
}

/**
 * The very end: every line in the history of each copy has been accounted for (B9), and the night
 * has left nothing (N1).
 */
const nothingIsLeft = (facts: Facts, at: number): Telling<TitleState> => ({
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

const tellingsOf = (calls: readonly Call[], facts: Facts) => {
  const parts = calls.flatMap((call) => describeCall(call, facts).map((telling) => ({ call, telling })));
  const end = Math.max(0, ...calls.map(({ to }) => to)) + 1;
  return [...parts, { call: undefined, telling: nothingIsLeft(facts, end) }];
};

/**
 * The shortest history that shows it; the histories of the copies are only looked at where the
 * answers alone do not show it.
 */
const shown = ({ titleId, initial, calls }: TitleHistory, facts: Facts): string => {
  for (const known of [{ ...facts, histories: undefined }, facts]) {
    const parts = tellingsOf(calls, known);
    const found = shortest(
      initial,
      parts.map(({ telling }) => telling),
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
  const operations = tellingsOf(calls, facts).map(({ telling }) => telling.answered);
  return firstContradiction(initial, operations, keyOfState) !== undefined;
};

/**
 * What is wrong with what the API said about a title, as a text, with the shortest history that
 * shows it unless that is not asked for: to find it takes a while. Undefined where the answers can
 * all be true (rules B1–B9, R1–R8, S1–S4).
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
