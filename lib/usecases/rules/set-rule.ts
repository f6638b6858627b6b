import { defined } from '../../domain/defined.ts';
import { denyRule } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import pMap from 'p-map';
import type { ReservationCode } from '../../domain/block.ts';
import { NotFound, Refused } from '../../domain/errors.ts';
import { hasBlockOf, keepsBlockOf, type RuleScope, type StandingRule } from '../../domain/standing-rule.ts';
import { countWithSignature, signaturesOf, type SignatureGroup } from '../../store/copies-by-signature.ts';
import { knowCollection, queryRules, loadRule, writeRule } from '../../store/standing-rules.ts';
import { addWork, workIdOf, type RuleWork } from '../../store/work.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { refusalsOfPlace } from '../core/refusals-of-place.ts';
import { applyingToday } from './rule-of-copy.ts';
import { retryOnConflict } from '../core/retry.ts';

/** A rule as requested. */
export interface WantedRule {
  readonly code: ReservationCode | null;
  readonly activityId?: string | undefined;
}

/** The work after a rule change: clears flags that no longer apply. */
const ruleWork = ({ collection }: RuleScope, edition: string): RuleWork => ({
  kind: 'rule',
  collection,
  version: edition,
});

/** The new version of a rule, set by the caller. */
export const ruleSetBy = (
  context: RequestContext,
  scope: RuleScope,
  { code, activityId }: WantedRule,
  before: StandingRule | undefined,
): StandingRule => ({
  ...scope,
  code,
  ...defined({ activityId }),
  edition: context.requestId,
  setBy: context.caller.sub,
  setAt: context.now,
  version: (before?.version ?? 0) + 1,
});

/** The writes that set or end a rule, with the work that follows. */
export const ruleWrites = (
  context: RequestContext,
  before: StandingRule | undefined,
  after: StandingRule | undefined,
): Writes => {
  const scope = after ?? before;
  if (!scope) return {};
  return together(
    writeRule(before, after),
    addWork(ruleWork(scope, context.requestId)),
    after ? knowCollection(after.collection) : {},
  );
};

/** Groups counted in parallel. */
const COUNTS_AT_ONCE = 10;

/** Counts the copies of a scope in the groups that match, without those of some branches. */
const count = async (
  context: RequestContext,
  { collection, branchId }: RuleScope,
  butOf: readonly string[],
  isMeant: (group: SignatureGroup) => boolean,
): Promise<number> => {
  const counts: [group: SignatureGroup, branchId: string | undefined, by: number][] = [];
  for await (const group of signaturesOf(context.table, collection)) {
    if (!isMeant(group)) continue;
    counts.push([group, branchId, 1], ...butOf.map((other): (typeof counts)[number] => [group, other, -1]));
  }
  const found = await pMap(
    counts,
    async ([group, branch, by]) => by * (await countWithSignature(context.table, group, branch)),
    { concurrency: COUNTS_AT_ONCE },
  );
  return found.reduce((sum, one) => sum + one, 0);
};

/**
 * Counts the copies that lack the block of a standing rule; a rule for all branches leaves out
 * branches with a rule of their own (rule C1). One request per signature, and one for each such
 * branch.
 */
const countUnblocked = async (context: RequestContext, rule: StandingRule): Promise<number> => {
  const { code, collection, branchId, ...rest } = rule;
  if (code === null) return 0;
  const others = branchId === undefined ? await queryRules(context.table, collection) : [];
  const named = (await applyingToday(context, others)).flatMap((other) => other.branchId ?? []);
  const wanted = { ...rest, code, collection, ...defined({ branchId }) };
  return count(context, rule, named, ({ signature }) => !hasBlockOf(wanted, signature.codes));
};

export interface RuleSet {
  readonly rule: StandingRule;
  readonly created: boolean;
  /** Copies without its block. */
  readonly unblocked: number;
  readonly workId: string;
}

/**
 * Sets the standing rule of a collection, in one branch or in all; setting it again starts a new
 * edition (rules C1, C3). Existing copies do not change: `unblocked` counts those that lack its
 * block. Throws `Forbidden`, `VersionMismatch`, and `Refused` when the branch or activity is
 * unknown, or the activity is over.
 */
export const setRule = async (
  context: RequestContext,
  scope: RuleScope,
  wanted: WantedRule,
  seen?: Seen,
): Promise<RuleSet> => {
  permit(denyRule(context.caller, scope));
  const { rule, created } = await retryOnConflict(async () => {
    const refusals = await refusalsOfPlace(context, {
      branchId: scope.branchId,
      activityId: wanted.activityId,
    });
    if (refusals.length > 0) throw new Refused(refusals);
    const before = await loadRule(context.table, scope);
    mustMatch(seen, before?.version);
    const after = ruleSetBy(context, scope, wanted, before);
    await context.table.write(ruleWrites(context, before, after));
    return { rule: after, created: !before };
  });
  const workId = workIdOf(ruleWork(scope, rule.edition));
  return { rule, created, unblocked: await countUnblocked(context, rule), workId };
};

/**
 * `remaining` counts the copies that keep a block of the rule: ending it lifts nothing (rule C3).
 */
export interface RuleEnded {
  readonly remaining: number;
  readonly workId: string;
}

/**
 * Ends a standing rule (rule C3). Throws `Forbidden`, `VersionMismatch`, and `NotFound` when no
 * rule has this scope.
 */
export const endRule = async (context: RequestContext, scope: RuleScope, seen?: Seen): Promise<RuleEnded> => {
  permit(denyRule(context.caller, scope));
  const rule = await retryOnConflict(async () => {
    const before = await loadRule(context.table, scope);
    if (!before) throw new NotFound('rule');
    mustMatch(seen, before.version);
    await context.table.write(ruleWrites(context, before, undefined));
    return before;
  });
  const remaining = await count(context, scope, [], ({ signature }) => keepsBlockOf(rule, signature.codes));
  return { remaining, workId: workIdOf(ruleWork(scope, context.requestId)) };
};
