import { codesOf, copyShown, type CopyAnswer } from '../model/answer.ts';
import type { BlockState, TitleState, CopyState, Facts, Line } from '../model/title-state.ts';
import type { Call } from '../model/operations.ts';

/** A contradiction, with the calls that it needs. */
export interface FoundContradiction {
  readonly titleId: string;
  /**
   * The calls whose answers contradict each other; undefined stands for the end of the copies'
   * histories.
   */
  readonly calls: readonly (Call | undefined)[];
  /** The call that cannot be explained, and the states that were possible before it. */
  readonly last: Call | undefined;
  readonly before: readonly TitleState[];
  readonly facts: Facts;
}

const MOST_STATES = 3;

const sayBlock = ({ kind, code, endDate, activityId }: BlockState): string =>
  [kind, code, endDate && `to ${endDate}`, activityId && `of ${activityId}`].filter(Boolean).join(' ');

const sayCopy = ({ status, loan, blocks }: CopyAnswer): string =>
  [status, loan && `with ${loan.patronId}`, `[${blocks.map(sayBlock).join(', ')}]`].filter(Boolean).join(' ');

const sayAnswer = ({ command, answer }: Call): string => {
  if (!answer) return command.do.includes('batch') || command.do === 'the night' ? 'done' : 'no answer';
  const { status, body } = answer;
  const copy = copyShown(answer);
  const is = typeof body.status === 'string' && !copy ? body.status : undefined;
  const id = body.id ?? body.reservation?.id;
  return [status, ...codesOf(answer), body.next, is, id, copy && sayCopy(copy)].filter(Boolean).join(' ');
};

const sayAct = ({ command: { do: what, ...rest } }: Call): string =>
  `${what} ${JSON.stringify(rest, (key, value: unknown) => (HIDDEN.includes(key) ? undefined : value))}`;

const HIDDEN = ['source', 'placedBy', 'placedAt'];

const sayCall = (call: Call, since: number): string => {
  const times = [call.from, call.to].map((at) => (at - since).toFixed(1).padStart(9)).join(' – ');
  return `  ${times} ms  ${sayAct(call)} → ${sayAnswer(call)}`;
};

const sayLine = ({ action, by, cause, before, after }: Line): string =>
  [action, before && sayBlock(before), after && `→ ${sayBlock(after)}`, `by ${by} (${cause.type})`]
    .filter(Boolean)
    .join(' ');

const sayState = (copy: CopyState): string =>
  [
    copy.copyId,
    copy.loan && `with ${copy.loan}`,
    copy.hold && `put aside for ${copy.hold}`,
    copy.transitTo && `on its way to ${copy.transitTo}`,
    `[${copy.blocks.map(sayBlock).join(', ')}]`,
  ]
    .filter(Boolean)
    .join(' ');

const sayTitle = ({ copies, open }: TitleState): string =>
  [...copies.map(sayState), ...open.map(({ id, patronId, status }) => `${id} of ${patronId} ${status}`)].join(
    '; ',
  );

/** The next lines of the copies' histories, if these are part of the contradiction. */
const historyLines = ({ before, facts }: FoundContradiction): readonly string[] => {
  const next = before.flatMap(({ copies }) =>
    copies.map(({ copyId, lines }) => {
      const line = facts.histories?.get(copyId)?.[lines];
      return `  after ${lines} lines the history of ${copyId} says: ${line ? sayLine(line) : 'nothing more'}`;
    }),
  );
  return facts.histories ? [...new Set(next)] : [];
};

/** A contradiction as text: the calls by their start, and why the last one is impossible. */
export const printed = (found: FoundContradiction): string => {
  const { titleId, calls, last, before } = found;
  const shown = [...new Set(calls)].flatMap((call) => call ?? []).sort((a, b) => a.from - b.from);
  const since = shown[0]?.from ?? 0;
  const why = last
    ? `No order of these explains “${sayAct(last)}”.`
    : 'The histories of the copies tell of something else.';
  const states = [...new Set(before.map(sayTitle))];
  return [
    `${titleId}: ${shown.length} calls that cannot all be true. ${why}`,
    ...shown.map((call) => sayCall(call, since)),
    ...states.slice(0, MOST_STATES).map((state) => `  possible just before: ${state}`),
    ...(states.length > MOST_STATES ? [`  and ${states.length - MOST_STATES} others`] : []),
    ...historyLines(found),
  ].join('\n');
};
