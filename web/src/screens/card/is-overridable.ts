import { Problem } from '../../lib/api/problem.ts';

const MAY_PASS = new Set(['copy-on-special-card', 'copy-loan-blocked']);

/** Whether a refusal can be passed with a reason (rule S5): nothing else stands in the way. */
export const isOverridable = (error: unknown): boolean =>
  error instanceof Problem &&
  error.reasons.length > 0 &&
  error.reasons.every(({ code }) => MAY_PASS.has(code));
