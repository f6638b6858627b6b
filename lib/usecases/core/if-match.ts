import { VersionMismatch } from '../../domain/errors.ts';

/**
 * The version that a caller has seen (`If-Match`); `any` matches every existing version, undefined
 * matches always.
 */
export type Seen = number | 'any' | undefined;

/**
 * Throws `VersionMismatch` unless the caller has seen the current version; undefined is the version
 * of a thing that does not exist.
 */
export const mustMatch = (seen: Seen, current: number | undefined, what?: VersionMismatch['what']): void => {
  if (seen === undefined || seen === current) return;
  if (seen !== 'any' || current === undefined) throw new VersionMismatch(what);
};
