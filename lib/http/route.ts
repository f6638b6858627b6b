import type * as z from 'zod';
import type { Role } from '../domain/caller.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/**
 * What a route answers: the body must fit the reply's schema, which also leaves out what is not in
 * it.
 */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** The version of a single thing, for its `ETag`. */
  readonly version?: number;
  /** Where the new thing is. */
  readonly location?: string;
  /** The answer as CSV, in place of a body. */
  readonly csv?: string;
  /** Where there is more of it. */
  readonly next?: string;
}

/** What a handler gets of a request, already parsed by the route's schemas. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The version in `If-Match`, where there is one; `any` for `*`. */
  readonly version: number | 'any' | undefined;
  /** The path and query that a cursor is bound to, without the cursor. */
  readonly listQuery: string;
  /** Whether the caller would rather have CSV. */
  readonly wantsCsv: boolean;
}

interface Definition<P, Q, B, C> {
  readonly method: Method;
  /** As in the OpenAPI document, with `{name}` for parameters. */
  readonly path: string;
  /** What it answers, in a few words; for the OpenAPI document. */
  readonly summary: string;
  /** Who may call it; `public` needs no token. */
  readonly roles: readonly Role[] | 'public';
  /**
   * How far a role may go with it, in words; for the OpenAPI document and `docs/permissions.md`.
   * The use case enforces it: these words check nothing.
   */
  readonly limits?: Readonly<Partial<Record<Role, string>>>;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** A schema per status; none where the answer has no body. */
  readonly replies: Readonly<Record<number, z.ZodType | null>>;
  /** Whether it answers as CSV too, for `Accept: text/csv`. */
  readonly csv?: true;
  readonly handle: (input: Input<P, Q, B>, context: C) => Promise<Reply> | Reply;
}

/** A route whose types have done their work: what a router and the OpenAPI document need. */
export type Route<C> = Definition<unknown, unknown, unknown, C>;

/** A typed route of an application with a context; the schemas decide what the handler gets. */
export const routeFor =
  <C>() =>
  <P = unknown, Q = unknown, B = unknown>(definition: Definition<P, Q, B, C>): Route<C> =>
    definition as unknown as Route<C>;

/**
 * The route of a request, or the methods that its path knows; undefined where there is no such
 * path.
 */
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

/** What is no valid encoding stays as it is, and does not fit the parameter's schema. */
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * Finds the route of a method and path. A fixed segment goes before a parameter by the order of the
 * list.
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
