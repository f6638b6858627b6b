import { expect, it } from 'vitest';
import { omit } from '../../lib/domain/omit.ts';

const value = { a: 1, b: undefined, c: 'x' };

it.each([
  ['nothing', [], { a: 1, b: undefined, c: 'x' }],
  ['one', ['a'], { b: undefined, c: 'x' }],
  ['more', ['a', 'b'], { c: 'x' }],
  ['all', ['a', 'b', 'c'], {}],
] as const)('leaves out %s', (_name, keys, expected) => {
  expect(omit(value, ...keys)).toStrictEqual(expected);
  expect(value).toStrictEqual({ a: 1, b: undefined, c: 'x' });
});
