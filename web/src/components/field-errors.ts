import { Problem } from '../lib/api/problem.ts';

/** What is wrong with the fields of a form, and the rest of what went wrong. */
export interface FieldErrors {
  /** What is wrong with a field of the request; nothing where it is right. */
  readonly of: (field: string) => string | undefined;
  /** What is to be shown beside the form: the error, where it is not wholly about these fields. */
  readonly rest: unknown;
}

const fieldIn = (pointer: string): string => pointer.split('/')[1] ?? '';

/**
 * The parts of an answer that are about fields of this form go beside them (`errors` of the
 * contract).
 */
export function fieldErrors(error: unknown, fields: readonly string[]): FieldErrors {
  const errors = error instanceof Problem ? error.errors : [];
  const of = (field: string): string | undefined => {
    const details = errors.filter(({ pointer }) => fieldIn(pointer) === field).map(({ detail }) => detail);
    return details.length === 0 ? undefined : [...new Set(details)].join(' ');
  };
  const isShown = errors.length > 0 && errors.every(({ pointer }) => fields.includes(fieldIn(pointer)));
  return { of, rest: isShown ? null : error };
}
