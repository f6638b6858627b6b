import { completeWork, type RuleWork } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { rulesOnDay, updateRuleFlags } from './rule-flags.ts';
import type { WorkProgress } from '../core/work-lease.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';

/**
 * Walks over this many times find nothing before it is believed: an index trails by up to a second.
 */
const QUIET_WALKS = 4;

/**
 * One walk; how many flags it cleared, or undefined where time was up. What could not be cleared is
 * left to the night.
 */
const clear = async (
  context: RequestContext,
  collection: string,
  isTimeUp: () => boolean,
): Promise<number | undefined> => {
  let cleared = 0;
  const on = await rulesOnDay(context, collection, context.today);
  for await (const outcomes of updateRuleFlags(context, on, false)) {
    cleared += outcomes.reduce(
      (sum, outcome) => sum + (('flagsResolved' in outcome && outcome.flagsResolved) || 0),
      0,
    );
    if (isTimeUp()) return undefined;
  }
  return cleared;
};

/**
 * Clears the flags of a collection for which its standing rules give no reason any more: one act
 * has removed them all, and every read hides them already (rule N2). `more` where time was up; it
 * can be run again, or twice at once.
 */
export const clearRuleFlags = async (
  context: RequestContext,
  work: RuleWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  let quiet = 0;
  const finished = await untilNoneLeft(
    context,
    async () => {
      const cleared = await clear(context, work.collection, isTimeUp);
      quiet = cleared === 0 ? quiet + 1 : 0;
      return quiet === QUIET_WALKS;
    },
    isTimeUp,
  );
  if (!finished) return 'more';
  await completeWork(context.table, work);
  return 'done';
};
