import type { Reply } from './send.ts';

/** The refusal of a line, flat enough for a row of `rejects.csv`. */
export interface Refusal {
  readonly status: number | '';
  /** The problem's code and those of its reasons. */
  readonly codes: readonly string[];
  /** JSON pointers to the invalid fields. */
  readonly pointers: readonly string[];
  readonly reason: string;
}

/** Reads a problem document (RFC 9457), the gateway's `{message}`, or any other answer. */
export function refusalOf({ status, body }: Reply): Refusal {
  const problem = record(body);
  const errors = records(problem.errors);
  const reasons = records(problem.reasons);
  const whole = text(problem.detail) ?? text(problem.title) ?? text(problem.message) ?? `HTTP ${status}`;
  const parts = reasons.map((each) => text(each.detail));
  return {
    status,
    codes: distinct([text(problem.type)?.split('/').at(-1), ...reasons.map((reason) => text(reason.code))]),
    pointers: distinct(errors.map((error) => text(error.pointer))),
    // A detail often repeats its parts: leaves out the parts that it contains.
    reason: distinct(
      errors.length > 0
        ? errors.map(sentenceOf)
        : [whole, ...parts.filter((part) => part !== undefined && !whole.includes(part))],
    ).join(' '),
  };
}

/** An invalid field with its column; one of a list with its place in the cell. */
function sentenceOf({ pointer, detail }: Readonly<Record<string, unknown>>): string {
  const [column = '', place] = (text(pointer) ?? '').replace('/path', '').split('/').slice(1);
  const where = place === undefined ? column : `${column} (${Number(place) + 1})`;
  const sentence = (text(detail) ?? 'not valid').replace(/\.?$/, '.');
  return column === '' ? sentence : `Column ${where}: ${sentence}`;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
