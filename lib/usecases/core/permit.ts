import type { Denial } from '../../domain/permissions.ts';

/** Throws the denial, if there is one (rule P1). */
export const permit = (denial: Denial): void => {
  if (denial) throw denial;
};
