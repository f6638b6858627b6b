import type { Activity } from './activity.ts';
import { hasLapsed, slotKey, slotOf, type Block } from './block.ts';
import { liftBlocks, liftLapsed } from './block-changes.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { leftOn, raise } from './flag.ts';
import { endlessFlags } from './endless-block.ts';
import { flagKey } from './flag-key.ts';
import type { Author, HistoryLine } from './history.ts';

/**
 * A copy after a job or a check-in has seen to its blocks and flags, and what its history gets for
 * it.
 */
export interface NightlyChange {
  readonly copy: Copy;
  readonly lines: readonly HistoryLine[];
}

/** The blocks of an activity that a copy carries on a day, what has lapsed left out. */
export const blocksOfActivity = (copy: Copy, activityId: string, day: Day): readonly Block[] =>
  Object.values(copy.blocks).filter((block) => block.activityId === activityId && !hasLapsed(block, day));

/** All blocks of an activity that is being closed; what has lapsed goes with the rest (rule A3). */
export const blocksOfClosed = (copy: Copy, activityId: string): readonly Block[] =>
  Object.values(copy.blocks).filter((block) => block.activityId === activityId);

/** The copy without some of its blocks, each with its line of history. */
export const liftFrom = (copy: Copy, blocks: readonly Block[], author: Author): NightlyChange => {
  const keys = blocks.map((block) => slotKey(block.kind, slotOf(block)));
  const change = liftBlocks(copy.blocks, keys, author);
  return { copy: { ...copy, blocks: change.blocks }, lines: change.lines };
};

/**
 * So many blocks of a copy are lifted at once: each takes a line of history and more, and a write
 * has its limits.
 */
export const MOST_LIFTED = 20;

/**
 * What the night does to a copy by itself: lifts what is past its end date, flags what has no end
 * (rules N1, N2). Of very many lapsed blocks only some, for the next write to go on.
 */
export const decideOnDueCopy = (copy: Copy, author: Author, day: Day): NightlyChange => {
  const { blocks, lines } = liftLapsed(copy.blocks, author, day, MOST_LIFTED);
  const lifted = { ...copy, blocks };
  return { copy: raise(lifted, endlessFlags(lifted, day), day), lines };
};

/**
 * What the night does to a copy with something of an activity that is over: lifts its blocks or
 * flags them (rule A2), and flags that it is still on the activity's special card (rule S4). A copy
 * on any special card keeps its blocks.
 */
export const decideOnEndedActivity = (
  copy: Copy,
  activity: Activity,
  author: Author,
  day: Day,
): NightlyChange => {
  const blocks = blocksOfActivity(copy, activity.id, day);
  if (activity.atEnd === 'lift' && !copy.loan?.special) return liftFrom(copy, blocks, author);
  const keys = blocks.map(({ kind }) => flagKey(leftOn(kind), activity.id));
  const onCard = copy.loan?.special && copy.loan.activityId === activity.id;
  const cardKeys = onCard ? [flagKey('special-card-not-checked-in', activity.id)] : [];
  return { copy: raise(copy, [...keys, ...cardKeys], day), lines: [] };
};

/**
 * Whether closing an activity leaves a copy alone: it is still on one of its special cards (rule
 * A3).
 */
export const isLeftByClosing = ({ loan }: Copy, { id }: Activity): boolean =>
  loan?.special === true && loan.activityId === id;
