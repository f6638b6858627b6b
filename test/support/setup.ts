/** What holds in every file of tests on the embedded database: they share a worker with others. */
import './quiet.ts';
import type * as Timers from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, vi } from 'vitest';
import { dropTables, tablesMade } from './engine.ts';

/** An index of the embedded database never trails: to wait for it would be a waste of time. */
vi.mock('node:timers/promises', async (importOriginal) => {
  const timers = await importOriginal<typeof Timers>();
  return { ...timers, setTimeout: <T>(_: number, value?: T) => timers.setTimeout(1, value) };
});

// A search makes a table for every case, and each of its tests makes its own.
let before = 0;
beforeEach(() => {
  before = tablesMade();
});
afterEach(async ({ task }) => {
  if (task.tags?.includes('search')) await dropTables(before);
});

afterAll(() => dropTables());
