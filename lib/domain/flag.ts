import { defined } from './defined.ts';
import { endOf, slotKey, type Block, type BlockKind } from './block.ts';
import { addDays, isPast, type Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { DAYS_WITHOUT_END, endlessSince } from './endless-block.ts';
import { omit } from './omit.ts';
import {
  flagId,
  flagKey,
  parseFlaggedRule,
  parseFlagKey,
  ruleFlagKey,
  type FlaggedRule,
  type FlagKind,
} from './flag-key.ts';
import { codesOf, hasBlockOf, isInScope, withoutException, type BlockingRule } from './standing-rule.ts';

/** An open flag: raised once, and open until its cause is gone (rule N2). */
export interface Flag {
  readonly id: string;
  readonly kind: FlagKind;
  readonly copyId: string;
  /** The branch that gets it: that of the copy, or that of the special card (rule S4). */
  readonly branchId: string;
  readonly activityId?: string;
  /** The kind of its block without an end. */
  readonly block?: BlockKind;
  /** The standing rule whose block it lacks. */
  readonly rule?: FlaggedRule;
  /** The day it was raised. */
  readonly since: Day;
  /** The end date of the loan block: the flag does not apply after it (rule T2). */
  readonly until?: Day;
}

const LEFT_ON = { reservation: 'reservation-block-left-on', loan: 'loan-block-left-on' } as const;

/** The kind of flag for a block of an activity that is over. */
export const leftOn = (kind: BlockKind): FlagKind => LEFT_ON[kind];

type Cause = Block | NonNullable<Copy['loan']> | FlaggedRule;

/**
 * The cause of a flag: the block, the loan, or the rule whose block is missing. Undefined when it
 * is gone.
 */
const causeOf = (copy: Copy, key: string, since: Day): Cause | undefined => {
  const { kind, about } = parseFlagKey(key);
  switch (kind) {
    case 'reservation-block-left-on':
      return copy.blocks[slotKey('reservation', { activityId: about })];
    case 'loan-block-left-on':
      return copy.blocks[slotKey('loan', { activityId: about })];
    case 'special-card-not-checked-in':
      return copy.loan?.special && copy.loan.activityId === about ? copy.loan : undefined;
    case 'block-without-end': {
      const block = copy.blocks[about];
      return isPast(since, endlessSince(block) ?? '9999-12-31') ? undefined : block;
    }
    case 'rule-not-applied': {
      const rule = parseFlaggedRule(about);
      const stands = isInScope(rule, copy) && copy.exceptTo === undefined;
      return stands && !hasBlockOf(rule, codesOf(copy.blocks)) ? rule : undefined;
    }
  }
};

/** The fields of a flag for the block, the rule or the activity that it is about. */
const subjectOf = (kind: FlagKind, about: string): Pick<Flag, 'block' | 'rule' | 'activityId'> => {
  if (kind === 'block-without-end') return { block: about as BlockKind };
  return kind === 'rule-not-applied' ? { rule: parseFlaggedRule(about) } : { activityId: about };
};

const toFlag = (copy: Copy, key: string, since: Day): Flag | undefined => {
  const cause = causeOf(copy, key, since);
  if (!cause) return undefined;
  const { kind, about } = parseFlagKey(key);
  const ofCard = 'special' in cause;
  const until = 'placedAt' in cause ? endOf(cause) : undefined;
  return {
    id: flagId(key, copy.copyId),
    kind,
    copyId: copy.copyId,
    branchId: ofCard ? (cause.cardBranchId ?? cause.branchId) : copy.branchId,
    ...subjectOf(kind, about),
    since,
    ...defined({ until }),
  };
};

/** The open flags of a copy, by key: those whose cause is still there. */
export const flagsOf = (copy: Copy): ReadonlyMap<string, Flag> =>
  new Map(
    Object.entries(copy.flags ?? {}).flatMap(([key, since]) => {
      const flag = toFlag(copy, key, since);
      return flag ? [[key, flag] as const] : [];
    }),
  );

/** Whether a flag applies on a day: its block has not lapsed (rule T2). */
export const standsOn = ({ until }: Flag, today: Day): boolean => !isPast(until, today);

const withFlags = (copy: Copy, flags: Readonly<Record<string, Day>>): Copy => {
  const rest = omit(copy, 'flags');
  return Object.keys(flags).length === 0 ? rest : { ...rest, flags };
};

/**
 * Adds flags to a copy; a flag that it has already keeps its day, because it is raised once (rule
 * N2). A withdrawn copy gets none (rule R11).
 */
export const raise = (copy: Copy, keys: readonly string[], day: Day): Copy =>
  copy.withdrawn
    ? copy
    : withFlags(copy, { ...Object.fromEntries(keys.map((key) => [key, day])), ...copy.flags });

/** Removes the flags of an activity that is not over any more (rule N2). */
export const withoutFlagsOf = (copy: Copy, activityId: string): Copy =>
  withFlags(
    copy,
    Object.fromEntries(
      [...flagsOf(copy)].flatMap(([key, flag]) =>
        flag.activityId === activityId ? [] : [[key, flag.since]],
      ),
    ),
  );

/** The quiet days of blocks without an end; dropped when the block is gone or was set again. */
const quietOf = (copy: Copy): Copy['quiet'] => {
  const quiet = Object.entries(copy.quiet ?? {}).filter(([kind, day]) => {
    const since = endlessSince(copy.blocks[kind]);
    return since !== undefined && since <= day;
  });
  return quiet.length === 0 ? undefined : Object.fromEntries(quiet);
};

/**
 * Drops the flags whose cause is gone, and all of a withdrawn copy (rule R11). Every write of a
 * copy does this.
 */
export const withStandingFlags = (copy: Copy): Copy => {
  const rest = omit(copy, 'quiet');
  const quiet = quietOf(copy);
  const standing = copy.withdrawn ? [] : [...flagsOf(copy)];
  const flags = Object.fromEntries(standing.map(([key, { since }]) => [key, since]));
  return withFlags({ ...rest, ...(quiet && { quiet }) }, flags);
};

/** Confirms a block without an end: removes its flag, and is quiet for 90 days (rule N2). */
export const keepFlag = (copy: Copy, kind: BlockKind, today: Day): Copy => {
  const key = flagKey('block-without-end', kind);
  const flags = Object.fromEntries(Object.entries(copy.flags ?? {}).filter(([one]) => one !== key));
  return withFlags({ ...copy, quiet: { ...copy.quiet, [kind]: addDays(today, DAYS_WITHOUT_END) } }, flags);
};

/**
 * The copy with the flag for the missing block of this rule, and no other flag of that kind;
 * without a rule, no flag of that kind.
 */
export const withRuleFlag = (copy: Copy, rule: BlockingRule | undefined, day: Day): Copy => {
  const wanted = rule && ruleFlagKey(rule);
  const kept = Object.entries(copy.flags ?? {}).filter(
    ([key]) => key === wanted || parseFlagKey(key).kind !== 'rule-not-applied',
  );
  const rest = withFlags(copy, Object.fromEntries(kept));
  return wanted === undefined ? rest : raise(withoutException(rest), [wanted], day);
};

/** How many flags a change of a copy raises, and how many it resolves. */
export const flagChanges = (
  before: Copy,
  after: Copy,
): { readonly raised: number; readonly resolved: number } => {
  const [old, now] = [flagsOf(before), flagsOf(after)];
  const missing = (from: ReadonlyMap<string, Flag>, others: ReadonlyMap<string, Flag>) =>
    [...from.keys()].filter((key) => !others.has(key)).length;
  return { raised: missing(now, old), resolved: missing(old, now) };
};
