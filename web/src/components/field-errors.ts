import { Problem } from '../lib/api/problem.ts';

/** The errors of a form, split by where they are shown. */
export interface FieldErrors {
  /** The error of a field of the request, if any. */
  readonly of: (field: string) => string | undefined;
  /** The error to show below the form; null when the fields show everything. */
  readonly rest: unknown;
}

const fieldIn = (pointer: string): string => pointer.split('/')[1] ?? '';

/** Puts the `errors` of a refusal beside the fields of the form that they point to. */
export function fieldErrors(error: unknown, fields: readonly string[]): FieldErrors {
  const errors = error instanceof Problem ? error.errors : [];
  const of = (field: string): string | undefined => {
    const details = errors.filter(({ pointer }) => fieldIn(pointer) === field).map(({ detail }) => detail);
    return details.length === 0 ? undefined : [...new Set(details)].join(' ');
  };
  const isShown = errors.length > 0 && errors.every(({ pointer }) => fields.includes(fieldIn(pointer)));
  return { of, rest: isShown ? null : error };
}
