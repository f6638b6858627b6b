import type { Denial } from '../../domain/permissions.ts';

/** Throws what forbids something, if anything does (rule P1). */
export const permit = (denial: Denial): void => {
  if (denial) throw denial;
};
