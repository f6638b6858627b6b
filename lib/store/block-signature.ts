import { defined } from '../domain/defined.ts';
import type { ReservationCode } from '../domain/block.ts';
import type { Copy } from '../domain/copy.ts';
import { parseFlagKey } from '../domain/flag-key.ts';
import { codesOf, type BlockCodes } from '../domain/standing-rule.ts';

/**
 * What of a copy decides whether it lacks the block of a standing rule, and whether that has been
 * said. Copies with the same signature stand together in an index: the night leaps from one
 * signature to the next, and reads only those that lack their block (rules N2, N6).
 */
export interface BlockSignature {
  readonly codes: BlockCodes;
  readonly exceptTo?: string;
  /** The rule, as its flag has it, of which a flag says that the copy lacks its block. */
  readonly flagged?: string;
}

/** The signature of a copy. */
export const signatureOf = ({ blocks, exceptTo, flags = {} }: Copy): BlockSignature => {
  const flagged = Object.keys(flags).find((key) => parseFlagKey(key).kind === 'rule-not-applied');
  return {
    codes: codesOf(blocks),
    ...defined({ exceptTo, flagged }),
  };
};

/**
 * A key holds 1,024 bytes. What has no room is left out: the copy is looked at in vain then, never
 * overlooked.
 */
const LONGEST = 700;

const fitting = (codes: readonly (readonly [string, ReservationCode])[]) => {
  let length = 0;
  return codes.filter(([key]) => (length += key.length + 6) <= LONGEST);
};

/** A signature as text: equal for equal signatures. */
export const signatureText = ({ codes, exceptTo = '', flagged = '' }: BlockSignature): string => {
  const sorted = Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([fitting(sorted), exceptTo, flagged]);
};

/** The signature that a text stands for. */
export const parseSignature = (text: string): BlockSignature => {
  const [codes, exceptTo, flagged] = JSON.parse(text) as [[string, ReservationCode][], string, string];
  return {
    codes: Object.fromEntries(codes),
    ...(exceptTo && { exceptTo }),
    ...(flagged && { flagged }),
  };
};
