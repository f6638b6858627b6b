import { number, table } from '../markdown.ts';
import { ASSUMPTIONS, assumed, YEAR } from './assumptions.ts';
import { eurosOf, type Basis, type Month } from './bill.ts';
import { LIMITS, PRICES, REQUEST } from './prices.ts';
import { peakOf, type DayOfYear } from './simulate.ts';

/** A simulated year, with its bill. */
export interface Simulated {
  readonly days: readonly DayOfYear[];
  readonly months: readonly Month[];
  readonly basis: Basis;
}

const millions = (value: number): string => `${number(value / 1e6, 1)} M`;
const euros = (value: number): string => `€ ${number(value)}`;

const monthRow = (month: Month): readonly string[] => [
  month.month,
  millions(month.events),
  millions(month.readUnits),
  millions(month.writeUnits),
  `${number(month.gigabytes, 1)} GB`,
  euros(month.euros.units),
  euros(month.euros.storage),
  euros(month.euros.recovery),
  euros(month.euros.lambda),
  euros(month.euros.gateway),
  euros(month.euros.logs),
  euros(month.euros.edge),
  euros(eurosOf(month)),
];

const HEAD = [
  ...['Month', 'Events', 'Read units', 'Write units', 'Table', 'Units', 'Storage', 'PITR'],
  ...['Lambda', 'Gateway', 'Logs, traces', 'CloudFront', 'All'],
];

const busiestOf = (days: readonly DayOfYear[]): DayOfYear =>
  days.reduce((most, day) => (day.events > most.events ? day : most));

const secondRow = (name: string, value: number, limit: number): readonly string[] => [
  name,
  number(value),
  number(limit),
  `${number((100 * value) / limit, 1)} %`,
];

/** The busiest second of the year, beside the limits. */
const peaks = ({ days, basis }: Simulated): string => {
  const { busy } = days.reduce((most, day) => (day.busy.calls > most.busy.calls ? day : most));
  const calls = peakOf(busy.calls);
  const each = calls / busy.calls;
  const running =
    ((calls * basis.cpuMs) / REQUEST.processor + busy.roundTrips * each * REQUEST.roundTripMs) / 1000;
  return table(
    ['The busiest second of the year', 'Comes', 'Is let through', 'Part'],
    [
      secondRow('calls (the stage’s rate)', calls, LIMITS.gatewayRate),
      secondRow('read units (a table’s first quota)', busy.readUnits * each, LIMITS.tableReadUnits),
      secondRow('write units (a table’s first quota)', busy.writeUnits * each, LIMITS.tableWriteUnits),
      secondRow('functions at the same time (an account’s first quota)', running, LIMITS.lambdaConcurrency),
    ],
  );
};

const summary = ({ days, months, basis }: Simulated): string => {
  const events = days.reduce((sum, { events: one }) => sum + one, 0);
  const most = busiestOf(days);
  const year = months.reduce((sum, month) => sum + eurosOf(month), 0);
  const [first, last] = [months[0]?.gigabytes ?? 0, months.at(-1)?.gigabytes ?? 0];
  const mails = (assumed('mailsANight') * 365 * PRICES.mail * PRICES.euroPerDollar) / 12;
  return [
    `${YEAR} in the Netherlands: ${millions(events)} events, ${number(events / days.length)} a day, ${number(most.events)} on the busiest (${most.day}).`,
    `The table grows from ${number(first, 1)} to ${number(last, 1)} GB; ${number(basis.storedBytes / assumed('copies'))} bytes for each copy, indexes included.`,
    `${euros(year / 12)} a month on average, or ${number((100_000 * year) / assumed('loans'), 1)} cents for a thousand loans. Not in it: mail (€ ${number(mails, 2)} a month), alarms, keys, and Cognito, which is free for the first ten thousand accounts that sign in in a month (all staff) and ${PRICES.account} dollar for each one more: readers, if they sign in there.`,
  ].join(' ');
};

const assumptions = (): string =>
  table(
    ['Assumption', 'Value', 'From'],
    Object.entries(ASSUMPTIONS).map(([name, { value, from }]) => [
      name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      Number.isInteger(value) ? number(value) : String(value),
      from,
    ]),
  );

/** The year as a Markdown section. */
export const yearMarkdown = (simulated: Simulated): string =>
  [
    summary(simulated),
    table(HEAD, simulated.months.map(monthRow)),
    peaks(simulated),
    `Prices: ${PRICES.region}, as of ${PRICES.asOf}, on demand, at ${PRICES.euroPerDollar} euro for a dollar; not looked up anew for this. A request takes ${number(simulated.basis.cpuMs, 1)} ms of a whole processor, of which the function has ${number(100 * REQUEST.processor)} %, and ${REQUEST.roundTripMs} ms for each round trip.`,
    assumptions(),
  ].join('\n\n');
