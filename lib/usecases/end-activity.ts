import pMap from 'p-map';
import { isOver, type Activity } from '../domain/activity.ts';
import type { Copy } from '../domain/copy.ts';
import { settleEnded } from '../domain/ending.ts';
import { loadActivity, settleActivity } from '../store/activities.ts';
import { copiesOfActivity, loadCopies } from '../store/copies.ts';
import { copyIdOf } from '../store/keys.ts';
import { loansOfActivity } from '../store/patrons.ts';
import { WriteLost } from '../store/writes.ts';
import type { Act } from './act.ts';
import { byNight, CONCURRENCY, orSetAside, type Done, type Night, type Outcome } from './night.ts';
import { saveSettled } from './settle-copy.ts';

const PAGE = 100;

/** Lifts or flags what a copy has of an activity that is over (rules A2, N2, S4). Loses to whoever prolongs it. */
const endOnCopy = async (act: Act, night: Night, activity: Activity, read: Copy): Promise<Done> => {
  let known: Activity | undefined = activity;
  const { lifted, ...flags } = await saveSettled(act, read, async (copy) => {
    const current: Activity | undefined = known ?? (await loadActivity(act.table, activity.id));
    known = undefined;
    if (!current || current.closing || !isOver(current, night.day)) return undefined;
    return { ...settleEnded(copy, current, byNight(act, night), night.day), reliedOn: current };
  });
  return { activityBlocksLifted: lifted, ...flags };
};

/** Pages of barcodes: of the copies with a block of an activity, then of those on its special cards. */
async function* barcodesOf(act: Act, activityId: string): AsyncGenerator<readonly string[]> {
  let after: string | undefined;
  do {
    const { entries, next } = await copiesOfActivity(act.table, activityId, { after, limit: PAGE });
    yield entries.map(copyIdOf);
    after = next;
  } while (after !== undefined);
  do {
    const { items, next } = await loansOfActivity(act.table, activityId, { after, limit: PAGE });
    yield items.map(({ copyId }) => copyId);
    after = next;
  } while (after !== undefined);
}

const didNothing = (outcome: Outcome): boolean => Object.values(outcome).every((value) => value === 0);

/** The night has no more to do for an activity, once a walk has found nothing left; who changes it makes it due again. */
const settle = async (act: Act, activity: Activity): Promise<void> => {
  try {
    await act.table.write(settleActivity(activity));
  } catch (error) {
    if (!(error instanceof WriteLost)) throw error;
  }
};

/**
 * Walks along what is left of an activity that is over, and lifts or flags it (rules A2, N2, S4). It may be broken off
 * and begun again. Looked at every night until a walk finds nothing to do: lists trail by a second, and copies may come
 * to its special cards late. Yields what it did, page by page. One request per shard and page, one per page of copies.
 */
export async function* endActivity(
  act: Act,
  night: Night,
  activity: Activity,
): AsyncGenerator<readonly Outcome[]> {
  if (activity.closing || !isOver(activity, night.day)) return;
  let finished = true;
  for await (const copyIds of barcodesOf(act, activity.id)) {
    const copies = [...(await loadCopies(act.table, copyIds)).values()];
    const end = (copy: Copy) =>
      orSetAside(`copy ${copy.copyId}`, () => endOnCopy(act, night, activity, copy));
    const outcomes = await pMap(copies, end, { concurrency: CONCURRENCY });
    finished &&= outcomes.every(didNothing);
    yield outcomes;
  }
  if (finished) await settle(act, activity);
}
