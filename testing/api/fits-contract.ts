/**
 * Checks one answer against the OpenAPI document that Apart publishes, as a client would read it.
 */
import * as z from 'zod';
import { openApi } from '../../functions/routes/all.ts';

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

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** An answer with its body parsed. `body` is an empty object when the answer is not JSON. */
interface CheckedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const document = JSON.parse(JSON.stringify(openApi())) as Document;
const schemas = new WeakMap<Json, z.ZodType>();
const PROBLEM: Json = { $ref: '#/components/schemas/Problem' };

/** Compiles a schema of the document together with the named schemas that it refers to. */
const compiled = (schema: Json): z.ZodType => {
  const known = schemas.get(schema);
  if (known) return known;
  const text = JSON.stringify({ $defs: document.components.schemas, ...schema });
  const fresh = z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as Json);
  schemas.set(schema, fresh);
  return fresh;
};

const operationOf = ({ method, path }: Asked): Operation | undefined => {
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

const isNot = (what: string, found: unknown, wanted: unknown): readonly string[] =>
  found === wanted ? [] : [`The ${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}.`];

const unlike = (schema: Json, body: unknown): readonly string[] =>
  compiled(schema)
    .safeParse(body)
    .error?.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`) ?? [];

const misfitsOfProblem = ({ status, headers, body }: CheckedAnswer): readonly string[] => [
  ...isNot('content type of a problem', headers['content-type'], 'application/problem+json'),
  ...unlike(PROBLEM, body),
  ...isNot('status in the problem', (body as Json | null)?.status, status),
];

/** Describes each difference between an answer of the API and the document in a sentence. */
export const misfits = (asked: Asked, answer: CheckedAnswer): readonly string[] => {
  const { status, headers, body } = answer;
  if (status >= 400) return misfitsOfProblem(answer);
  const response = operationOf(asked)?.responses[String(status)];
  if (!response) return ['The document does not name this answer.'];
  const type = headers['content-type'];
  if (type?.startsWith('text/csv')) {
    return response.content?.['text/csv'] ? [] : ['The document does not say that this comes as CSV.'];
  }
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return isNot('body', JSON.stringify(body), '{}');
  return [...isNot('content type', type, 'application/json'), ...unlike(schema, body)];
};

/** Statuses that the gateway in front of Apart answers with by itself (contract, Conventions). */
const OF_THE_GATEWAY = [401, 413, 429, 503];

/** Whether the gateway itself refused the request, with its body `{message}`. */
export const isOfGateway = ({ status, headers, body }: CheckedAnswer): boolean =>
  OF_THE_GATEWAY.includes(status) &&
  headers['content-type'] === 'application/json' &&
  Object.keys(body as Json).join() === 'message';
