/** Holds an answer to the OpenAPI document that Apart publishes, read as a client would read it. */
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

/** What was asked. */
interface Asked {
  readonly method: string;
  readonly path: string;
}

/** What came back; the body parsed, and an empty object where it is no JSON. */
interface CheckedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const document = JSON.parse(JSON.stringify(openApi())) as Document;
const schemas = new WeakMap<Json, z.ZodType>();
const PROBLEM: Json = { $ref: '#/components/schemas/Problem' };

/** A schema of the document with the named ones it points to. */
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

/**
 * What of an answer of the API is not as the document says, in sentences; none where all of it is.
 */
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

/** Whether this is a refusal of the gateway, in its own words: `{message}`. */
export const isOfGateway = ({ status, headers, body }: CheckedAnswer): boolean =>
  OF_THE_GATEWAY.includes(status) &&
  headers['content-type'] === 'application/json' &&
  Object.keys(body as Json).join() === 'message';
