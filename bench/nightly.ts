import type { Context } from 'aws-lambda';
import { nightlyHandler } from '../functions/handlers/nightly.ts';
import { contextOf } from '../infra/local/context.ts';
import { addDays, type Day } from '../lib/domain/calendar.ts';
import { changeCopy } from '../lib/store/copies.ts';
import type { Writes } from '../lib/store/writes.ts';
import type { Services } from '../lib/runtime/services.ts';
import type { Cost } from './meter.ts';
import { timed } from './statistics.ts';
import { copyOf, easterBlock, TODAY } from './things.ts';
import { openWorld } from './world.ts';

/** What a night costs in a catalogue of some size. */
export interface Night extends Cost {
  readonly copies: number;
  readonly due: number;
  readonly seconds: number;
  /** The cost of a night with nothing due. */
  readonly idle: Cost;
  /** How long it took to make the catalogue; no part of the night. */
  readonly loadSeconds: number;
}

const YESTERDAY = addDays(TODAY, -1);
const TOMORROW = addDays(TODAY, 1);
const LATER = addDays(TODAY, 90);

/** The n-th of so many ids, which lie evenly between the same two ends however many there are. */
const idOf = (n: number, of: number): string => String(Math.floor((n / of) * 1e8)).padStart(8, '0');

const copy = (id: string, n: number, endDate?: Day): Writes => {
  const blocks = endDate === undefined ? {} : { loan: { ...easterBlock, endDate } };
  return changeCopy(undefined, copyOf(id, { branchId: `B${n % 40}`, collection: `K${n % 200}`, blocks }));
};

/** The same two nights' work in a catalogue of any size, among copies of which one in ten is blocked for long. */
function* catalogue(copies: number, due: number): Generator<Writes> {
  for (let n = 0; n < due; n++) {
    yield copy(`${idOf(n, due)}.1`, n, YESTERDAY);
    yield copy(`${idOf(n, due)}.2`, n, TODAY);
  }
  for (let n = 2 * due; n < copies; n++) yield copy(idOf(n, copies), n, n % 10 === 0 ? LATER : undefined);
}

const runNight = async (services: Services, day: Day, due: number): Promise<void> => {
  const context = contextOf('nightly', 'arn:aws:lambda:local', '1024', Date.now() + 900_000);
  const { counts } = await nightlyHandler(services)({ day }, context as Context);
  if (counts.loanBlocksLifted !== due || counts.setAside > 0) {
    throw new Error(`The night of ${day} lifted ${counts.loanBlocksLifted} blocks instead of ${due}.`);
  }
};

/** Makes a catalogue, and runs its nights: one with nothing due, one for its cost, and one for its time. */
export async function measureNight(copies: number, due: number): Promise<Night> {
  const start = performance.now();
  const { metered, plain, stop } = await openWorld(catalogue(copies, due));
  const loadSeconds = (performance.now() - start) / 1000;
  await runNight(metered.services, YESTERDAY, 0);
  const idle = metered.meter.take();
  await runNight(metered.services, TODAY, due);
  const cost = metered.meter.take();
  const seconds = (await timed(() => runNight(plain.services, TOMORROW, due))) / 1000;
  await stop();
  return { copies, due, ...cost, seconds, idle, loadSeconds };
}
