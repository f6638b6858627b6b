/** Keeps every call with its answer, title by title. */
import type { Act, Background } from '../model/act.ts';
import type { Answer } from '../model/answer.ts';
import type { Call } from '../model/explain.ts';
import type { Caller } from '../model/steps.ts';
import { titleOf } from '../library/library.ts';
import type { Try } from './api.ts';

export interface Recorder {
  /** The calls that concern a title. */
  readonly of: (titleId: string) => readonly Call[];
  readonly count: () => number;
  /** The reservations that are known, per title. */
  readonly reservations: ReadonlyMap<string, readonly string[]>;
  readonly add: (call: Call) => void;
  /** The tries of one act; those of a POST are one call, and others are a call each. */
  readonly addTries: (act: Act, by: Caller, tries: readonly Try[]) => void;
}

const idIn = (act: Act | Background): string =>
  'copyId' in act ? act.copyId : 'titleId' in act ? act.titleId : act.id;

const POSTED = ['reserve a copy', 'reserve a title', 'check out', 'check in'];

export const newRecorder = (): Recorder => {
  const calls = new Map<string, Call[]>();
  const reservations = new Map<string, string[]>();
  const add = (call: Call): void => {
    const titleId = titleOf(idIn(call.act));
    calls.set(titleId, [...(calls.get(titleId) ?? []), call]);
    if (!call.act.do.startsWith('reserve') || call.answer?.status !== 201) return;
    reservations.set(titleId, [...(reservations.get(titleId) ?? []), String(call.answer.body.id)]);
  };
  const whole = (tries: readonly Try[]): { from: number; to: number; answer: Answer | undefined } => ({
    from: tries[0]?.from ?? 0,
    to: tries.at(-1)?.to ?? 0,
    answer: tries.at(-1)?.answer,
  });
  return {
    of: (titleId) => calls.get(titleId) ?? [],
    count: () => [...calls.values()].reduce((sum, list) => sum + list.length, 0),
    reservations,
    add,
    addTries: (act, by, tries) => {
      for (const one of POSTED.includes(act.do) ? [whole(tries)] : tries) add({ act, by, ...one });
    },
  };
};
