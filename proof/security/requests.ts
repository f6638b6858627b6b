import fc, { type Arbitrary } from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cursorAt } from '../../lib/http/page.ts';
import type { IdPool } from './target.ts';
import { mutations } from './mutate-request.ts';
import { oddHeaders } from './headers.ts';
import { maliciousBody, maliciousText } from './malicious-strings.ts';
import { valueOf, type Schema } from './values.ts';
import type { RawRequest } from './raw-client.ts';

/** An operation of the OpenAPI document, as far as it describes requests. */
export interface ApiOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly body: Schema | undefined;
}

interface Described {
  readonly parameters: ApiOperation['parameters'];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');

/** The operations of `docs/openapi.json`. */
export const operations = (): readonly ApiOperation[] => {
  const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json'].schema,
    })),
  );
};

const mostly = <T>(good: Arbitrary<T>, bad: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ arbitrary: good, weight: 4 }, { arbitrary: bad, weight: 1 });

/** Encodes a text for a URL; a lone surrogate becomes the replacement character. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** A path segment; some have a broken escape or a double one. */
const segment = (schema: Schema, pool: IdPool, name: string): Arbitrary<string> =>
  mostly(
    valueOf(schema, pool, name).map((value) => encoded(String(value))),
    fc.oneof(
      maliciousText.map(encoded),
      maliciousText.map((text) => encoded(encoded(text))),
      fc.constantFrom('%', '%ZZ', '%ff', '%ed%a0%80', '.', '..', '', '%2f', 'a'.repeat(3_000)),
    ),
  );

const pathOf = ({ path, parameters }: ApiOperation, pool: IdPool): Arbitrary<string> => {
  const schemas = parameters.filter((one) => one.in === 'path');
  const kind = path.split('/')[2] ?? '';
  const values = fc.tuple(
    ...schemas.map(({ name, schema }) => segment(schema, pool, name === 'id' ? kind : name)),
  );
  return values.map((segments) =>
    schemas.reduce(
      (filled, { name }, index) => filled.replace(`{${name}}`, () => segments[index] ?? ''),
      path,
    ),
  );
};

type Pair = readonly [name: string, value: string];

const queryOf = ({ parameters }: ApiOperation, pool: IdPool): Arbitrary<readonly Pair[]> => {
  const known = parameters.filter((one) => one.in === 'query' && one.name !== 'cursor');
  const pair = ({ name, schema }: (typeof known)[number]): Arbitrary<Pair> =>
    mostly(valueOf(schema, pool, name).map(String), maliciousText).map((value) => [name, value] as const);
  const unknown: Arbitrary<Pair> = fc.tuple(maliciousText, maliciousText);
  const pairs: Arbitrary<readonly Pair[]> =
    known.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...known.map(pair)), { maxLength: 3 });
  return mostly(
    pairs,
    fc.tuple(pairs, unknown).map(([some, other]) => [...some, other]),
  );
};

const written = (pairs: readonly Pair[]): string =>
  pairs.map((pair) => pair.map(encoded).join('=')).join('&');

/** A cursor for any place with a valid checksum, which anybody can compute. */
const forgedCursor = (path: string, pairs: readonly Pair[], place: string): string => {
  const query = new URLSearchParams(written(pairs.filter(([name]) => name !== 'limit')));
  query.sort();
  return cursorAt(`${decodeURIComponent(path)}?${query.toString()}`, place);
};

const withCursor = (path: string, pairs: readonly Pair[]): Arbitrary<readonly Pair[]> => {
  const place = fc.oneof(maliciousText, fc.constantFrom('~', ' ', '0', 'CEN#', 'CEN#~', '#', '/', 'META'));
  const forged = place.map((text) => forgedCursor(path, pairs, text || '~'));
  return fc.oneof(forged, maliciousText).map((cursor) => [...pairs, ['cursor', cursor] as const]);
};

const bodyOf = ({ method, body }: ApiOperation, pool: IdPool): Arbitrary<RawRequest['body']> => {
  if (method === 'GET' || method === 'DELETE') return mostly(fc.constant(undefined), maliciousBody);
  const good = valueOf(body ?? { type: 'object' }, pool);
  const broken = good.chain(mutations);
  const json = fc
    .oneof(good, broken, broken)
    .map((value) => (value === undefined ? '' : JSON.stringify(value)));
  return mostly<RawRequest['body']>(json, maliciousBody);
};

/** Requests of an operation: some are valid, most are broken in one place. */
export const requestsOf = (operation: ApiOperation, pool: IdPool, as: string): Arbitrary<RawRequest> => {
  const { method, parameters } = operation;
  const isList = parameters.some(({ name }) => name === 'cursor');
  const address = fc.tuple(pathOf(operation, pool), queryOf(operation, pool)).chain(([path, pairs]) => {
    const paged =
      isList && !/%(?![0-9a-f]{2})|%[8-f]/i.test(path)
        ? fc.oneof(fc.constant(pairs), withCursor(path, pairs))
        : fc.constant(pairs);
    return paged.map((all) => (all.length === 0 ? path : `${path}?${written(all)}`));
  });
  return fc
    .record({ path: address, others: mostly(fc.constant({}), oddHeaders), body: bodyOf(operation, pool) })
    .map(({ path, others, body }) => ({
      method,
      path,
      as,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...others },
      body,
    }));
};
