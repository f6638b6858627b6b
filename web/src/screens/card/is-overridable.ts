import { Problem } from '../../lib/api/problem.ts';

const MAY_PASS = new Set(['copy-on-special-card', 'copy-loan-blocked']);

/** Whether a reason overrides a refusal (rule S5): all of its causes can be overridden. */
export const isOverridable = (error: unknown): boolean =>
  error instanceof Problem &&
  error.reasons.length > 0 &&
  error.reasons.every(({ code }) => MAY_PASS.has(code));
