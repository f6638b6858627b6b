import { createHash } from 'node:crypto';
import { Invalid } from '../domain/errors.ts';

const CHECK_LENGTH = 12;

/** Maximum length of a place in bytes; sort keys are limited to 1,024. */
const LONGEST = 1000;

const checkOf = (query: string, place: string): string =>
  createHash('sha256').update(`${query}\n${place}`).digest('base64url').slice(0, CHECK_LENGTH);

/**
 * An opaque cursor for a place in a list, bound to its query. The checksum detects a cursor that
 * was truncated, changed or used for another query. It is no protection: every page is authorized.
 */
export const cursorAt = (query: string, place: string): string =>
  checkOf(query, place) + Buffer.from(place).toString('base64url');

/** The place of a cursor. Throws `Invalid` when the cursor does not belong to this query. */
export const placeOf = (query: string, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const bytes = Buffer.from(cursor.slice(CHECK_LENGTH), 'base64url');
  const place = bytes.toString();
  const isPlace = bytes.length > 0 && bytes.length <= LONGEST;
  if (!isPlace || cursorAt(query, place) !== cursor) throw new Invalid('/query/cursor', 'cursor');
  return place;
};
