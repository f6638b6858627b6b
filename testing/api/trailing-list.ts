/** Lists of indexes that trail: what happens to a thing, and what the list shows then. */
import { expect } from 'vitest';
import { trailIndexes } from '../database/trailing-indexes.ts';
import { allPages } from './pages.ts';
import type { Body } from './response-body.ts';
import { CEN, done, EAST, openWithCards, type Library } from './small-library.ts';
import type { Client } from './test-api.ts';

/** What happens to a thing of a list, and which things the list has before and after. */
export interface TrailingCase {
  readonly path: string;
  /** Prepares the list. A text that it answers takes the place of `{id}` in the path. */
  readonly given: (at: Library) => Promise<unknown>;
  readonly name: string;
  readonly change: (at: Library) => Promise<unknown>;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Where the indexes do not know of a new place yet, a thing may be missing there (T3). */
  readonly trailing?: { readonly whole?: readonly string[]; readonly inPages: readonly string[] };
  /** Staff of both branches ask; an admin by default. */
  readonly staff?: true;
}

const textOf = ({ copyId, titleId, kind, status, patronId, ...item }: Body, path: string): string => {
  if (path.startsWith('/api/reservations')) return `${String(kind)} ${String(status)}`;
  if (path.startsWith('/api/loans')) return `${copyId ?? ''} ${patronId ?? ''}`;
  if (path.startsWith('/api/titles')) return titleId ?? '';
  return copyId ?? patronId ?? item.id ?? '';
};

const textsOf = ({ items = [] }: Body, path: string) => items.map((item) => textOf(item, path));

/** The list as one page, and in pages of two. */
const readAll = async (client: Client, path: string) => {
  const whole = textsOf(await done(client.get(`${path}&limit=200`)), path);
  const pages = await allPages(client, `${path}&limit=2`);
  return { whole, inPages: pages.flatMap((page) => textsOf(page, path)) };
};

/**
 * A list shows each thing once, as it is now (rule T3): while its indexes know nothing of a change,
 * while they know what is new and still what is gone, and afterwards. A page that was read before
 * they knew goes on as well.
 */
export const expectHeld = async (one: TrailingCase): Promise<void> => {
  const library = await openWithCards();
  const path = one.path.replace('{id}', String(await one.given(library)));
  const client = one.staff ? library.as.staff(CEN, EAST) : library.as.admin;
  const current = { whole: one.after, inPages: one.after };
  expect(await readAll(client, path)).toEqual({ whole: one.before, inPages: one.before });
  const indexes = await trailIndexes(library);
  await one.change(library);
  await library.work('sweep');
  expect(await readAll(client, path)).toEqual({ ...current, ...one.trailing });
  const first = await done(client.get(`${path}&limit=2`));
  await indexes.learn();
  expect(await readAll(client, path)).toEqual(current);
  indexes.catchUp();
  expect(await readAll(client, path)).toEqual(current);
  const rest = first.next && (await done(client.get(`${path}&limit=2&cursor=${first.next}`)));
  expect([...textsOf(first, path), ...(rest ? textsOf(rest, path) : [])]).toEqual(one.after);
};
