import { listWork, type Work } from '../../store/work.ts';
import type { Act } from '../core/request-context.ts';
import { followActivity } from '../activities/activity-end-changed.ts';
import { followRules } from '../rules/clear-rule-flags.ts';
import { goOnWithBatch } from '../batches/process-batch.ts';
import { liftClosed } from '../activities/lift-blocks-of-closed.ts';
import { REST_SECONDS, secondsUntil, TAKEN_SECONDS, takeTurn, type TurnEnd } from '../core/work-lease.ts';

const doWork = (act: Act, work: Work, isTimeUp: () => boolean): Promise<TurnEnd> => {
  switch (work.kind) {
    case 'close':
      return liftClosed(act, work, isTimeUp);
    case 'follow':
      return followActivity(act, work, isTimeUp);
    case 'rule':
      return followRules(act, work, isTimeUp);
    case 'batch':
      return goOnWithBatch(act, work, isTimeUp);
  }
};

/** Does a piece of work as far as time allows, whatever kind it is. */
export const runWork = (act: Act, workId: string, isTimeUp: () => boolean): Promise<TurnEnd> =>
  takeTurn(act, workId, (work) => doWork(act, work, isTimeUp));

/** All work that is not finished and does not rest, and after how many seconds to begin: who is at it is left alone. */
export const standingWork = async (
  act: Act,
): Promise<readonly { readonly workId: string; readonly delaySeconds: number }[]> =>
  (await listWork(act.table))
    .filter(({ restsUntil }) => secondsUntil(restsUntil, act.now, REST_SECONDS) === 0)
    .map(({ workId, takenUntil }) => ({
      workId,
      delaySeconds: secondsUntil(takenUntil, act.now, TAKEN_SECONDS),
    }));
