/** Every route of the API is measured, or listed with the reason why not. */
import { expect, test } from 'vitest';
import { ALL_OPERATIONS, NOT_MEASURED } from '../../bench/operations/all-operations.ts';
import { routeNameOf, routes } from '../../functions/routes/all.ts';

const all = routes.map(({ method, path }) => `${method} ${path}`);
const measured = new Set(
  ALL_OPERATIONS.map(({ prepare }) => prepare('1').ours).map(({ method, path }) => routeNameOf(method, path)),
);

test('Every route is measured, but for those that say why not', () => {
  expect(all.filter((name) => !measured.has(name)).sort()).toEqual(Object.keys(NOT_MEASURED).sort());
});

test('No operation is of a route that there is not', () => {
  expect([...measured].filter((name) => !all.includes(name))).toEqual([]);
});

test('No two operations have the same name', () => {
  const names = ALL_OPERATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
