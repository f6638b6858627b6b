import type { DayOfYear } from './simulate.ts';
import { PRICES, REQUEST } from './prices.ts';

/** The measured facts that a bill is computed from. */
export interface Basis {
  /** CPU milliseconds of a request in the function. */
  readonly cpuMs: number;
  /** The bytes stored on the first day, and the bytes added each day. */
  readonly storedBytes: number;
  readonly growthPerDay: number;
}

/** The events, units and cost of a month. */
export interface Month {
  readonly month: string;
  readonly events: number;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly gigabytes: number;
  readonly euros: {
    readonly units: number;
    readonly storage: number;
    readonly recovery: number;
    readonly lambda: number;
    readonly gateway: number;
    readonly logs: number;
    readonly edge: number;
  };
}

const GIGABYTE = 1e9;

const total = (
  days: readonly DayOfYear[],
  of: 'events' | 'calls' | 'roundTrips' | 'readUnits' | 'writeUnits',
) => days.reduce((sum, day) => sum + day[of], 0);

/** The duration of all calls in seconds: CPU time, and waiting for the table. */
const lambdaSeconds = (days: readonly DayOfYear[], { cpuMs }: Basis): number =>
  (total(days, 'calls') * (cpuMs / REQUEST.processor) + total(days, 'roundTrips') * REQUEST.roundTripMs) /
  1000;

const dollarsOf = (days: readonly DayOfYear[], gigabytes: number, basis: Basis): Month['euros'] => {
  const calls = total(days, 'calls');
  const memory = lambdaSeconds(days, basis) * REQUEST.memoryGigabytes;
  return {
    units: total(days, 'readUnits') * PRICES.readUnit + total(days, 'writeUnits') * PRICES.writeUnit,
    storage: gigabytes * PRICES.storedGigabyteMonth,
    recovery: gigabytes * PRICES.recoverableGigabyteMonth,
    lambda: memory * PRICES.lambdaGigabyteSecond + calls * PRICES.lambdaRequest,
    gateway: calls * PRICES.gatewayRequest,
    logs:
      ((calls * REQUEST.loggedBytes) / GIGABYTE) * PRICES.loggedGigabyte +
      calls * REQUEST.traced * PRICES.trace,
    edge: calls * PRICES.edgeRequest + ((calls * REQUEST.answerBytes) / GIGABYTE) * PRICES.edgeGigabyte,
  };
};

const inEuros = (dollars: Month['euros']): Month['euros'] =>
  Object.fromEntries(
    Object.entries(dollars).map(([name, amount]) => [name, amount * PRICES.euroPerDollar]),
  ) as Month['euros'];

export const billOf = (year: readonly DayOfYear[], basis: Basis): readonly Month[] => {
  const months = Map.groupBy(year, ({ day }) => day.slice(0, 7));
  let past = 0;
  return [...months].map(([month, days]) => {
    past += days.length;
    const gigabytes = (basis.storedBytes + basis.growthPerDay * past) / GIGABYTE;
    return {
      month,
      events: total(days, 'events'),
      calls: total(days, 'calls'),
      readUnits: total(days, 'readUnits'),
      writeUnits: total(days, 'writeUnits'),
      gigabytes,
      euros: inEuros(dollarsOf(days, gigabytes, basis)),
    };
  });
};

/** The sum of a month's costs. */
export const eurosOf = ({ euros }: Month): number => Object.values(euros).reduce((sum, one) => sum + one, 0);
