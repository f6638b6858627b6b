/** Records every call with its answer, by title. */
import type { Command } from '../model/command.ts';
import type { ListRead } from '../model/listing.ts';
import { titleOfCall, type Call } from '../model/operations.ts';
import type { Caller } from '../model/steps.ts';
import type { Attempt } from './persistent-client.ts';

export interface HistoryRecorder {
  /** The calls that concern a title. */
  readonly of: (titleId: string) => readonly Call[];
  readonly count: () => number;
  /** The accepted reservations of each title. */
  readonly reservations: ReadonlyMap<string, readonly string[]>;
  /** The batches that were made. */
  readonly batches: Set<string>;
  /** The lists that were read. */
  readonly lists: ListRead[];
  readonly add: (call: Call) => void;
  /** Records the tries of one command: as one call for a POST, otherwise as a call each. */
  readonly addTries: (command: Command, by: Caller, tries: readonly Attempt[]) => void;
}

const POSTED = ['reserve a copy', 'reserve a title', 'check out', 'check in'];

/** Joins tries with one key into one call, which ends with the first answer. */
const asOne = (tries: readonly Attempt[]): Attempt => {
  const answered = tries.filter(({ answer }) => answer);
  return {
    from: Math.min(...tries.map(({ from }) => from)),
    to: Math.min(...answered.map(({ to }) => to)),
    answer: answered[0]?.answer,
  };
};

const listIn = <T>(lists: Map<string, T[]>, key: string): T[] => {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
};

export const newHistoryRecorder = (): HistoryRecorder => {
  const calls = new Map<string, Call[]>();
  const reservations = new Map<string, string[]>();
  const add = (call: Call): void => {
    const titleId = titleOfCall(call);
    listIn(calls, titleId).push(call);
    if (!call.command.do.startsWith('reserve') || call.answer?.status !== 201) return;
    listIn(reservations, titleId).push(String(call.answer.body.id));
  };
  return {
    of: (titleId) => calls.get(titleId) ?? [],
    count: () => [...calls.values()].reduce((sum, list) => sum + list.length, 0),
    reservations,
    batches: new Set(),
    lists: [],
    add,
    addTries: (command, by, tries) => {
      for (const one of POSTED.includes(command.do) ? [asOne(tries)] : tries) add({ command, by, ...one });
    },
  };
};
