import { createHash } from 'node:crypto';
import { Invalid } from '../domain/errors.ts';

const CHECK_LENGTH = 12;

/** No place is longer (bytes): the table takes none that is. */
const LONGEST = 1000;

const checkOf = (query: string, place: string): string =>
  createHash('sha256').update(`${query}\n${place}`).digest('base64url').slice(0, CHECK_LENGTH);

/**
 * An opaque cursor for a place in a list, bound to the query it came from. The checksum catches a
 * cursor that was cut, changed or used elsewhere; it guards nothing, since every page is authorized
 * by itself.
 */
export const cursorAt = (query: string, place: string): string =>
  checkOf(query, place) + Buffer.from(place).toString('base64url');

/** The place that a cursor stands for. Throws `Invalid` for one that is not of this query. */
export const placeOf = (query: string, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const bytes = Buffer.from(cursor.slice(CHECK_LENGTH), 'base64url');
  const place = bytes.toString();
  const isPlace = bytes.length > 0 && bytes.length <= LONGEST;
  if (!isPlace || cursorAt(query, place) !== cursor) throw new Invalid('/query/cursor', 'cursor');
  return place;
};
