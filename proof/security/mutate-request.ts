import fc, { type Arbitrary } from 'fast-check';
import { maliciousValue } from './malicious-strings.ts';

type Place = readonly (string | number)[];

/** Every place in a value, the value itself first. */
const placesIn = (value: unknown, at: Place = []): readonly Place[] => {
  if (value === null || typeof value !== 'object') return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
};

/** Defines a field: assigning to a name such as `__proto__` would do something else. */
const set = (target: object, name: string | number, value: unknown): void => {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
};

const replaced = (value: unknown, [first, ...rest]: Place, put: (old: unknown) => unknown): unknown => {
  if (first === undefined) return put(value);
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  set(copy as object, first, replaced((value as Record<string | number, unknown>)[first], rest, put));
  return copy;
};

const withField = (name: string, value: unknown) => (old: unknown) => {
  if (old === null || typeof old !== 'object' || Array.isArray(old)) return { [name]: value };
  const copy = { ...old };
  set(copy, name, value);
  return copy;
};

const withoutOne = (nth: number) => (old: unknown) => {
  if (old === null || typeof old !== 'object') return undefined;
  const names = Object.keys(old);
  return Object.fromEntries(Object.entries(old).filter(([name]) => name !== names[nth % names.length]));
};

const FIELDS = [
  '__proto__',
  'constructor',
  '',
  '/',
  '~1',
  'role',
  'version',
  'placedBy',
  'patronId',
  '\u0000',
];

/** A value broken in one place: another value there, an additional field, or a missing one. */
export const mutations = (value: unknown): Arbitrary<unknown> => {
  const place = fc.constantFrom(...placesIn(value));
  const change = fc.oneof(
    maliciousValue.map((other) => () => other),
    fc.tuple(fc.constantFrom(...FIELDS), maliciousValue).map(([name, other]) => withField(name, other)),
    fc.nat().map(withoutOne),
  );
  return fc.tuple(place, change).map(([at, put]) => replaced(value, at, put));
};
