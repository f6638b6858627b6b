import { endOf, type Block, type BlockKind } from './block.ts';
import { addDays, dayOf, type Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { flagKey } from './flag-key.ts';

/** Days after which a block without end date, activity and rule is flagged, and flagged again. */
export const DAYS_WITHOUT_END = 90;

/** Whether only a person can end a block: it has no end date, no activity and no rule (rule N2). */
const isEndless = (block: Block): boolean =>
  block.activityId === undefined && block.source.type !== 'rule' && endOf(block) === undefined;

/**
 * The first day on which a block without an end is flagged (rule N2); undefined when it ends by
 * itself.
 */
export const endlessSince = (block: Block | undefined): Day | undefined =>
  block && isEndless(block) ? addDays(dayOf(block.placedAt), DAYS_WITHOUT_END) : undefined;

const KINDS: readonly BlockKind[] = ['reservation', 'loan'];

/**
 * The first day on which to flag a block of this kind as without end; undefined when it is flagged,
 * or the copy is withdrawn (rule R11).
 */
const endlessDay = (copy: Copy, kind: BlockKind): Day | undefined => {
  if (copy.withdrawn) return undefined;
  const since = endlessSince(copy.blocks[kind]);
  if (since === undefined || copy.flags?.[flagKey('block-without-end', kind)] !== undefined) return undefined;
  const quiet = copy.quiet?.[kind];
  return quiet !== undefined && quiet > since ? quiet : since;
};

/** The first day on which the night must flag a block without an end (rules N2, N6). */
export const firstEndlessDay = (copy: Copy): Day | undefined =>
  KINDS.flatMap((kind) => endlessDay(copy, kind) ?? [])
    .sort()
    .at(0);

/** The keys of the flags to raise for blocks without an end (rule N2). */
export const endlessFlags = (copy: Copy, day: Day): readonly string[] =>
  KINDS.filter((kind) => (endlessDay(copy, kind) ?? '9999-12-31') <= day).map((kind) =>
    flagKey('block-without-end', kind),
  );
