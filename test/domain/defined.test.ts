import { expect, it } from 'vitest';
import { defined } from '../../lib/domain/defined.ts';

it.each([
  ['none of them', { a: undefined }, []],
  ['those with a value, in order', { b: 1, a: undefined, c: 'x' }, ['b', 'c']],
  ['null, 0, false and an empty text are values', { a: null, b: 0, c: false, d: '' }, ['a', 'b', 'c', 'd']],
])('keeps %s', (_, fields, keys) => {
  expect(Object.keys(defined(fields))).toEqual(keys);
  expect(defined(fields)).toEqual(fields);
});
