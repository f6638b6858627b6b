import { useState } from 'react';
import type { Act } from '../../lib/api/act.ts';
import { answerOf, api } from '../../lib/api/client.ts';
import type { Copy } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { oneByOne } from '../../lib/one-by-one.ts';
import { defined } from '../../lib/defined.ts';
import { useChange } from '../../components/use-change.ts';
import { joinChanges, type ChangeResult, type ChangesMade } from './change-blocks.ts';
import { useBlockTexts } from './texts.ts';
import { useUndo } from './use-undo.ts';

/** A copy whose change failed. */
export interface FailedCopy {
  /** The copy after the changes that succeeded before the error. */
  readonly shown: Copy;
  /** The current copy, if it could be read. */
  readonly now?: Copy;
  readonly error: unknown;
}

/** A change of one copy, and whether a copy already has it. */
export interface BulkRound {
  readonly change: (act: Act, copy: Copy) => Promise<ChangeResult>;
  readonly isDone: (copy: Copy) => boolean;
}

/** The state of a bulk change, over one or more rounds. */
export interface BulkChange {
  readonly go: (round: BulkRound) => void;
  /** The copies that still have to change, in their current version. */
  readonly left: readonly Copy[];
  readonly failed: readonly FailedCopy[];
  readonly busy: boolean;
  /** The number of copies of `left` that this round has handled. */
  readonly had: number;
}

/**
 * Changes copies. Another round retries those that failed, each from its current version. Calls
 * `whenDone` when all copies are changed. The status bar offers to undo all rounds.
 */
export function useBulkChange(copies: readonly Copy[], whenDone: () => void): BulkChange {
  const report = useReport();
  const [done, setDone] = useState<ReadonlyMap<string, ChangesMade>>(new Map());
  const [failed, setFailed] = useState<readonly FailedCopy[]>();
  const [had, setHad] = useState(0);
  const left = failed?.map(({ shown, now }) => now ?? shown) ?? copies;
  const bulk = useChange(
    async (act, { change, isDone }: BulkRound) => {
      const { done: tried } = await oneByOne(left, (copy) => change(act, copy), setHad);
      const outcomes = tried.map(({ result }) => result);
      const open = (await readAgain(outcomes)).filter(({ now }) => now === undefined || !isDone(now));
      return { outcomes, open };
    },
    ({ outcomes, open }) => {
      const all = new Map(done);
      for (const one of outcomes) all.set(one.copy.copyId, joinChanges(all.get(one.copy.copyId), one));
      report(outcomes, [...all.values()], open.length === 0);
      setDone(all);
      setFailed(open);
      setHad(0);
      if (open.length === 0) whenDone();
    },
  );
  return { go: bulk.mutate, left, failed: failed ?? [], busy: bulk.isPending, had };
}

/** Reads the failed copies again: the next try starts from their current version. */
async function readAgain(outcomes: readonly ChangeResult[]): Promise<readonly FailedCopy[]> {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  const read = await oneByOne(failed, ({ copy: { copyId } }) =>
    answerOf(api.GET('/api/copies/{copyId}', { params: { path: { copyId } } })),
  );
  const now = new Map(read.done.map(({ result }) => [result.copyId, result]));
  return failed.map(({ copy, error }) => {
    const fresh = now.get(copy.copyId);
    return { shown: copy, error, ...defined({ now: fresh }) };
  });
}

/** Reports the changes in the status bar. */
function useReport() {
  const t = useBlockTexts();
  const undo = useUndo();
  return (outcomes: readonly ChangeResult[], all: readonly ChangesMade[], isLast: boolean) => {
    const changed = all.filter(({ steps }) => steps.length > 0);
    const [first] = changed;
    if (first === undefined) {
      // A failed copy may be as wanted: its answer was lost, or a colleague did the same.
      const isSoNow = outcomes.some(({ error }) => error !== undefined);
      if (isLast) notify('done', t(isSoNow ? 'asAsked' : 'nothing'));
      return;
    }
    const count = outcomes.reduce((sum, { affected }) => sum + affected.length, 0);
    const saved =
      changed.length === 1
        ? t('saved', { barcode: first.copy.copyId })
        : t('savedMany', { count: changed.length });
    notify('done', count === 0 ? saved : `${saved} ${t('affected', { count })}`, undo(changed));
  };
}
