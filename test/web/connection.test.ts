import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { connected, loseConnection, noteCall } from '../../web/src/lib/api/connection.ts';

beforeEach(() => {
  noteCall(performance.now(), true);
});

it('a call that does not get through tells that the connection is lost, the next one that it is back', () => {
  noteCall(performance.now(), false);
  expect(connected.get()).toBe(false);
  noteCall(performance.now(), true);
  expect(connected.get()).toBe(true);
});

it('an answer to a call from before the connection was lost does not tell that it is back', async () => {
  const before = performance.now();
  loseConnection();
  noteCall(before, true);
  expect(connected.get()).toBe(false);
  await pause(2);
  noteCall(performance.now(), true);
  expect(connected.get()).toBe(true);
});
