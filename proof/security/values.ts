import fc, { type Arbitrary } from 'fast-check';
import type { IdPool } from './target.ts';

/** The part of JSON Schema that the OpenAPI document uses for requests. */
export interface Schema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const DAYS = ['2026-02-29', '2028-02-29', '1900-01-01', '2999-12-31', '2099-12-31', '2027-03-28'];

const text = ({ minLength = 0, maxLength = 200 }: Schema): Arbitrary<string> =>
  fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, 60), unit: 'grapheme' }),
    fc.constantFrom('é', '字').map((one) => one.repeat(maxLength)),
  );

const string = (schema: Schema, ids: readonly string[]): Arbitrary<string> => {
  if (schema.format === 'date') return fc.constantFrom(...DAYS);
  if (schema.format === 'email')
    return fc.constantFrom('a@bibliotheek.example', 'x.y+z@sub.bibliotheek.example');
  const any = schema.pattern === undefined ? text(schema) : fc.stringMatching(new RegExp(schema.pattern));
  // Most ids name something that exists.
  return ids.length === 0
    ? any
    : fc.oneof({ arbitrary: fc.constantFrom(...ids), weight: 6 }, { arbitrary: any, weight: 1 });
};

const number = ({ type, minimum = -1000, maximum = 1000 }: Schema): Arbitrary<number> =>
  type === 'integer' || Number.isInteger(minimum)
    ? fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum))
    : fc.double({ min: minimum, max: maximum, noNaN: true });

const object = ({ properties = {}, required = [] }: Schema, pool: IdPool): Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(
      Object.entries(properties)
        // Mutations add fields that are never allowed (`not: {}`).
        .filter(([, schema]) => schema.not === undefined)
        .map(([name, schema]) => [name, valueOf(schema, pool, name)]),
    ),
    { requiredKeys: [...required], noNullPrototype: true },
  );

type Generate = (schema: Schema, pool: IdPool, name: string) => Arbitrary<unknown>;

const BY_TYPE: Readonly<Record<NonNullable<Schema['type']>, Generate>> = {
  string: (schema, pool, name) => string(schema, pool[name] ?? []),
  number,
  integer: number,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: ({ items = {}, minItems = 0 }, pool, name) =>
    fc.array(valueOf(items, pool, name), { minLength: minItems, maxLength: 5 }),
  object,
};

/** A value that fits a schema; an id field often gets an id of that name from the pool. */
export const valueOf = (schema: Schema, pool: IdPool, name = ''): Arbitrary<unknown> => {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, pool, name)));
  return schema.type === undefined ? fc.jsonValue() : BY_TYPE[schema.type](schema, pool, name);
};
