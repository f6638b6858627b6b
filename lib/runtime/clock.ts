import type { Instant } from '../domain/calendar.ts';

export type Clock = () => Instant;

/** The clock of the machine, shifted by whole days when the local system runs on another day. */
export const systemClock =
  (shiftDays: number): Clock =>
  () =>
    new Date(Date.now() + shiftDays * 86_400_000).toISOString();
