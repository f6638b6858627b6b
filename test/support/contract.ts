/** Holds every answer to the OpenAPI document that Apart publishes, read as a client would read it. */
import { expect } from 'vitest';
import * as z from 'zod';
import { openApi } from '../../functions/routes/all.ts';
import type { Answered } from './api.ts';
import type { Call } from './event.ts';

type Json = Record<string, unknown>;

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json };
}

const document = JSON.parse(JSON.stringify(openApi())) as Document;
const schemas = new Map<string, z.ZodType>();

/** A schema of the document with the named ones it points to. */
const compiled = (schema: Json): z.ZodType => {
  const text = JSON.stringify({ $defs: document.components.schemas, ...schema });
  const known =
    schemas.get(text) ??
    z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as Json);
  schemas.set(text, known);
  return known;
};

const operationOf = ({ method, path }: Call): Operation | undefined => {
  const parts = (path.split('?')[0] ?? '').split('/');
  const fits = (pattern: string) => {
    const wanted = pattern.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  };
  const found = Object.keys(document.paths).filter(fits);
  const fixed = found.find((pattern) => !pattern.includes('{')) ?? found[0] ?? '';
  return document.paths[fixed]?.[method.toLowerCase()];
};

const problem: Json = { $ref: '#/components/schemas/Problem' };

/** Fails the test whose answer is not one that the document names, or does not fit the schema named there. */
export const checkAnswer = (call: Call, { status, headers, body }: Answered): void => {
  const what = `${call.method} ${call.path} ${status}`;
  if (status >= 400) {
    expect(headers['content-type'], what).toBe('application/problem+json');
    expect(compiled(problem).safeParse(body).error, what).toBeUndefined();
    expect(body.status, what).toBe(status);
    return;
  }
  const response = operationOf(call)?.responses[String(status)];
  expect(response, `${what} is not in the document`).toBeDefined();
  if (headers['content-type']?.startsWith('text/csv')) {
    expect(response?.content?.['text/csv'], what).toBeDefined();
    return;
  }
  const schema = response?.content?.['application/json']?.schema;
  if (!schema) {
    expect(body, what).toEqual({});
    return;
  }
  expect(headers['content-type'], what).toBe('application/json');
  expect(compiled(schema).safeParse(body).error, what).toBeUndefined();
};
