import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { permissionsText } from '../../../scripts/docs/permissions-text.ts';
import { openApiText } from '../../../scripts/docs/openapi-text.ts';
import { openApi, routes } from '../../../functions/routes/all.ts';
import { startApi } from '../../../testing/api/test-api.ts';

const fileOf = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

interface Operation {
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = openApi() as unknown as { readonly paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);

describe('the OpenAPI document', () => {
  it('is the one in docs/ (`npm run docs` writes it)', () => {
    expect(fileOf('openapi.json')).toBe(openApiText());
  });

  it('is what the API serves, to anybody', async () => {
    const { as } = await startApi();
    const { status, body } = await as.nobody.get('/api/openapi.json');
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(openApiText()));
  });

  it('P3: has no call for fines, renewals, closing days, messages to readers or acquisitions', () => {
    const subjects = new Set(operations.map(({ path }) => path.split('/')[2]));
    expect([...subjects].sort()).toEqual([
      'activities',
      'batches',
      'branches',
      'check-ins',
      'collections',
      'copies',
      'flags',
      'health',
      'jobs',
      'loans',
      'openapi.json',
      'patrons',
      'reservations',
      'themes',
      'titles',
    ]);
  });

  it('knows every route once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(operations.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it('asks a token for everything but the two public routes', () => {
    const open = operations.filter(({ operation }) => operation.security.length === 0);
    expect(open.map(({ name }) => name)).toEqual(['GET /api/health', 'GET /api/openapi.json']);
  });

  it.each(operations)(
    '$name names its path parameters, its answers, and what a problem looks like',
    (one) => {
      const named = [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const parameters = one.operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(parameters.map(({ name }) => name)).toEqual(named);
      expect(Object.keys(one.operation.responses).filter((status) => status.startsWith('2'))).not.toEqual([]);
      expect(one.operation.responses.default).toEqual({ $ref: '#/components/responses/Problem' });
    },
  );
});

describe('the page that says who may what', () => {
  it('is the one in docs/ (`npm run docs` writes it)', async () => {
    expect(fileOf('permissions.md')).toBe(await permissionsText());
  });

  it('says how far a role may go only where it may go at all', () => {
    const beyond = routes.flatMap(({ path, roles, limits = {} }) =>
      Object.keys(limits)
        .filter((role) => roles === 'public' || !roles.some((one) => one === role))
        .map((role) => `${role} ${path}`),
    );
    expect(beyond).toEqual([]);
  });
});
