import type * as z from 'zod';
import en from 'zod/v4/locales/en.js';
import nl from 'zod/v4/locales/nl.js';
import { VersionMismatch } from '../../lib/domain/errors.ts';
import { languageOf, type Language } from '../../lib/http/language.ts';
import { invalid, plain, ProblemError, type FieldError, type Reader } from '../../lib/http/problem.ts';
import { isTextKey, text } from '../../lib/http/texts.ts';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { Caller, Role } from '../../lib/domain/caller.ts';

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

const LIMIT_BYTES = 1_000_000;
const LOCALES = { nl: nl().localeError, en: en().localeError };

export const headerOf = (event: ApiEvent, name: string): string | undefined => event.headers[name];

export const languageOfEvent = (event: ApiEvent): Language => languageOf(headerOf(event, 'accept-language'));

/** Throws 413 when the body is too large. */
const bodyText = (event: ApiEvent, reader: Reader): string => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LIMIT_BYTES) throw new ProblemError(plain('too-large', reader));
  return bytes.toString('utf8');
};

const isJson = (event: ApiEvent): boolean =>
  /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headerOf(event, 'content-type') ?? '');

/** The JSON body; an empty object when it is absent. Throws 413, 415 or 400. */
export const readBody = (event: ApiEvent, reader: Reader): unknown => {
  const content = bodyText(event, reader);
  if (content === '') return {};
  if (!isJson(event)) throw new ProblemError(plain('unsupported-media-type', reader));
  try {
    return JSON.parse(content);
  } catch {
    const detail = text('detail-not-json', reader.language);
    throw new ProblemError(invalid([{ pointer: '', detail }], reader));
  }
};

const escaped = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * Limit of errors per answer: a megabyte of invalid fields would give an answer of twenty, which
 * Lambda cannot return.
 */
const MOST_ERRORS = 100;

/** Each invalid field in the language of the reader; each unknown field is an error of its own. */
const fieldErrors = (error: z.ZodError, where: string, language: Language): FieldError[] =>
  error.issues.slice(0, MOST_ERRORS).flatMap((issue) => {
    const pointer = [where, ...issue.path.map(escaped)].join('/');
    const detail = isTextKey(issue.message) ? text(issue.message, language) : issue.message;
    if (issue.code !== 'unrecognized_keys') return [{ pointer, detail }];
    // The message of the schema lists all unknown fields; each error is about one.
    const unknown = text('field-unknown', language);
    return issue.keys
      .slice(0, MOST_ERRORS)
      .map((key) => ({ pointer: `${pointer}/${escaped(key)}`, detail: unknown }));
  });

/** One part of a request with its schema. `where` starts the pointers of its errors. */
export interface RequestPart {
  readonly schema: z.ZodType | undefined;
  readonly value: unknown;
  readonly where: '' | '/path' | '/query';
}

/** The parsed parts. Throws 400 with the invalid fields of all parts. */
export const parseParts = (parts: readonly RequestPart[], reader: Reader): readonly unknown[] => {
  const parsed = parts.map(({ schema, value, where }) => {
    if (!schema) return { data: undefined, errors: [] };
    const result = schema.safeParse(value, { error: LOCALES[reader.language] });
    if (result.success) return { data: result.data, errors: [] };
    return { data: undefined, errors: fieldErrors(result.error, where, reader.language) };
  });
  const errors = parsed.flatMap((part) => part.errors);
  if (errors.length > 0) throw new ProblemError(invalid(errors.slice(0, MOST_ERRORS), reader));
  return parsed.map((part) => part.data);
};

/**
 * The version in `If-Match`; `any` for `*`. Any other text matches no version: throws
 * `VersionMismatch` (412).
 */
export const versionWanted = (event: ApiEvent): number | 'any' | undefined => {
  const header = headerOf(event, 'if-match')?.trim();
  if (header === undefined) return undefined;
  if (header === '*') return 'any';
  const version = /^(?:W\/)?"(\d+)"$/.exec(header)?.[1];
  if (version === undefined) throw new VersionMismatch();
  return Number(version);
};

/** Whether `Accept` names CSV before JSON. */
export const wantsCsv = (event: ApiEvent): boolean =>
  (headerOf(event, 'accept') ?? '')
    .split(',')
    .find((type) => /json|csv|\*/.test(type))
    ?.includes('csv') ?? false;

/** The path and query without the cursor and the limit; a cursor is bound to it. */
export const listQueryOf = (event: ApiEvent): string => {
  const query = new URLSearchParams(event.rawQueryString);
  query.delete('cursor');
  query.delete('limit');
  query.sort();
  return `${event.rawPath}?${query.toString()}`;
};

const ROLES: readonly string[] = ['patron', 'staff', 'admin', 'feed'] satisfies Role[];

type Claims = Readonly<Record<string, string | number | boolean | string[]>>;

/** The authorizer passes a list as one text: `[BR1 BR2]`. */
const listOf = (claim: Claims[string] | undefined): readonly string[] =>
  (Array.isArray(claim)
    ? claim
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
  ).filter(Boolean);

const claimsOf = (event: Partial<APIGatewayProxyEventV2WithJWTAuthorizer>): Claims | undefined =>
  (event.requestContext?.authorizer as { jwt?: { claims?: Claims } } | undefined)?.jwt?.claims;

/**
 * The caller, from the claims that the authorizer checked; undefined without a known role, and for
 * a patron without a card.
 */
export const callerOf = (event: Partial<APIGatewayProxyEventV2WithJWTAuthorizer>): Caller | undefined => {
  const claims = claimsOf(event);
  const role = String(claims?.role ?? '');
  if (!claims || !ROLES.includes(role)) return undefined;
  if (role === 'patron' && !claims.patronId) return undefined;
  const patronId = claims.patronId === undefined ? undefined : String(claims.patronId);
  return {
    sub: String(claims.sub ?? ''),
    role: role as Role,
    branchIds: role === 'staff' ? listOf(claims.branchIds) : [],
    ...(role === 'patron' && patronId !== undefined && { patronId }),
  };
};
