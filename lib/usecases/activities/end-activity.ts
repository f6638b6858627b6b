import { decideOnEndedActivity } from '../../domain/nightly-copy.ts';
import { pagesOf } from '../../store/page.ts';
import pMap from 'p-map';
import { isOver, type Activity } from '../../domain/activity.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { countOn } from '../../domain/activity-counts.ts';
import { loadActivity, markLooked } from '../../store/activities.ts';
import { copiesOfActivity, copiesOnCardsOf } from '../../store/copy-lists.ts';
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
 * Lifts or flags the blocks of an ended activity on a copy (rules A2, N2, S4). The write is lost
 * when the activity is prolonged.
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

/** A page of copies that have a block of the activity, or are on its special cards. */
interface Remainder {
  readonly what: 'blocked' | 'onSpecialCards';
  readonly copies: readonly Copy[];
}

async function* leftOver({ table }: RequestContext, activityId: string): AsyncGenerator<Remainder> {
  const blocked = pagesOf(copiesOfActivity(table, activityId));
  for await (const { items } of blocked) yield { what: 'blocked', copies: items.map(({ item }) => item) };
  const onCards = pagesOf((part) => copiesOnCardsOf(table, activityId, part));
  for await (const { items } of onCards) yield { what: 'onSpecialCards', copies: items };
}

const didNothing = (outcome: StepOutcome): boolean => Object.values(outcome).every((value) => value === 0);

/** An activity with the number of times that it was put on the night's list. */
interface LookedAt {
  readonly activity: Activity;
  readonly looks: number;
}

/** The number of copies that a walk found. */
type Met = Record<Remainder['what'], number>;

/** Longer than any request: it ends within half a minute. */
const REQUEST_MS = 60_000;

/**
 * Whether the day has just begun: a request of the day before may still set a block for an activity
 * that ended with it. Such an activity stays on the list.
 */
const hasJustEnded = ({ now }: RequestContext, day: Day): boolean =>
  dayOf(now) === day && dayOf(new Date(Date.parse(now) - REQUEST_MS).toISOString()) !== day;

/**
 * Takes an activity off the night's list after a walk that changed nothing and found every counted
 * copy: lists lag, counts do not. A later change of the activity puts it back.
 */
const stopLooking = async (
  context: RequestContext,
  { activity: { id }, looks }: LookedAt,
  met: Met,
  day: Day,
): Promise<void> => {
  if (hasJustEnded(context, day)) return;
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
 * Lifts or flags everything left on an ended activity (rules A2, N2, S4). It can be interrupted and
 * repeated. It runs every night until a walk changes nothing, because lists lag a second and copies
 * may reach its special cards late. Yields the outcomes page by page. One request per shard and
 * page, and two per page of copies.
 */
export async function* endActivity(
  context: RequestContext,
  night: Night,
  due: LookedAt,
): AsyncGenerator<readonly StepOutcome[]> {
  const { activity } = due;
  let finished = true;
  const met: Met = { blocked: 0, onSpecialCards: 0 };
  for await (const { what, copies } of leftOver(context, activity.id)) {
    const current = await loadActivity(context.table, activity.id);
    if (!current || current.closing || !isOver(current, night.day)) return;
    met[what] += copies.length;
    const end = (copy: Copy) =>
      isolateFailure(`copy ${copy.copyId}`, () => endOnCopy(context, night, current, copy));
    const outcomes = await pMap(copies, end, { concurrency: CONCURRENCY });
    finished &&= outcomes.every(didNothing);
    yield outcomes;
  }
  if (finished) await stopLooking(context, due, met, night.day);
}
