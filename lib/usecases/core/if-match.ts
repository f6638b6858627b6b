import { VersionMismatch } from '../../domain/errors.ts';

/**
 * The version that a caller has seen (`If-Match`); `any` asks only that there is one, none asks
 * nothing.
 */
export type Seen = number | 'any' | undefined;

/**
 * Throws `VersionMismatch` where the caller has seen another version than there is; a thing that
 * isn't there has none.
 */
export const mustMatch = (seen: Seen, current: number | undefined, what?: VersionMismatch['what']): void => {
  if (seen === undefined || seen === current) return;
  if (seen !== 'any' || current === undefined) throw new VersionMismatch(what);
};
