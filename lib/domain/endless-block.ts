import type { Block, BlockKind } from './block.ts';
import { addDays, dayOf, type Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { flagKey } from './flag-key.ts';

/**
 * After so many days a block with neither end date nor activity nor rule is flagged, and flagged
 * again.
 */
export const DAYS_WITHOUT_END = 90;

/**
 * Whether nothing but a person will ever end a block: no end date, no activity, no rule (rule N2).
 */
const isEndless = (block: Block): boolean =>
  block.activityId === undefined &&
  block.source.type !== 'rule' &&
  !(block.kind === 'loan' && block.endDate !== undefined);

/**
 * The first day on which a block without an end is flagged (rule N2); undefined for one that ends
 * by itself.
 */
export const endlessSince = (block: Block | undefined): Day | undefined =>
  block && isEndless(block) ? addDays(dayOf(block.placedAt), DAYS_WITHOUT_END) : undefined;

const KINDS: readonly BlockKind[] = ['reservation', 'loan'];

/**
 * The first day on which a block of this kind is to be flagged as without end, and no flag says so
 * yet.
 */
const endlessDay = (copy: Copy, kind: BlockKind): Day | undefined => {
  const since = endlessSince(copy.blocks[kind]);
  if (since === undefined || copy.flags?.[flagKey('block-without-end', kind)] !== undefined) return undefined;
  const quiet = copy.quiet?.[kind];
  return quiet !== undefined && quiet > since ? quiet : since;
};

/** The first day on which the night is to flag a block without end of this copy (rules N2, N6). */
export const firstEndlessDay = (copy: Copy): Day | undefined =>
  KINDS.flatMap((kind) => endlessDay(copy, kind) ?? [])
    .sort()
    .at(0);

/** The keys of the flags for blocks that have been on for 90 days without an end (rule N2). */
export const endlessFlags = (copy: Copy, day: Day): readonly string[] =>
  KINDS.filter((kind) => (endlessDay(copy, kind) ?? '9999-12-31') <= day).map((kind) =>
    flagKey('block-without-end', kind),
  );
