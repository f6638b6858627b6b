import { completeWork, type RuleWork } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { rulesOnDay, updateRuleFlags } from './rule-flags.ts';
import type { WorkProgress } from '../core/work-lease.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';

/** Walks that must find nothing before the work ends: the index lags up to a second. */
const QUIET_WALKS = 4;

/**
 * One walk. Answers the number of cleared flags; undefined when time was up. The night retries
 * failures.
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
 * Clears the flags of a collection that its standing rules no longer justify. A rule change removes
 * them all at once, and every read hides them already (rule N2). `more` when time was up. It can be
 * repeated and run in parallel.
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
