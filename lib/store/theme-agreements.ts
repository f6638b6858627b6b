import type { ThemeAgreement } from '../domain/theme-agreement.ts';
import { absent, check, is, put } from './expression.ts';
import { shardOf } from './index-keys.ts';
import { agreementsKey, agreementsVersionKey, type Key } from './keys.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';

/** The theme agreements of the network as they were read (rule A5). */
export interface Agreements {
  readonly list: readonly ThemeAgreement[];
  readonly version: number;
}

/**
 * So many equal copies of the list are kept, that reservations at the same moment do not wait for
 * each other.
 */
const COPIES = 8;

/**
 * The key of the list for those who decide about this copy or title: it is read together with what
 * they need anyway.
 */
export const agreementsKeyFor = (id: string): Key => agreementsKey(shardOf(id, COPIES));

const isList = (item: Item): boolean => item.agreements !== undefined;

const NONE: Agreements = { list: [], version: 0 };

/** The agreements among items that were read. */
export const agreementsIn = (items: readonly Item[]): Agreements => {
  const found = items.find(isList);
  return found
    ? { list: found.agreements as readonly ThemeAgreement[], version: found.version as number }
    : NONE;
};

/** The agreements by themselves. One request. */
export const loadAgreements = async (table: Table): Promise<Agreements> =>
  agreementsIn(await table.getAll([agreementsKey(0)]));

const asRead = (version: number) => (version === 0 ? absent : is('version', version));

/**
 * The condition that nobody has changed the agreements that a decision about a copy or title was
 * made on.
 */
export const sameAgreements = (id: string, { version }: Agreements): Writes => ({
  'agreements-changed': check(agreementsVersionKey(shardOf(id, COPIES)), asRead(version)),
});

/** An item holds 400 KB, and every reservation reads it. */
const LARGEST = 100_000;

/** Whether a list is so large that no reservation could be decided quickly any more. */
export const isTooLarge = (list: readonly ThemeAgreement[]): boolean => JSON.stringify(list).length > LARGEST;

/** The writes that replace the agreements, in all of their copies. */
export const writeAgreements = ({ version }: Agreements, list: readonly ThemeAgreement[]): Writes =>
  Object.fromEntries(
    Array.from({ length: COPIES }, (_, shard) => shard).flatMap((shard) => [
      [
        `agreements-changed ${shard}`,
        put({ ...agreementsKey(shard), agreements: list, version: version + 1 }, asRead(version)),
      ],
      [
        `agreements-version ${shard}`,
        put({ ...agreementsVersionKey(shard), version: version + 1 }, asRead(version)),
      ],
    ]),
  );
