import { knowCollection, writeRule } from '../../lib/store/standing-rules.ts';
import { aRule } from '../../testing/builders.ts';
import type { Prepared } from '../operation.ts';
import { copyOf, newCopy } from '../fixtures.ts';

/**
 * A collection of a hundred copies; setting its rule counts the copies that lack its block, ending
 * it those that keep it.
 */
const collectionOf = (id: string) => {
  const collection = `K${id}`;
  const copies = Array.from({ length: 100 }, (_, n) =>
    copyOf(`${id}.${n}`, { titleId: `T${id}`, collection }),
  );
  return { collection, items: [knowCollection(collection), ...copies.map(newCopy)] };
};

export const setRule = (id: string): Prepared => {
  const { collection, items } = collectionOf(id);
  return {
    items,
    ours: { method: 'PUT', path: `/api/collections/${collection}/rule`, body: { code: 8 }, status: 201 },
  };
};

export const endRule = (id: string): Prepared => {
  const { collection, items } = collectionOf(id);
  return {
    items: [...items, writeRule(undefined, aRule({ collection }))],
    ours: { method: 'DELETE', path: `/api/collections/${collection}/rule`, status: 200 },
  };
};
