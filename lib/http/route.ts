import type * as z from 'zod';
import type { Role } from '../domain/caller.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/**
 * The result of a route. The schema of the reply validates the body, and drops other fields. Of a
 * `POST` it is made of the recorded effect alone: a repeated request makes the same answer from it.
 */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** The version of a single resource, for its `ETag`. */
  readonly version?: number;
  /** The path of the new resource. */
  readonly location?: string;
  /** The answer as CSV, instead of a body. */
  readonly csv?: string;
  /** The path of the next page. */
  readonly next?: string;
}

/** The parts of a request, parsed by the schemas of the route. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The version in `If-Match`, if present; `any` for `*`. */
  readonly version: number | 'any' | undefined;
  /** The path and query without the cursor and the limit; a cursor is bound to it. */
  readonly listQuery: string;
  /** Whether the caller prefers CSV. */
  readonly wantsCsv: boolean;
}

interface Definition<P, Q, B, C> {
  readonly method: Method;
  /** As in the OpenAPI document, with `{name}` for parameters. */
  readonly path: string;
  /** A short description of the answer, for the OpenAPI document. */
  readonly summary: string;
  /** The roles that may call it; `public` needs no token. */
  readonly roles: readonly Role[] | 'public';
  /**
   * The limits of a role, in words, for the OpenAPI document and `docs/permissions.md`. The use
   * case enforces them; these words check nothing.
   */
  readonly limits?: Readonly<Partial<Record<Role, string>>>;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** A schema per status; null when the answer has no body. */
  readonly replies: Readonly<Record<number, z.ZodType | null>>;
  /** A `POST` that only asks: it ignores an `Idempotency-Key`, and stores nothing. */
  readonly isQuestion?: true;
  /** Whether it also answers CSV, for `Accept: text/csv`. */
  readonly csv?: true;
  readonly handle: (input: Input<P, Q, B>, context: C) => Promise<Reply> | Reply;
}

/** A route without its type parameters, for the router and the OpenAPI document. */
export type Route<C> = Definition<unknown, unknown, unknown, C>;

/**
 * Makes a typed route for an application with a context; the schemas type the input of the handler.
 */
export const routeFor =
  <C>() =>
  <P = unknown, Q = unknown, B = unknown>(definition: Definition<P, Q, B, C>): Route<C> =>
    definition as unknown as Route<C>;

/** The route of a request, or the allowed methods of its path. */
export type RouteMatch<C> =
  | { readonly route: Route<C>; readonly params: Readonly<Record<string, string>> }
  | { readonly allowed: readonly string[] };

const parametersOf = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) params[name] = decoded(value);
  }
  return params;
};

/** An invalid encoding stays as it is, and fails the schema of the parameter. */
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * The route for a method and path; undefined when the path does not exist. When several match, the
 * first in the list wins: put fixed segments before parameters.
 */
export const matchRoute = <C>(
  routes: readonly Route<C>[],
  method: string,
  path: string,
): RouteMatch<C> | undefined => {
  const found = routes.flatMap((route) => {
    const params = parametersOf(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const match = found.find(({ route }) => route.method === method);
  if (match) return match;
  return found.length > 0 ? { allowed: [...new Set(found.map(({ route }) => route.method))] } : undefined;
};
