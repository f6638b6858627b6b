/** Reads lists of the API to their end. */
import type { Body } from './response-body.ts';
import { done } from './small-library.ts';
import type { Client } from './test-api.ts';

/** Reads all pages of a list; the path may have a query. Throws on a refusal. */
export const allPages = async (client: Pick<Client, 'get'>, path: string): Promise<readonly Body[]> => {
  const pages = [await done(client.get(path))];
  const glue = path.includes('?') ? '&' : '?';
  for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await done(client.get(`${path}${glue}cursor=${next}`)));
  }
  return pages;
};
