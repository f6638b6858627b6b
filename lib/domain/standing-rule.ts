import { defined } from './defined.ts';
import { isOver, type Activity } from './activity.ts';
import { slotKey, type Blocks, type ReservationBlock, type ReservationCode } from './block.ts';
import { setBlock, type BlockChange } from './block-changes.ts';
import type { Day, Instant } from './calendar.ts';
import type { Copy } from './copy.ts';
import { omit } from './omit.ts';

/** For which copies a standing rule is: those of a collection, in one branch or everywhere. */
export interface RuleScope {
  readonly collection: string;
  readonly branchId?: string;
}

/** Which reservation block a copy gets the moment it is received into a collection (rule C1). */
export interface StandingRule extends RuleScope {
  /** `null`: none; a branch that doesn't take part in what is the rule everywhere. */
  readonly code: ReservationCode | null;
  readonly activityId?: string;
  /** Other whenever it is set anew: exceptions are to the rule as it was then (rule C3). */
  readonly edition: string;
  readonly setBy: string;
  readonly setAt: Instant;
  readonly version: number;
}

/** A rule that asks for a block. */
export type BlockingRule = StandingRule & { readonly code: ReservationCode };

/**
 * The id by which blocks name the rule that set them: the same however often it is set anew (rule
 * B1).
 */
export const ruleIdOf = ({ collection, branchId }: RuleScope): string =>
  branchId === undefined ? collection : `${collection}@${branchId}`;

/** Whether a copy is one that a rule is for. */
export const isInScope = ({ collection, branchId }: RuleScope, copy: Copy): boolean =>
  copy.collection === collection && (branchId === undefined || branchId === copy.branchId);

/**
 * Whether a rule applies today: no longer once its activity is over, nor where that is not known
 * (rule C1).
 */
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
 * The rule for a copy, of those that apply: the narrower wins; none where that asks for no block
 * (rule C1).
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
 * Under which keys a block counts as the rule's: its own slot, and the one that anyone may use for
 * it (rule C1).
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
 * Whether a copy has its rule's block: one at least as strict, set by the rule or by anyone in the
 * same slot (C1).
 */
export const hasBlockOf = (rule: Wanted, codes: BlockCodes): boolean =>
  keysOf(rule).some((key) => (codes[key] ?? 0) >= rule.code);

/**
 * Whether a copy carries anything where a rule sets its block: what remains once the rule has ended
 * (rule C3).
 */
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
 * The blocks of a copy that is received into a collection with a rule (rule C2); no change where it
 * has its block.
 */
export const applyRule = (blocks: Blocks, rule: BlockingRule, at: Instant, today: Day): BlockChange => {
  if (hasBlockOf(rule, codesOf(blocks))) return { blocks, lines: [] };
  const cause = { type: 'rule' as const, id: ruleIdOf(rule) };
  return setBlock(blocks, blockOf(rule, at), { at, by: rule.setBy, cause }, today);
};

/** The same copy as no exception. */
export const withoutException = (copy: Copy): Copy => omit(copy, 'exceptTo');

/**
 * A copy from which somebody has lifted blocks: an exception to its rule where that took its rule's
 * block away (rule C3).
 */
export const withException = (before: Copy, after: Copy, rule: BlockingRule | undefined): Copy => {
  if (!rule || !isInScope(rule, after)) return after;
  const lost = hasBlockOf(rule, codesOf(before.blocks)) && !hasBlockOf(rule, codesOf(after.blocks));
  return lost ? { ...after, exceptTo: rule.edition } : after;
};

/**
 * A copy to which blocks were put back: no exception any more where it has its rule's block again
 * (rules C3, M5).
 */
export const withoutNeedlessException = (copy: Copy, rule: BlockingRule | undefined): Copy =>
  rule && hasBlockOf(rule, codesOf(copy.blocks)) ? withoutException(copy) : copy;

/** Whether the night has to say that a copy lacks its rule's block (rule N2). */
export const lacksBlockOf = (rule: BlockingRule, codes: BlockCodes, exceptTo: string | undefined): boolean =>
  exceptTo !== rule.edition && !hasBlockOf(rule, codes);
