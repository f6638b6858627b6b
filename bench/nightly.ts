import { omit } from '../lib/domain/omit.ts';
import type { Context } from 'aws-lambda';
import { nightlyHandler } from '../functions/handlers/nightly.ts';
import { contextOf } from '../local/aws/lambda/context.ts';
import { addDays, type Day } from '../lib/domain/calendar.ts';
import { writeActivity } from '../lib/store/activities.ts';
import { writeBranch } from '../lib/store/branches.ts';
import { changeCopy } from '../lib/store/copies.ts';
import type { Writes } from '../lib/store/writes.ts';
import type { NightServices } from '../lib/runtime/night-services.ts';
import { aBranch } from '../testing/builders.ts';
import type { Cost } from './meter.ts';
import { timed } from '../testing/statistics.ts';
import { activityOf, copyOf, easterBlock, TODAY } from './fixtures.ts';
import { countsOf, withoutCounters } from './without-counters.ts';
import { openBenchTable } from './test-table.ts';

/** The cost and the time of a night in a catalogue of some size. */
export interface Night extends Cost {
  readonly copies: number;
  readonly due: number;
  readonly seconds: number;
  /** The cost of a night with nothing due. */
  readonly idle: Cost;
  /** The time to make the catalogue, which is not part of the night. */
  readonly loadSeconds: number;
}

const YESTERDAY = addDays(TODAY, -1);
const TOMORROW = addDays(TODAY, 1);
const LATER = addDays(TODAY, 90);
const BRANCHES = 40;

/** Two activities, one for each measured night, whose blocks are left on. */
const ENDED = [YESTERDAY, TODAY].map((endDate) => activityOf(`.${endDate}`, { endDate }));

/** The n-th id of this many, evenly distributed over a range that is the same for all sizes. */
const idOf = (n: number, of: number): string => String(Math.floor((n / of) * 1e8)).padStart(8, '0');

const inBranch = (id: string, n: number, blocks = {}): Writes =>
  withoutCounters(
    changeCopy(undefined, copyOf(id, { branchId: `B${n % BRANCHES}`, collection: `K${n % 200}`, blocks })),
  );
const dated = (endDate: Day) => ({ loan: { ...easterBlock, endDate } });
const ofActivity = (activityId: string) => {
  const block = { ...omit(easterBlock, 'endDate'), activityId };
  return { [`loan#activity#${activityId}`]: block };
};

/**
 * A catalogue of any size with the same work for two nights: half of it lapsing blocks, half blocks
 * that are left on.
 */
function* catalogue(copies: number, due: number): Generator<Writes> {
  for (let n = 0; n < BRANCHES; n++) {
    yield writeBranch(undefined, aBranch({ branchId: `B${n}`, contacts: [`b${n}@apart.example`] }));
  }
  for (const activity of ENDED) {
    yield writeActivity(undefined, activity);
    yield countsOf(activity.id, due / 2);
  }
  for (let n = 0; n < due; n++) {
    for (const [night, activity] of ENDED.entries()) {
      const blocks = n % 2 === 0 ? dated(activity.endDate) : ofActivity(activity.id);
      yield inBranch(`${idOf(n, due)}.${night}`, n, blocks);
    }
  }
  for (let n = 2 * due; n < copies; n++) yield inBranch(idOf(n, copies), n, n % 10 === 0 ? dated(LATER) : {});
}

const runNight = async (services: NightServices, day: Day, due: number): Promise<void> => {
  const context = contextOf('nightly', 'arn:aws:lambda:local', '1024', Date.now() + 900_000);
  const { counts } = await nightlyHandler(services)({ day }, context as Context);
  const { loanBlocksLifted, flagsRaised, setAside } = counts;
  if (loanBlocksLifted !== due / 2 || flagsRaised !== due / 2 || setAside > 0) {
    throw new Error(`The night of ${day} did ${JSON.stringify(counts)} instead of half of ${due} each.`);
  }
};

/** Makes a catalogue and runs three nights: with nothing due, for the cost, and for the time. */
export async function measureNight(copies: number, due: number): Promise<Night> {
  const start = performance.now();
  const { metered, plain, stop } = await openBenchTable(catalogue(copies, due));
  const loadSeconds = (performance.now() - start) / 1000;
  await runNight(metered.services, YESTERDAY, 0);
  const idle = metered.meter.take();
  await runNight(metered.services, TODAY, due);
  const cost = metered.meter.take();
  const seconds = (await timed(() => runNight(plain.services, TOMORROW, due))) / 1000;
  await stop();
  return { copies, due, ...cost, seconds, idle, loadSeconds };
}
