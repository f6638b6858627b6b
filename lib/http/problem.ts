import { dayAfter, type Day } from '../domain/calendar.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Forbidden } from '../domain/errors.ts';
import type { Language } from './language.ts';
import { dayText, text, type TextKey } from './texts.ts';

/** The reader of an answer: the language, and whether staff read it (rule P1). */
export interface Reader {
  readonly language: Language;
  readonly staff: boolean;
}

/** An invalid field: a JSON pointer, and the error. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** A refusal in the API: code, sentence and facts. */
export interface Reason {
  readonly code: string;
  readonly detail: string;
  readonly [fact: string]: unknown;
}

/** RFC 9457 `application/problem+json`; see the contract. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly reasons?: readonly Reason[];
  readonly traceId?: string;
}

const typeOf = (code: string): string => `/problems/${code}`;

/** The last day of the obstacle, and the day after. */
const daysOf = ({ until }: Refusal, language: Language) => {
  const shown = (day: Day | undefined) => (day === undefined ? '' : dayText(day, language));
  const after = until === undefined ? undefined : dayAfter(until);
  return { dated: after === undefined ? 'no' : 'yes', until: shown(until), from: shown(after) };
};

const sentence = (refusal: Refusal, { language, staff }: Reader): string => {
  const { code, branchName, branchId, activityName, label, limit, kind, copies, count, status } = refusal;
  return text(code, language, {
    staff: staff ? 'yes' : 'no',
    branch: branchName ?? branchId ?? '',
    activity: activityName ?? '',
    ...daysOf(refusal, language),
    labelled: label === undefined ? 'no' : 'yes',
    label: label ?? '',
    limit: limit ?? 0,
    kind: kind ?? 'copy',
    n: count ?? copies?.length ?? 0,
    status: status ?? '',
  });
};

/** A refusal with its sentence. Patrons do not see what is for staff only (rule P1). */
export const toReason = (refusal: Refusal, reader: Reader): Reason => {
  const { label, copies, ...facts } = refusal;
  return {
    ...facts,
    ...(label !== undefined && reader.staff && { label }),
    ...(copies && {
      copies: copies.map((copy) => ({
        ...copy,
        reasons: copy.reasons.map((reason) => toReason(reason, reader)),
      })),
    }),
    code: refusal.code,
    detail: sentence(refusal, reader),
  };
};

/** 409 with every reason of the refusal (rule R2). */
export const refused = (refusals: readonly Refusal[], reader: Reader): Problem => {
  const reasons = refusals.map((refusal) => toReason(refusal, reader));
  return {
    type: typeOf(reasons[0]?.code ?? 'refused'),
    title: text('title-refused', reader.language),
    status: 409,
    detail: [...new Set(reasons.map((reason) => reason.detail))].join(' '),
    reasons,
  };
};

/** 400 with every invalid field; without a field, the body is not JSON. */
export const invalid = (errors: readonly FieldError[], { language }: Reader): Problem => ({
  type: typeOf('invalid-request'),
  title: text('title-invalid', language),
  status: 400,
  detail: errors.length === 1 && errors[0] ? errors[0].detail : text('detail-invalid', language),
  errors,
});

/** 403 for a wrong role, branch or person. */
export const forbidden = (
  { code, branch }: Pick<Forbidden, 'code' | 'branch'>,
  { language }: Reader,
): Problem => ({
  type: typeOf(code),
  title: text('title-forbidden', language),
  status: 403,
  detail: text(`detail-${code}`, language, {
    what: branch?.what ?? '',
    branch: branch?.branchName ?? branch?.branchId ?? '',
  }),
});

/** 404 for a thing in the path that does not exist. */
export const notFound = (what: string, { language }: Reader): Problem => ({
  type: typeOf('not-found'),
  title: text('title-not-found', language),
  status: 404,
  detail: text('detail-not-found', language, { what }),
});

/** 405: the path exists, but not with this method. */
export const methodNotAllowed = (method: string, allowed: string, { language }: Reader): Problem => ({
  type: typeOf('method-not-allowed'),
  title: text('title-method-not-allowed', language),
  status: 405,
  detail: text('detail-method-not-allowed', language, { method, allowed }),
});

const PLAIN = { stale: 412, 'too-large': 413, 'unsupported-media-type': 415 } as const;

/** 412, 413 and 415: the sentence says everything. */
export const plain = (code: keyof typeof PLAIN, { language }: Reader, what = ''): Problem => ({
  type: typeOf(code),
  title: text(`title-${code}`, language),
  status: PLAIN[code],
  detail: text(`detail-${code}`, language, { what }),
});

/** 500 or 503 without internals: the trace id leads to the log line. */
export const failed = (code: 'internal' | 'unavailable', traceId: string, { language }: Reader): Problem => ({
  type: typeOf(code),
  title: text(`title-${code}`, language),
  status: code === 'internal' ? 500 : 503,
  detail: text(`detail-${code}`, language, { traceId }),
  traceId,
});

/** The sentence for a value that has the right type and a wrong meaning. */
export const fieldText = (code: string, language: Language): string =>
  text(`field-${code}` as TextKey, language);

/** Ends a request with this problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.type);
    this.problem = problem;
    this.headers = headers;
  }
}
