import { defined } from '../domain/defined.ts';
import type { ReservationCode } from '../domain/block.ts';
import type { Copy } from '../domain/copy.ts';
import { parseFlagKey } from '../domain/flag-key.ts';
import { codesOf, type BlockCodes } from '../domain/standing-rule.ts';

/**
 * The attributes of a copy that decide whether it lacks the block of a standing rule, and whether
 * that is flagged. An index groups copies by signature: the night leaps from one signature to the
 * next, and reads only copies that lack their block (rules N2, N6).
 */
export interface BlockSignature {
  readonly codes: BlockCodes;
  readonly exceptTo?: string;
  /** The rule, as in the flag key, whose block is flagged as missing. */
  readonly flagged?: string;
}

export const signatureOf = ({ blocks, exceptTo, flags = {} }: Copy): BlockSignature => {
  const flagged = Object.keys(flags).find((key) => parseFlagKey(key).kind === 'rule-not-applied');
  return {
    codes: codesOf(blocks),
    ...defined({ exceptTo, flagged }),
  };
};

/**
 * A key holds 1,024 bytes. Codes that do not fit are left out: the night then reads the copy in
 * vain, and never misses it.
 */
const LONGEST = 700;

const fitting = (codes: readonly (readonly [string, ReservationCode])[]) => {
  let length = 0;
  return codes.filter(([key]) => (length += key.length + 6) <= LONGEST);
};

/** Equal signatures give equal texts. */
export const signatureText = ({ codes, exceptTo = '', flagged = '' }: BlockSignature): string => {
  const sorted = Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([fitting(sorted), exceptTo, flagged]);
};

/** The inverse of `signatureText`. */
export const parseSignature = (text: string): BlockSignature => {
  const [codes, exceptTo, flagged] = JSON.parse(text) as [[string, ReservationCode][], string, string];
  return {
    codes: Object.fromEntries(codes),
    ...(exceptTo && { exceptTo }),
    ...(flagged && { flagged }),
  };
};
