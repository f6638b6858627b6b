import type { Activity } from './activity.ts';
import { hasLapsed, slotKey, slotOf, type Block } from './block.ts';
import { liftBlocks, liftLapsed } from './block-changes.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { leftOn, raise } from './flag.ts';
import { endlessFlags } from './endless-block.ts';
import { flagKey } from './flag-key.ts';
import type { Author, HistoryLine } from './history.ts';

/** A copy after a job or check-in changed its blocks and flags, with its history lines. */
export interface NightlyChange {
  readonly copy: Copy;
  readonly lines: readonly HistoryLine[];
}

/** The blocks of an activity on a copy, without lapsed blocks. */
export const blocksOfActivity = (copy: Copy, activityId: string, day: Day): readonly Block[] =>
  Object.values(copy.blocks).filter((block) => block.activityId === activityId && !hasLapsed(block, day));

/** All blocks of an activity that is being closed, including lapsed blocks (rule A3). */
export const blocksOfClosed = (copy: Copy, activityId: string): readonly Block[] =>
  Object.values(copy.blocks).filter((block) => block.activityId === activityId);

/** Lifts blocks from a copy, with a history line for each. */
export const liftFrom = (copy: Copy, blocks: readonly Block[], author: Author): NightlyChange => {
  const keys = blocks.map((block) => slotKey(block.kind, slotOf(block)));
  const change = liftBlocks(copy.blocks, keys, author);
  return { copy: { ...copy, blocks: change.blocks }, lines: change.lines };
};

/**
 * Limit of blocks lifted in one write: each takes a history line and more, and a transaction is
 * limited.
 */
export const MOST_LIFTED = 20;

/**
 * The decision of the night about a copy: lifts lapsed blocks, and flags blocks without an end
 * (rules N1, N2). At most `MOST_LIFTED` blocks; the next write lifts more.
 */
export const decideOnDueCopy = (copy: Copy, author: Author, day: Day): NightlyChange => {
  const { blocks, lines } = liftLapsed(copy.blocks, author, day, MOST_LIFTED);
  const lifted = { ...copy, blocks };
  return { copy: raise(lifted, endlessFlags(lifted, day), day), lines };
};

/**
 * The decision of the night about a copy of an ended activity: lifts or flags its blocks (rule A2),
 * and flags a copy that is still on the activity's special card (rule S4). A copy on any special
 * card keeps its blocks.
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
 * Whether closing an activity skips a copy, because it is on a special card of the activity (rule
 * A3).
 */
export const isLeftByClosing = ({ loan }: Copy, { id }: Activity): boolean =>
  loan?.special === true && loan.activityId === id;
