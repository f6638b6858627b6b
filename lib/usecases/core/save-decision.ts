import type { Activity } from '../../domain/activity.ts';
import type { Copy } from '../../domain/copy.ts';
import type { NightlyChange } from '../../domain/nightly-copy.ts';
import { flagChanges, withStandingFlags } from '../../domain/flag.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from './request-context.ts';
import type { StepCounts } from './nightly-steps.ts';
import { retryOnConflict } from './retry.ts';

/**
 * What is decided about a copy, and what of it relied on the end of an activity; undefined where it
 * is left alone.
 */
export interface NightlyDecision extends NightlyChange {
  readonly reliedOn?: Activity;
  /** What else must still be as it was when it was decided. */
  readonly conditions?: Writes;
}

/** What a write did: how many blocks it lifted, how many flags it raised and resolved. */
export type Saved = Pick<StepCounts, 'flagsRaised' | 'flagsResolved'> & { readonly lifted: number };

const NOTHING: Saved = { lifted: 0 };

/**
 * Saves what is decided about a copy as one write with its history and its flags (rules B9, N2).
 * Decides on the copy as it was read with others; after a lost write it is read again.
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
    await context.table.write(
      together(changeCopy(copy, decision.copy, lines, reliedOn && [reliedOn]), conditions),
    );
    return { lifted: lines.length, flagsRaised: raised, flagsResolved: resolved };
  });
