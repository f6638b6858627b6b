/**
 * `node scripts/make-sample.ts [--shift-days N]`: prints the items of the sample library, one per
 * line, in DynamoDB's wire format. The real API makes them, in this process. The local system
 * writes them into an empty table.
 */
import { parseArgs } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dayOf } from '../lib/domain/calendar.ts';
import { systemClock, type Clock } from '../lib/runtime/clock.ts';
import { openInProcessApi } from './sample/in-process-api.ts';
import { loadSample } from './sample/load-sample.ts';

const { values } = parseArgs({ options: { 'shift-days': { type: 'string', default: '0' } } });
const now = systemClock(Number(values['shift-days']))();
const clock = clockWithinDay(now);
const api = openInProcessApi(clock);
await loadSample(api.ask, dayOf(clock()));
await api.work();
process.stdout.write(
  api
    .items()
    .map((item) => `${JSON.stringify(marshall(item))}\n`)
    .join(''),
);

/**
 * A clock that advances by a millisecond at each reading: the day stays the same, however long the
 * script runs.
 */
function clockWithinDay(now: string): Clock {
  // The script reads it some thousand times. Just before midnight it starts with the next day.
  const margin = 10_000;
  const soon = new Date(Date.parse(now) + margin);
  let next = dayOf(soon) === dayOf(now) ? Date.parse(now) : soon.getTime();
  return () => new Date((next += 1)).toISOString();
}
