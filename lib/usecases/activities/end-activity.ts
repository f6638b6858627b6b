import { pagesOf } from '../../store/sharded-query.ts';
import pMap from 'p-map';
import { isOver, type Activity } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { decideOnEndedActivity } from '../../domain/nightly-copy.ts';
import { countOn } from '../../domain/activity-counts.ts';
import { loadActivity, markLooked } from '../../store/activities.ts';
import { copiesOfActivity, loadCopies } from '../../store/copies.ts';
import { copyIdOf } from '../../store/keys.ts';
import { loansOfActivity } from '../../store/patrons.ts';
import { loadActivityRecord } from '../../store/activity-counters.ts';
import type { RequestContext } from '../core/request-context.ts';
import {
  byNight,
  CONCURRENCY,
  isolateFailure,
  type StepCounts,
  type Night,
  type StepOutcome,
} from '../core/nightly-steps.ts';
import { saveDecision } from '../core/save-decision.ts';

/**
 * Lifts or flags what a copy has of an activity that is over (rules A2, N2, S4). Loses to whoever
 * prolongs it.
 */
const endOnCopy = async (
  context: RequestContext,
  night: Night,
  activity: Activity,
  read: Copy,
): Promise<StepCounts> => {
  const { lifted, ...flags } = await saveDecision(context, read, async (copy, isFirst) => {
    const current = isFirst ? activity : await loadActivity(context.table, activity.id);
    if (!current || current.closing || !isOver(current, night.day)) return undefined;
    return { ...decideOnEndedActivity(copy, current, byNight(context, night), night.day), reliedOn: current };
  });
  return { activityBlocksLifted: lifted, ...flags };
};

/** What of an activity a page names: copies with a block of it, or on its special cards. */
interface Remainder {
  readonly what: 'blocked' | 'onSpecialCards';
  readonly copyIds: readonly string[];
}

async function* leftOver(context: RequestContext, activityId: string): AsyncGenerator<Remainder> {
  const blocked = pagesOf((part) => copiesOfActivity(context.table, activityId, part));
  for await (const { entries } of blocked) yield { what: 'blocked', copyIds: entries.map(copyIdOf) };
  const onCards = pagesOf((part) => loansOfActivity(context.table, activityId, part));
  for await (const { items } of onCards)
    yield { what: 'onSpecialCards', copyIds: items.map(({ copyId }) => copyId) };
}

const didNothing = (outcome: StepOutcome): boolean => Object.values(outcome).every((value) => value === 0);

/**
 * An activity, and how often it was made due: whoever makes it due again lets the night look again.
 */
interface LookedAt {
  readonly activity: Activity;
  readonly looks: number;
}

/** What a walk has met, by what it was met as. */
type Met = Record<Remainder['what'], number>;

/**
 * The night has no more to do for an activity once a walk has found nothing left, and has met all
 * that is counted: lists trail, counts don't. Who changes the activity, or brings something to it,
 * makes it due again.
 */
const stopLooking = async (
  context: RequestContext,
  { activity: { id }, looks }: LookedAt,
  met: Met,
  day: Day,
): Promise<void> => {
  const record = await loadActivityRecord(context.table, id);
  if (!record) return;
  const { activity, counts } = record;
  const unmet = (['blocked', 'onSpecialCards'] as const).some(
    (what) => countOn(counts, what, day) > met[what],
  );
  if (unmet) return;
  await context.table.tryWrite(markLooked(activity, looks));
};

/**
 * Walks along what is left of an activity that is over, and lifts or flags it (rules A2, N2, S4).
 * It may be broken off and begun again. Looked at every night until a walk finds nothing to do:
 * lists trail by a second, and copies may come to its special cards late. Yields what it did, page
 * by page. One request per shard and page, two per page of copies.
 */
export async function* endActivity(
  context: RequestContext,
  night: Night,
  due: LookedAt,
): AsyncGenerator<readonly StepOutcome[]> {
  const { activity } = due;
  let finished = true;
  const met: Met = { blocked: 0, onSpecialCards: 0 };
  for await (const { what, copyIds } of leftOver(context, activity.id)) {
    const current = await loadActivity(context.table, activity.id);
    if (!current || current.closing || !isOver(current, night.day)) return;
    const copies = [...(await loadCopies(context.table, copyIds)).values()];
    met[what] += copies.length;
    const end = (copy: Copy) =>
      isolateFailure(`copy ${copy.copyId}`, () => endOnCopy(context, night, current, copy));
    const outcomes = await pMap(copies, end, { concurrency: CONCURRENCY });
    finished &&= outcomes.every(didNothing);
    yield outcomes;
  }
  if (finished) await stopLooking(context, due, met, night.day);
}
