import type { BlockingRule } from './standing-rule.ts';

/** Why a copy asks for attention (rule N2). */
export type FlagKind =
  | 'reservation-block-left-on'
  | 'loan-block-left-on'
  | 'special-card-not-checked-in'
  | 'rule-not-applied'
  | 'block-without-end';

/** What of a standing rule tells whether a copy has its block. */
export type FlaggedRule = Pick<BlockingRule, 'collection' | 'branchId' | 'code' | 'activityId'>;

/** Stands between the parts of a key: no id of the contract has it. */
const BETWEEN = '~';

/**
 * The key under which a copy keeps a flag: the kind, and the activity or the kind of block that it
 * is about.
 */
export const flagKey = (kind: FlagKind, about: string): string => `${kind}${BETWEEN}${about}`;

/** The kind of a flag and what it is about, as its key says them. */
export const parseFlagKey = (key: string): { readonly kind: FlagKind; readonly about: string } => {
  const [kind = '', about = ''] = key.split(BETWEEN);
  return { kind: kind as FlagKind, about };
};

/** The id of a flag: it names its copy, so that one read finds it. */
export const flagId = (key: string, copyId: string): string => `${key}${BETWEEN}${copyId}`;

/** The copy and the key of a flag's id; undefined where it is none. */
export const parseFlagId = (id: string): { readonly copyId: string; readonly key: string } | undefined => {
  const [kind, about, copyId, ...more] = id.split(BETWEEN);
  if (!kind || !about || !copyId || more.length > 0) return undefined;
  return { copyId, key: `${kind}${BETWEEN}${about}` };
};

/** Stands between the parts of a rule in a key: no id of the contract has it either. */
const WITHIN = ':';

/** The key of the flag for a copy that lacks the block of this rule. */
export const ruleFlagKey = ({ code, collection, branchId = '', activityId = '' }: FlaggedRule): string =>
  flagKey('rule-not-applied', [code, collection, branchId, activityId].join(WITHIN));

/** The rule in what such a flag is about. */
export const parseFlaggedRule = (about: string): FlaggedRule => {
  const [code, collection = '', branchId, activityId] = about.split(WITHIN);
  return {
    code: code === '7' ? 7 : 8,
    collection,
    ...(branchId && { branchId }),
    ...(activityId && { activityId }),
  };
};
