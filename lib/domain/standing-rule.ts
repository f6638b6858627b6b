import { defined } from './defined.ts';
import { isOver, type Activity } from './activity.ts';
import { slotKey, type Blocks, type ReservationBlock, type ReservationCode } from './block.ts';
import { setBlock, type BlockChange } from './block-changes.ts';
import type { Day, Instant } from './calendar.ts';
import type { Copy } from './copy.ts';
import { omit } from './omit.ts';

/** The copies of a standing rule: those of a collection, in one branch or in all. */
export interface RuleScope {
  readonly collection: string;
  readonly branchId?: string;
}

/** The reservation block that a copy gets when it comes into a collection (rule C1). */
export interface StandingRule extends RuleScope {
  /** `null`: no block; the branch does not take part in the rule for all branches. */
  readonly code: ReservationCode | null;
  readonly activityId?: string;
  /** Changes when the rule is set again: an exception belongs to one edition (rule C3). */
  readonly edition: string;
  readonly setBy: string;
  readonly setAt: Instant;
  readonly version: number;
}

/** A rule that asks for a block. */
export type BlockingRule = StandingRule & { readonly code: ReservationCode };

/** The id of the rule in its blocks; the same for all editions (rule B1). */
export const ruleIdOf = ({ collection, branchId }: RuleScope): string =>
  branchId === undefined ? collection : `${collection}@${branchId}`;

/** Whether the scope of a rule includes a copy. */
export const isInScope = ({ collection, branchId }: RuleScope, copy: Copy): boolean =>
  copy.collection === collection && (branchId === undefined || branchId === copy.branchId);

/** Whether a rule applies today: its activity, if any, is known and not over (rule C1). */
const applies = (
  { activityId }: StandingRule,
  activities: ReadonlyMap<string, Activity>,
  today: Day,
): boolean => {
  if (activityId === undefined) return true;
  const activity = activities.get(activityId);
  return activity !== undefined && !isOver(activity, today);
};

/** The rules among these that apply today. */
export const applying = (
  rules: readonly StandingRule[],
  activities: ReadonlyMap<string, Activity>,
  today: Day,
): readonly StandingRule[] => rules.filter((rule) => applies(rule, activities, today));

/**
 * The rule for a copy among those that apply: a branch wins over all branches; undefined when that
 * rule asks for no block (rule C1).
 */
export const ruleFor = (
  copy: Pick<Copy, 'collection' | 'branchId'>,
  rules: readonly StandingRule[],
): BlockingRule | undefined => {
  const ofCollection = rules.filter(({ collection }) => collection === copy.collection);
  const rule =
    ofCollection.find(({ branchId }) => branchId === copy.branchId) ??
    ofCollection.find(({ branchId }) => branchId === undefined);
  return typeof rule?.code === 'number' ? { ...rule, code: rule.code } : undefined;
};

type Wanted = Pick<BlockingRule, 'collection' | 'branchId' | 'code' | 'activityId'>;

/**
 * The keys under which a block counts as the rule's: its own slot, and the one that anybody may use
 * (rule C1).
 */
const keysOf = ({ activityId, ...scope }: Wanted): readonly string[] =>
  activityId === undefined
    ? [slotKey('reservation', { ruleId: ruleIdOf(scope) }), slotKey('reservation', {})]
    : [slotKey('reservation', { activityId })];

/** The reservation codes of a copy, by the key of their blocks. */
export type BlockCodes = Readonly<Record<string, ReservationCode>>;

/** The reservation codes of a copy. */
export const codesOf = (blocks: Blocks): BlockCodes =>
  Object.fromEntries(
    Object.entries(blocks).flatMap(([key, block]) =>
      block.kind === 'reservation' ? [[key, block.code]] : [],
    ),
  );

/**
 * Whether a copy has the block of a rule: at least as strict, set by the rule or by anybody in the
 * same slot (C1).
 */
export const hasBlockOf = (rule: Wanted, codes: BlockCodes): boolean =>
  keysOf(rule).some((key) => (codes[key] ?? 0) >= rule.code);

/** Whether a copy has a block in the slot of a rule; it remains after the rule ends (rule C3). */
export const keepsBlockOf = (
  scope: RuleScope & Pick<StandingRule, 'activityId'>,
  codes: BlockCodes,
): boolean => {
  const { activityId } = scope;
  const slot = activityId === undefined ? { ruleId: ruleIdOf(scope) } : { activityId };
  return codes[slotKey('reservation', slot)] !== undefined;
};

const blockOf = (rule: BlockingRule, at: Instant): ReservationBlock => ({
  kind: 'reservation',
  code: rule.code,
  ...defined({ activityId: rule.activityId }),
  source: { type: 'rule', id: ruleIdOf(rule) },
  placedBy: rule.setBy,
  placedAt: at,
});

/**
 * Applies a rule to a copy that comes into its collection (rule C2); no change when the copy has
 * the block.
 */
export const applyRule = (blocks: Blocks, rule: BlockingRule, at: Instant, today: Day): BlockChange => {
  if (hasBlockOf(rule, codesOf(blocks))) return { blocks, lines: [] };
  const cause = { type: 'rule' as const, id: ruleIdOf(rule) };
  return setBlock(blocks, blockOf(rule, at), { at, by: rule.setBy, cause }, today);
};

export const withoutException = (copy: Copy): Copy => omit(copy, 'exceptTo');

/** Marks a copy as an exception to its rule when lifting removed the rule's block (rule C3). */
export const withException = (before: Copy, after: Copy, rule: BlockingRule | undefined): Copy => {
  if (!rule || !isInScope(rule, after)) return after;
  const lost = hasBlockOf(rule, codesOf(before.blocks)) && !hasBlockOf(rule, codesOf(after.blocks));
  return lost ? { ...after, exceptTo: rule.edition } : after;
};

/** Ends the exception of a copy that has the block of its rule again (rules C3, M5). */
export const withoutNeedlessException = (copy: Copy, rule: BlockingRule | undefined): Copy =>
  rule && hasBlockOf(rule, codesOf(copy.blocks)) ? withoutException(copy) : copy;

/** Whether the night must flag a copy, because it lacks the block of its rule (rule N2). */
export const lacksBlockOf = (rule: BlockingRule, codes: BlockCodes, exceptTo: string | undefined): boolean =>
  exceptTo !== rule.edition && !hasBlockOf(rule, codes);
