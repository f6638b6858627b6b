import type { Call } from '../model/operations.ts';

/**
 * A title reservation that was accepted: its number, its position, and when it was asked and told.
 */
interface Joined {
  readonly id: string;
  readonly number: string;
  readonly position: number;
  readonly from: number;
  readonly to: number;
}

const joinedIn = (calls: readonly Call[]): readonly Joined[] =>
  calls.flatMap(({ command, answer, from, to }) => {
    const { id, position } = answer?.body ?? {};
    if (command.do !== 'reserve a title' || answer?.status !== 201) return [];
    if (id === undefined || typeof position !== 'number') return [];
    return [{ id, number: id.slice(id.lastIndexOf('.') + 1), position, from, to }];
  });

/** Somebody may leave the line by these. */
const LEAVING = ['cancel', 'check in', 'check out', 'the night'];

const pairsOf = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((a, n) => all.slice(n + 1).map((b) => [a, b] as const));

/**
 * The violations in the positions that were told (rule R6). Who was answered before another asked
 * has the earlier number. Two were told the same position only if somebody may have left between
 * the two. Nobody was told a position behind more people than had asked, and were not refused by
 * then.
 */
export const wrongWithPositions = (calls: readonly Call[], before = 0): readonly string[] => {
  const joined = joinedIn(calls);
  const leaving = calls.filter(({ command }) => LEAVING.includes(command.do));
  const asked = calls.filter(({ command }) => command.do === 'reserve a title');
  const mayStandBefore = (one: Joined) =>
    asked.filter(({ from, to, answer }) => from <= one.to && !(answer?.status === 409 && to < one.from));
  const someLeft = (a: Joined, b: Joined) =>
    leaving.some(({ from, to }) => from <= Math.max(a.to, b.to) && to >= Math.min(a.from, b.from));
  const pairs = pairsOf(joined);
  return [
    ...pairs
      .filter(([a, b]) => (a.to < b.from && a.number > b.number) || (b.to < a.from && b.number > a.number))
      .map(([a, b]) => `${a.id} and ${b.id} stand in another order than they were accepted`),
    ...pairs
      .filter(([a, b]) => a.position === b.position && !someLeft(a, b))
      .map(([a, b]) => `${a.id} and ${b.id} were both told position ${a.position}, and nobody left`),
    ...joined
      .filter((one) => one.position < 1 || one.position > before + mayStandBefore(one).length)
      .map(({ id, position }) => `${id} was told position ${position}, behind more than had asked`),
  ];
};
