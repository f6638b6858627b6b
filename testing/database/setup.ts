/** Setup of every test file on the embedded database. The files share a worker. */
import '../api/silence-logs.ts';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { dropTables, tablesMade } from './empty-table.ts';

// A search makes a table for every case, and each of its tests makes its own.
let before = 0;
beforeEach(() => {
  before = tablesMade();
});
afterEach(async ({ task }) => {
  if (task.tags?.includes('search')) await dropTables(before);
});

afterAll(() => dropTables());
