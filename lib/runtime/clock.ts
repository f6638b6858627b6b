import type { Instant } from '../domain/calendar.ts';

/** What time it is. */
export type Clock = () => Instant;

/** The machine's clock, shifted by whole days where the local system lives on another day. */
export const systemClock =
  (shiftDays: number): Clock =>
  () =>
    new Date(Date.now() + shiftDays * 86_400_000).toISOString();
