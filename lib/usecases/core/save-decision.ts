import type { Activity } from '../../domain/activity.ts';
import type { Copy } from '../../domain/copy.ts';
import type { NightlyChange } from '../../domain/nightly-copy.ts';
import { flagChanges, withStandingFlags } from '../../domain/flag.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from './request-context.ts';
import type { StepCounts } from './nightly-steps.ts';
import { retryOnConflict } from './retry.ts';
import { askedWhereAwaited } from './serving-copies.ts';

/** A decision about a copy, and the activity whose end it relied on. */
export interface NightlyDecision extends NightlyChange {
  readonly reliedOn?: Activity;
  /** Further conditions of the write. */
  readonly conditions?: Writes;
}

/** The number of blocks that a write lifted, and of flags that it raised and resolved. */
export type Saved = Pick<StepCounts, 'flagsRaised' | 'flagsResolved'> & { readonly lifted: number };

const NOTHING: Saved = { lifted: 0 };

/**
 * Saves a decision about a copy, in one write with its history and its flags (rules B9, N2). The
 * first attempt decides on the copy as it was read; after a lost write the copy is read again.
 */
export const saveDecision = (
  context: RequestContext,
  read: Copy,
  decide: (
    copy: Copy,
    isFirst: boolean,
  ) => Promise<NightlyDecision | undefined> | NightlyDecision | undefined,
): Promise<Saved> =>
  retryOnConflict(async (isFirst) => {
    const copy = isFirst ? read : (await loadCopies(context.table, [read.copyId])).get(read.copyId);
    const decision = copy && (await decide(copy, isFirst));
    if (!copy || !decision) return NOTHING;
    const { lines, reliedOn, conditions = {} } = decision;
    const { raised, resolved } = flagChanges(copy, withStandingFlags(decision.copy));
    if (lines.length + raised + resolved === 0) return NOTHING;
    const after = await askedWhereAwaited(context, copy, decision.copy);
    await context.table.write(together(changeCopy(copy, after, lines, reliedOn && [reliedOn]), conditions));
    return { lifted: lines.length, flagsRaised: raised, flagsResolved: resolved };
  });
