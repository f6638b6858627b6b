import { INDEXES } from '../contract.ts';
import type { Activity } from '../domain/activity.ts';
import type { Day } from '../domain/calendar.ts';
import type { Copy } from '../domain/copy.ts';
import type { Reservation } from '../domain/reservation.ts';
import { looksOf } from './activities.ts';
import { dueShards, dueUntil } from './index-keys.ts';
import { type Key } from './keys.ts';
import type { Item, Table } from './table.ts';

export type DueItem =
  | { readonly key: Key; readonly copy: Copy }
  | { readonly key: Key; readonly reservation: Reservation }
  | { readonly key: Key; readonly activity: Activity; readonly looks: number };

const toDue = (item: Item): DueItem[] => {
  const key = { pk: item.pk, sk: item.sk };
  if (item.copy !== undefined) return [{ key, copy: item.copy as Copy }];
  if (item.activity !== undefined) {
    return [{ key, activity: item.activity as Activity, looks: looksOf(item) }];
  }
  return item.reservation === undefined ? [] : [{ key, reservation: item.reservation as Reservation }];
};

const PAGE = 100;

/**
 * The current state of everything due on or before a day, in pages. Reads nothing else: one request
 * per shard and index page, and one per page of items (rule N6).
 */
export async function* dueItemsOn(table: Table, day: Day): AsyncGenerator<readonly DueItem[]> {
  for (const partition of dueShards) {
    let from: string | undefined;
    do {
      const entries = await table.readIndex({
        index: INDEXES.due,
        partition,
        from,
        to: dueUntil(day),
        limit: PAGE,
      });
      const items = await table.getAll(entries.map(({ pk, sk }) => ({ pk, sk })));
      yield items.flatMap(toDue);
      const last = entries.length === PAGE ? entries.at(-1) : undefined;
      from = last && `${String(last[INDEXES.due.sortKey])} `;
    } while (from !== undefined);
  }
}
