import { afterEach, expect } from 'vitest';
import { API_TODAY } from '../api/test-api.ts';
import type { TestTable } from '../database/empty-table.ts';
import { violations } from './invariants.ts';

/** Checks all invariants of the file's table after each of its tests, as they are on a day. */
export const checkAfterEach = (library: () => TestTable, today = API_TODAY): void => {
  afterEach(async () => {
    expect(await violations(library(), today)).toEqual([]);
  });
};
