/**
 * `node scripts/make-sample.ts [--shift-days N]`: prints the items of the sample library, one to a line, as they go over
 * DynamoDB's wire. The local system writes them into an empty table. They come out of the real API, run in this process.
 */
import { parseArgs } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dayOf } from '../lib/domain/calendar.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import { openInProcessApi } from './sample/in-process-api.ts';
import { loadSample } from './sample/load-sample.ts';

const { values } = parseArgs({ options: { 'shift-days': { type: 'string', default: '0' } } });
const clock = systemClock(Number(values['shift-days']));
const api = openInProcessApi(clock);
await loadSample(api.ask, dayOf(clock()));
await api.work();
process.stdout.write(
  api
    .items()
    .map((item) => `${JSON.stringify(marshall(item))}\n`)
    .join(''),
);
