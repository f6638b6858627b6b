import type { ThemeAgreement } from '../domain/theme-agreement.ts';
import { absent, check, is, put } from './expression.ts';
import { shardOf } from './index-keys.ts';
import { agreementsKey, agreementsVersionKey, type Key } from './keys.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';

/** The theme agreements of the network, as they were read (rule A5). */
export interface Agreements {
  readonly list: readonly ThemeAgreement[];
  readonly version: number;
}

/** Replicas of the list, so that simultaneous reservations do not conflict. */
const COPIES = 8;

/**
 * The replica for decisions on this copy or title; it is read in the same request as their other
 * items.
 */
export const agreementsKeyFor = (id: string): Key => agreementsKey(shardOf(id, COPIES));

const isList = (item: Item): boolean => item.agreements !== undefined;

const NONE: Agreements = { list: [], version: 0 };

/** Finds the agreements among the items of a batch read. */
export const agreementsIn = (items: readonly Item[]): Agreements => {
  const found = items.find(isList);
  return found
    ? { list: found.agreements as readonly ThemeAgreement[], version: found.version as number }
    : NONE;
};

/** The agreements alone. One request. */
export const loadAgreements = async (table: Table): Promise<Agreements> =>
  agreementsIn(await table.getAll([agreementsKey(0)]));

const asRead = (version: number) => (version === 0 ? absent : is('version', version));

/**
 * The condition that the agreements have not changed since a decision on a copy or title read them.
 */
export const sameAgreements = (id: string, { version }: Agreements): Writes => ({
  'agreements-changed': check(agreementsVersionKey(shardOf(id, COPIES)), asRead(version)),
});

/** An item holds 400 KB, but every reservation reads this one. */
const LARGEST = 100_000;

/** Whether the list is so large that it would slow down every reservation. */
export const isTooLarge = (list: readonly ThemeAgreement[]): boolean => JSON.stringify(list).length > LARGEST;

/**
 * Replaces the agreements in all replicas. Lost as `agreements-changed …` when they were changed
 * since.
 */
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
