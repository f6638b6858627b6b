import { afterEach, expect } from 'vitest';
import { API_TODAY } from '../api/test-api.ts';
import type { TestTable } from '../database/empty-table.ts';
import { violations } from './invariants.ts';

/** Checks all invariants of the file's table after each of its tests. */
export const checkAfterEach = (library: () => TestTable): void => {
  afterEach(async () => {
    expect(await violations(library(), API_TODAY)).toEqual([]);
  });
};
