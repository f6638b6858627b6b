import { isOver, lastDayOfActivity, type Activity } from '../domain/activity.ts';
import type { ReservationCode } from '../domain/block.ts';
import { actsFor } from '../domain/people.ts';
import { Forbidden, NotFound, Refused, type Refusal } from '../domain/refusal.ts';
import { hasBlockOf, keepsBlockOf, type RuleScope, type StandingRule } from '../domain/rule.ts';
import { loadActivity } from '../store/activities.ts';
import { loadBranches } from '../store/branches.ts';
import { countCovered, coversOf, type CoverGroup } from '../store/covers.ts';
import { knowCollection, listRules, loadRule, writeRule } from '../store/rules.ts';
import { addWork, workIdOf, type RuleWork } from '../store/work.ts';
import { together, type Writes } from '../store/writes.ts';
import type { Act } from './act.ts';
import { otherBranch } from './explain.ts';
import { mustMatch, type Seen } from './if-match.ts';
import { untilSettled } from './settle.ts';

/** What a standing rule is to ask for. */
export interface WantedRule {
  readonly code: ReservationCode | null;
  readonly activityId?: string | undefined;
}

/** Throws `Forbidden` for staff of another branch, and for staff where it would bind every branch (rules B8, C1). */
export const maySetRule = async (act: Act, { branchId }: RuleScope): Promise<void> => {
  if (act.caller.role === 'admin') return;
  if (branchId === undefined) throw new Forbidden('rule-needs-admin');
  if (!actsFor(act.caller, branchId)) throw await otherBranch(act, branchId, 'rule');
};

const overRefusal = ({ id, name, ...activity }: Activity): Refusal => ({
  code: 'activity-over',
  activityId: id,
  activityName: name,
  until: lastDayOfActivity({ id, name, ...activity }),
});

/** Why a block cannot be set for an activity, or in a branch: it doesn't exist, or is over. Two requests at once. */
export const refusalsOfPlace = async (
  act: Act,
  { branchId, activityId }: { branchId?: string | undefined; activityId?: string | undefined },
): Promise<readonly Refusal[]> => {
  const [branches, activity] = await Promise.all([
    loadBranches(act.table, branchId === undefined ? [] : [branchId]),
    activityId === undefined ? undefined : loadActivity(act.table, activityId),
  ]);
  return [
    ...(branchId !== undefined && !branches.has(branchId)
      ? [{ code: 'unknown-branch' as const, branchId }]
      : []),
    ...(activityId !== undefined && !activity ? [{ code: 'unknown-activity' as const, activityId }] : []),
    ...(activity && isOver(activity, act.today) ? [overRefusal(activity)] : []),
  ];
};

/** The work that follows when the rules of a collection change: flags that are none any more. */
export const ruleWork = ({ collection }: RuleScope, edition: string): RuleWork => ({
  kind: 'rule',
  collection,
  version: edition,
});

/** A rule as it is set now, in place of another, by whoever acts. */
export const ruleSetBy = (
  act: Act,
  scope: RuleScope,
  { code, activityId }: WantedRule,
  before: StandingRule | undefined,
): StandingRule => ({
  ...scope,
  code,
  ...(activityId !== undefined && { activityId }),
  edition: act.requestId,
  setBy: act.caller.sub,
  setAt: act.now,
  version: (before?.version ?? 0) + 1,
});

/** The writes that set a rule or end it, with what follows from that. */
export const ruleWrites = (
  act: Act,
  before: StandingRule | undefined,
  after: StandingRule | undefined,
): Writes => {
  const scope = after ?? before;
  if (!scope) return {};
  return together(
    writeRule(before, after),
    addWork(ruleWork(scope, act.requestId)),
    after ? knowCollection(after.collection) : {},
  );
};

/** How many copies of a scope are in groups of a kind; those of branches with rules of their own are not (rule C1). */
const count = async (
  act: Act,
  { collection, branchId }: RuleScope,
  isMeant: (group: CoverGroup) => boolean,
): Promise<number> => {
  const named = (await listRules(act.table, collection)).flatMap((rule) => rule.branchId ?? []);
  let sum = 0;
  for await (const group of coversOf(act.table, collection)) {
    if (!isMeant(group)) continue;
    sum += await countCovered(act.table, group, branchId);
    if (branchId !== undefined) continue;
    for (const other of named) sum -= await countCovered(act.table, group, other);
  }
  return sum;
};

/** How many copies lack the block of their standing rule. One request per group of copies with the same blocks. */
const countUnblocked = async (act: Act, rule: StandingRule): Promise<number> => {
  const { code, ...rest } = rule;
  if (code === null) return 0;
  return count(act, rule, ({ cover }) => !hasBlockOf({ ...rest, code }, cover.codes));
};

export interface RuleSet {
  readonly rule: StandingRule;
  readonly created: boolean;
  /** Copies without its block. */
  readonly unblocked: number;
  readonly workId: string;
}

/**
 * Sets the standing rule of a collection, in a branch or everywhere; set again it is set anew (rules C1, C3). It touches
 * no copy that is there: `unblocked` says how many lack its block. Throws `Forbidden`, `Stale`, and `Refused` where the
 * branch or the activity is unknown, or the activity is over.
 */
export const setRule = async (
  act: Act,
  scope: RuleScope,
  wanted: WantedRule,
  seen?: Seen,
): Promise<RuleSet> => {
  await maySetRule(act, scope);
  const { rule, created } = await untilSettled(async () => {
    const refusals = await refusalsOfPlace(act, { branchId: scope.branchId, activityId: wanted.activityId });
    if (refusals.length > 0) throw new Refused(refusals);
    const before = await loadRule(act.table, scope);
    mustMatch(seen, before?.version);
    const after = ruleSetBy(act, scope, wanted, before);
    await act.table.write(ruleWrites(act, before, after));
    return { rule: after, created: !before };
  });
  const workId = workIdOf(ruleWork(scope, rule.edition));
  return { rule, created, unblocked: await countUnblocked(act, rule), workId };
};

/** What ended, and how many copies keep a block of it: ending lifts nothing (rule C3). */
export interface RuleEnded {
  readonly remaining: number;
  readonly workId: string;
}

/** Ends a standing rule (rule C3). Throws `Forbidden`, `Stale`, and `NotFound` where there is none with this scope. */
export const endRule = async (act: Act, scope: RuleScope, seen?: Seen): Promise<RuleEnded> => {
  await maySetRule(act, scope);
  const rule = await untilSettled(async () => {
    const before = await loadRule(act.table, scope);
    if (!before) throw new NotFound('rule');
    mustMatch(seen, before.version);
    await act.table.write(ruleWrites(act, before, undefined));
    return before;
  });
  const remaining = await count(act, scope, ({ cover }) => keepsBlockOf(rule, cover.codes));
  return { remaining, workId: workIdOf(ruleWork(scope, act.requestId)) };
};
