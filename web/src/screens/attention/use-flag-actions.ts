import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { copyAmongQuery } from '../../lib/api/lookup.ts';
import type { Block, Copy, Flag } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { oneByOne, type OneByOneOutcomes } from '../../lib/one-by-one.ts';
import { explained } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { endlessOf, setAgain, type FlagAction } from './flag-actions.ts';
import { serializePerCopy } from './serialize-per-copy.ts';
import { useAttentionTexts } from './texts.ts';

/** An action on one or more flags. */
export interface FlagActionRun {
  readonly action: FlagAction;
  readonly flags: readonly Flag[];
}

/** The barcodes of failed actions, by reason. */
export type Failures = ReadonlyMap<string, readonly string[]>;

/** The progress of a run on several flags. */
export interface Work {
  readonly ids: ReadonlySet<string>;
  readonly done: number;
}

const idsOf = ({ flags }: FlagActionRun): readonly string[] => flags.map(({ id }) => id);

const BETWEEN = ' ';

/** Performs actions on flags; returns which are busy, what is done and what failed. */
export function useFlagActions(then: () => void) {
  const common = useCommonTexts();
  const [handled, setHandled] = useState<ReadonlySet<string>>(new Set());
  const [work, setWork] = useState<Work>();
  const [failures, setFailures] = useState<Failures>(new Map());
  const report = useReport();
  const shown = useShownCopy();
  const change = useChange(
    async (act, run: FlagActionRun) => {
      const { action, flags } = run;
      const ids = new Set(idsOf(run));
      const isAt = (done: number) => {
        if (ids.size > 1) setWork({ ids, done });
      };
      isAt(0);
      // Load all copies together, in few calls: some of them may not be on the screen.
      await Promise.allSettled(flags.map(({ copyId }) => shown(copyId)));
      return oneByOne(flags, serializePerCopy(act, action, shown), isAt);
    },
    (outcomes, run) => {
      const why = whyNot(outcomes, common);
      setHandled((before) => new Set([...before, ...outcomes.done.map(({ item }) => item.id)]));
      setFailures(why);
      if (run.flags.length > 1) setWork(undefined);
      report(run, outcomes, why);
      then();
    },
    (run) => idsOf(run).join(BETWEEN),
  );
  const busy = new Set([...change.running].flatMap((ids) => ids.split(BETWEEN)));
  return { start: change.mutate, handled, busy, work, failures };
}

/** The copy as the screen shows it, or else read now. */
function useShownCopy() {
  const client = useQueryClient();
  return (copyId: string) => client.query({ ...copyAmongQuery(copyId), staleTime: Infinity });
}

function whyNot(
  { failed }: OneByOneOutcomes<Flag, Copy | null>,
  common: ReturnType<typeof useCommonTexts>,
): Failures {
  const grouped = Map.groupBy(failed, ({ error }) => explained(error, common).sentences.join(' '));
  return new Map([...grouped].map(([why, members]) => [why, members.map(({ item }) => item.copyId)]));
}

/** Reports the result of a run. A single lifted block without an activity can be undone. */
function useReport() {
  const t = useAttentionTexts();
  const undoOf = useUndo();
  return (
    { action, flags }: FlagActionRun,
    { done, failed }: OneByOneOutcomes<Flag, Copy | null>,
    why: Failures,
  ) => {
    const told = t(`told.${action}`, { count: done.length });
    if (failed.length > 0) {
      const reasons = [...why.keys()].join(' ');
      notify('warning', t('toldFailed', { told, count: failed.length, why: reasons }));
      return;
    }
    const [only] = flags.length === 1 ? done : [];
    const undo = action === 'lift' && only?.result ? undoOf(only.item, only.result) : undefined;
    notify('done', t('toldAll', { told }), undo);
  };
}

function useUndo() {
  const t = useAttentionTexts();
  const common = useCommonTexts();
  const client = useQueryClient();
  // Undo may run on another screen, so it reports its own result.
  const back = useChange((act, { lifted, block }: { readonly lifted: Copy; readonly block: Block }) =>
    setAgain(act, lifted, block).then(
      () => {
        notify('done', t('undone'));
      },
      (error: unknown) => {
        notify('error', explained(error, common).sentences.join(' '));
      },
    ),
  );
  return (flag: Flag, lifted: Copy) => {
    const before = client.getQueryData(copyAmongQuery(flag.copyId).queryKey);
    const block = flag.kind === 'block-without-end' && before ? endlessOf(flag, before) : undefined;
    if (!block) return undefined;
    return {
      label: common('undo'),
      run: () => {
        back.mutate({ lifted, block });
      },
    };
  };
}
