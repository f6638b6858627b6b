import { expect, it } from 'vitest';
import { answerKey } from '../../lib/store/keys.ts';
import { loadRecord, recordEffect, recordRefusal } from '../../lib/store/idempotency-records.ts';
import { emptyTable, everythingIn } from '../../testing/database/empty-table.ts';

const NOW = '2026-10-12T08:00:00.000Z';
const ownerOf = (key: string) => ({
  key: answerKey('staff-CEN', '/api/loans', key),
  fingerprint: 'f',
  language: 'nl',
  now: NOW,
});

it.each([10, 20_000, 2_000_000])('keeps what is told as it is, with %i characters too', async (length) => {
  const db = await emptyTable();
  const refusal = { statusCode: 409, headers: { etag: '"7"' }, body: 'É'.repeat(length) };
  const effect = { remaining: Array.from({ length: length / 100 }, (_, n) => ({ copyId: `c${n}` })) };
  await db.table.write(recordRefusal(ownerOf('refused'), refusal));
  await db.table.write(recordEffect(ownerOf('done'), effect));
  expect((await loadRecord(db.table, ownerOf('refused')))?.answer).toEqual(refusal);
  expect((await loadRecord(db.table, ownerOf('done')))?.effect).toEqual(effect);
  // An export writes items as JSON.
  const items = await everythingIn(db);
  expect(JSON.parse(JSON.stringify(items))).toEqual(items);
});
