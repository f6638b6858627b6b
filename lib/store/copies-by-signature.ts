import { defined } from '../domain/defined.ts';
import type { ReservationCode } from '../domain/block.ts';
import type { Copy } from '../domain/copy.ts';
import { parseFlagKey } from '../domain/flag-key.ts';
import { codesOf, type BlockCodes } from '../domain/standing-rule.ts';
import { INDEXES } from '../contract.ts';
import { signatureShards, parseSignatureSort, underSignature } from './index-keys.ts';
import { copyIdOf } from './keys.ts';
import type { Table } from './table.ts';

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

/** Copies of a collection that have the same signature, in one shard of the index. */
export interface SignatureGroup {
  readonly signature: BlockSignature;
  readonly text: string;
  readonly partition: string;
}

const index = INDEXES.copiesByCover;
const PAGE = 100;

/**
 * The signatures of the copies of a collection. Leaps from one to the next: one request per
 * signature and shard, for any number of copies.
 */
export async function* signaturesOf(table: Table, collection: string): AsyncGenerator<SignatureGroup> {
  for (const partition of signatureShards(collection)) {
    let from: string | undefined;
    for (;;) {
      const [entry] = await table.readIndex({ index, partition, from, limit: 1 });
      if (!entry) break;
      const { signature: text } = parseSignatureSort(String(entry[index.sortKey]));
      yield { signature: parseSignature(text), text, partition };
      from = underSignature(text).to;
    }
  }
}

/** Counts the copies of a group, in one branch or in all. One request per megabyte. */
export const countWithSignature = (
  table: Table,
  { partition, text }: SignatureGroup,
  branchId?: string,
): Promise<number> => table.countIndex({ index, partition, ...underSignature(text, branchId) });

/**
 * The barcodes of a group in pages: of one branch, or of all branches except some. Each excluded
 * branch is skipped at the cost of one request, for any number of copies.
 */
export async function* copiesWithSignature(
  table: Table,
  { partition, text }: SignatureGroup,
  which: { readonly branchId: string } | { readonly butOf: ReadonlySet<string> },
): AsyncGenerator<readonly string[]> {
  const range = underSignature(text, 'branchId' in which ? which.branchId : undefined);
  const isLeft = (branchId: string) => 'butOf' in which && which.butOf.has(branchId);
  let from: string | undefined = range.from;
  while (from !== undefined) {
    const entries = await table.readIndex({ index, partition, from, to: range.to, limit: PAGE });
    const places = entries.map((entry) => String(entry[index.sortKey]));
    const leap = places.map(parseSignatureSort).find(({ branchId }) => isLeft(branchId));
    const until = leap
      ? places.findIndex((place) => parseSignatureSort(place).branchId === leap.branchId)
      : PAGE;
    if (until > 0) yield entries.slice(0, until).map(copyIdOf);
    const last = entries.length === PAGE ? places.at(-1) : undefined;
    from = leap ? underSignature(text, leap.branchId).to : last && `${last} `;
  }
}
