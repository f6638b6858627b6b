import fc, { type Arbitrary } from 'fast-check';
import type { IdPool } from './target.ts';

/** As much of JSON Schema as the OpenAPI document uses for requests. */
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
  // An id more often than not is one of a thing that is there.
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
        // What may never be there (`not: {}`) is left to whoever breaks things.
        .filter(([, schema]) => schema.not === undefined)
        .map(([name, schema]) => [name, valueOf(schema, pool, name)]),
    ),
    { requiredKeys: [...required], noNullPrototype: true },
  );

/** A value that fits a schema; ids are often those that the pool has for a field of this name. */
export const valueOf = (schema: Schema, pool: IdPool, name = ''): Arbitrary<unknown> => {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, pool, name)));
  switch (schema.type) {
    case 'string':
      return string(schema, pool[name] ?? []);
    case 'number':
    case 'integer':
      return number(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, pool, name), {
        minLength: schema.minItems ?? 0,
        maxLength: 5,
      });
    case 'object':
      return object(schema, pool);
    case undefined:
      break;
  }
  return fc.jsonValue();
};
