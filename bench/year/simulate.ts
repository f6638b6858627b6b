import type { Day } from '../../lib/domain/calendar.ts';
import type { Cost } from '../meter.ts';
import { BUSIEST_HOUR } from './assumptions.ts';
import { daysOf, spread, weightsOf, type Profile } from './days.ts';
import type { EventKind } from './events.ts';

/** The events and the cost of one day. */
export interface DayOfYear extends Cost {
  readonly day: Day;
  readonly calls: number;
  readonly events: number;
  /**
   * The calls and units of a mean second in the busiest hour, without the feed, which runs at
   * night.
   */
  readonly busy: Cost & { readonly calls: number };
}

/** The cost of an operation, by its name. */
export type CostOf = (operation: string) => Cost;

const HOUR = 3600;

const busiest = (profile: Profile): number =>
  profile === 'desk' || profile === 'web' ? BUSIEST_HOUR[profile] / HOUR : 0;

interface Coming {
  readonly kind: EventKind;
  readonly cost: Cost;
  readonly counts: readonly number[];
}

const sum = (all: readonly Coming[], valueOf: (one: Coming) => number): number =>
  all.reduce((total, one) => total + valueOf(one), 0);

/** The events of one day, and their cost. */
const dayOf = (day: Day, n: number, all: readonly Coming[]): DayOfYear => {
  const count = ({ counts }: Coming) => counts[n] ?? 0;
  const called = (one: Coming) => (one.kind.inBackground ? 0 : count(one));
  const inBusySecond = (one: Coming) => count(one) * busiest(one.kind.profile);
  const costs = (weight: (one: Coming) => number): Cost => ({
    roundTrips: sum(all, (one) => weight(one) * one.cost.roundTrips * one.kind.times),
    readUnits: sum(all, (one) => weight(one) * one.cost.readUnits * one.kind.times),
    writeUnits: sum(all, (one) => weight(one) * one.cost.writeUnits * one.kind.times),
  });
  return {
    day,
    calls: sum(all, called),
    events: sum(all, count),
    ...costs(count),
    busy: {
      calls: sum(all, (one) => (one.kind.inBackground ? 0 : inBusySecond(one))),
      ...costs(inBusySecond),
    },
  };
};

/** Simulates a year, day by day. */
export const simulateYear = (
  year: number,
  events: readonly EventKind[],
  costOf: CostOf,
): readonly DayOfYear[] => {
  const weights = new Map<Profile, readonly number[]>();
  const coming = events.map((kind): Coming => {
    const { profile } = kind;
    const days = weights.get(profile) ?? weightsOf(profile, year);
    weights.set(profile, days);
    return { kind, cost: costOf(kind.operation), counts: spread(kind.count, days) };
  });
  return daysOf(year).map((day, n) => dayOf(day, n, coming));
};

/**
 * The peak of events in a second, given their mean: exceeded about once in ten thousand seconds.
 */
export const peakOf = (mean: number): number => mean + 3.7 * Math.sqrt(mean);
