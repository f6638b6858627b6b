import * as z from 'zod';
import { omit } from '../domain/omit.ts';
import type { Role } from '../domain/caller.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/**
 * Moves the named schemas of a schema to the components of the document, and updates references.
 */
const hoist = (schema: Json, components: Json): Json => {
  const { $defs, ...rest } = omit(schema, '$schema');
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
    components[name] ??= hoist(definition, components);
  }
  return repoint(rest) as Json;
};

const repoint = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(repoint);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, repoint(inner)],
    ),
  );
};

const schemaOf = (schema: z.ZodType, io: 'input' | 'output', components: Json): Json =>
  hoist(z.toJSONSchema(schema, { io, target: 'draft-2020-12' }), components);

const parametersOf = <C>(route: Route<C>, components: Json): Json[] => {
  const of = (schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input', components) as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: property,
    }));
  };
  const header = (name: string): Json => ({
    name,
    in: 'header',
    required: false,
    schema: { type: 'string' },
  });
  return [
    ...of(route.params, 'path'),
    ...of(route.query, 'query'),
    ...(route.method === 'POST' ? [header('Idempotency-Key')] : []),
    ...(route.method === 'PUT' || route.method === 'PATCH' || route.method === 'DELETE'
      ? [header('If-Match')]
      : []),
  ];
};

const problem = { $ref: '#/components/responses/Problem' };

const responsesOf = <C>(route: Route<C>, components: Json): Json => ({
  ...Object.fromEntries(
    Object.entries(route.replies).map(([status, schema]) => [
      status,
      {
        description: route.summary,
        ...(schema && {
          content: {
            'application/json': { schema: schemaOf(schema, 'output', components) },
            ...(route.csv && { 'text/csv': { schema: { type: 'string' } } }),
          },
        }),
      },
    ]),
  ),
  default: problem,
});

/** The roles that may call a route, each with its limits. */
const rolesOf = (roles: readonly Role[], limits: Route<never>['limits'] = {}): string =>
  roles.map((role) => (limits[role] === undefined ? role : `${role} (${limits[role]})`)).join(', ');

const operationOf = <C>(route: Route<C>, components: Json): Json => ({
  summary: route.summary,
  ...(route.roles === 'public'
    ? { security: [] }
    : { description: `Roles: ${rolesOf(route.roles, route.limits)}.`, security: [{ bearer: [] }] }),
  parameters: parametersOf(route, components),
  ...(route.body && {
    requestBody: {
      required: !route.body.safeParse({}).success,
      content: { 'application/json': { schema: schemaOf(route.body, 'input', components) } },
    },
  }),
  responses: responsesOf(route, components),
});

/**
 * The OpenAPI 3.1 document of a list of routes, from the schemas that check requests and answers.
 */
export const openApiOf = <C>(routes: readonly Route<C>[], problemSchema: z.ZodType): Json => {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operationOf(route, components),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Apart',
      version: '1',
      description: 'Keeps library copies where they are needed.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    paths,
    components: {
      schemas: components,
      responses: {
        Problem: {
          description: 'What went wrong (RFC 9457).',
          content: { 'application/problem+json': { schema: schemaOf(problemSchema, 'output', components) } },
        },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
};
