import { INDEXES } from '../contract.ts';
import type { Activity } from '../domain/activity.ts';
import type { Day } from '../domain/calendar.ts';
import type { Copy } from '../domain/copy.ts';
import type { Reservation } from '../domain/reservation.ts';
import { looksOf } from './activities.ts';
import { dueShards, dueUntil } from './index-keys.ts';
import { heldReader } from './held-list.ts';
import { type Key } from './keys.ts';
import { pagesOf } from './page.ts';
import type { Item, Table } from './table.ts';

export type DueItem =
  | { readonly key: Key; readonly copy: Copy }
  | { readonly key: Key; readonly reservation: Reservation }
  | { readonly key: Key; readonly activity: Activity; readonly looks: number };

const toDue = (item: Item): DueItem | undefined => {
  const key = { pk: item.pk, sk: item.sk };
  if (item.copy !== undefined) return { key, copy: item.copy as Copy };
  if (item.activity !== undefined) {
    return { key, activity: item.activity as Activity, looks: looksOf(item) };
  }
  return item.reservation === undefined ? undefined : { key, reservation: item.reservation as Reservation };
};

/**
 * The current state of everything due on or before a day, in pages. Reads nothing else: one request
 * per shard and index page, and one per page of items (rule N6).
 */
export async function* dueItemsOn(table: Table, day: Day): AsyncGenerator<readonly DueItem[]> {
  for (const partition of dueShards) {
    const list = { index: INDEXES.due, partitions: [partition], before: dueUntil(day) };
    for await (const { items } of pagesOf(heldReader(table, list, toDue)))
      yield items.map(({ item }) => item);
  }
}
