import type { BlockingRule } from './standing-rule.ts';

/** Why a copy asks for attention (rule N2). */
export type FlagKind =
  | 'reservation-block-left-on'
  | 'loan-block-left-on'
  | 'special-card-not-checked-in'
  | 'rule-not-applied'
  | 'block-without-end';

/** The fields of a standing rule that decide whether a copy has its block. */
export type FlaggedRule = Pick<BlockingRule, 'collection' | 'branchId' | 'code' | 'activityId'>;

/** Separates the parts of a key; ids of the contract do not contain it. */
const BETWEEN = '~';

/**
 * The key of a flag within a copy: its kind, and the activity, kind of block or rule that it is
 * about.
 */
export const flagKey = (kind: FlagKind, about: string): string => `${kind}${BETWEEN}${about}`;

/** The inverse of `flagKey`. */
export const parseFlagKey = (key: string): { readonly kind: FlagKind; readonly about: string } => {
  const [kind = '', about = ''] = key.split(BETWEEN);
  return { kind: kind as FlagKind, about };
};

/** The id of a flag. It contains the barcode, so that one read finds the flag. */
export const flagId = (key: string, copyId: string): string => `${key}${BETWEEN}${copyId}`;

/** The copy and key of a flag id; undefined when the text is not a flag id. */
export const parseFlagId = (id: string): { readonly copyId: string; readonly key: string } | undefined => {
  const [kind, about, copyId, ...more] = id.split(BETWEEN);
  if (!kind || !about || !copyId || more.length > 0) return undefined;
  return { copyId, key: `${kind}${BETWEEN}${about}` };
};

/** Separates the parts of a rule in a key; ids of the contract do not contain it either. */
const WITHIN = ':';

/** The key of the flag for a copy that lacks the block of this rule. */
export const ruleFlagKey = ({ code, collection, branchId = '', activityId = '' }: FlaggedRule): string =>
  flagKey('rule-not-applied', [code, collection, branchId, activityId].join(WITHIN));

/** The rule in the key of a `rule-not-applied` flag. */
export const parseFlaggedRule = (about: string): FlaggedRule => {
  const [code, collection = '', branchId, activityId] = about.split(WITHIN);
  return {
    code: code === '7' ? 7 : 8,
    collection,
    ...(branchId && { branchId }),
    ...(activityId && { activityId }),
  };
};
