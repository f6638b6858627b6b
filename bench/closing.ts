import { easterBlock, activityOf, copyOf } from './fixtures.ts';
import { dayOf } from '../lib/domain/calendar.ts';
import type { Services } from '../lib/runtime/services.ts';
import { writeActivity } from '../lib/store/activities.ts';
import { changeCopy } from '../lib/store/copies.ts';
import type { Writes } from '../lib/store/writes.ts';
import { closeActivity } from '../lib/usecases/activities/close-activity.ts';
import type { Cost } from './meter.ts';
import { timed } from '../testing/statistics.ts';
import { countsOf, withoutCounters } from './without-counters.ts';
import { openBenchTable } from './test-table.ts';

/** The cost and the time of closing an activity. */
export interface ActivityClosing extends Cost {
  readonly copies: number;
  readonly seconds: number;
}

function* blocked(id: string, copies: number): Generator<Writes> {
  const activity = activityOf(id);
  yield writeActivity(undefined, activity);
  yield countsOf(activity.id, copies);
  const block = { ...easterBlock, activityId: activity.id };
  for (let n = 0; n < copies; n++) {
    const copy = copyOf(`${id}.${n}`, { blocks: { [`loan#activity#${activity.id}`]: block } });
    yield withoutCounters(changeCopy(undefined, copy));
  }
}

const close = async ({ table, settings, clock }: Services, id: string, copies: number): Promise<void> => {
  const now = clock();
  const caller = { sub: 'bench', role: 'admin' as const, branchIds: [] };
  const context = { table, settings, caller, now, today: dayOf(now), requestId: id };
  const closed = await closeActivity(context, activityOf(id).id, false, () => false);
  const lifted = 'lifted' in closed ? closed.lifted : 0;
  if (lifted !== copies) throw new Error(`Closing lifted ${lifted} blocks of ${copies}.`);
};

/** Closes two activities of this many copies: one for the cost, one for the time. */
export async function measureClosing(copies: number): Promise<ActivityClosing> {
  const items = ['cost', 'time'].flatMap((id) => [...blocked(id, copies)]);
  const { metered, plain, stop } = await openBenchTable(items);
  await close(metered.services, 'cost', copies);
  const cost = metered.meter.take();
  const seconds = (await timed(() => close(plain.services, 'time', copies))) / 1000;
  await stop();
  return { copies, ...cost, seconds };
}
