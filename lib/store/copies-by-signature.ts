import { INDEXES } from '../contract.ts';
import { parseSignature, type BlockSignature } from './block-signature.ts';
import { signatureShards, parseSignatureSort, underSignature } from './index-keys.ts';
import { copyIdOf } from './keys.ts';
import type { Table } from './table.ts';

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
