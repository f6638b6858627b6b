import { expect, it } from 'vitest';
import { meter } from '../../bench/meter.ts';
import { done, openLibrary, TITLE } from '../../testing/api/small-library.ts';

it('a title reservation with many copies on the shelf: 16 read and 30 write units, its key and what follows included', async () => {
  const library = await openLibrary();
  for (let n = 0; n < 30; n++) await library.addCopy(`c${n}`);
  await library.addPatron('a');
  const bill = meter(library.client);
  await done(library.reserve('a', { titleId: TITLE }, { 'idempotency-key': 'once' }));
  await library.work();
  const { readUnits, writeUnits } = bill.take();
  expect(readUnits).toBeLessThanOrEqual(16);
  expect(writeUnits).toBeLessThanOrEqual(30);
  expect(await library.pulls()).toHaveLength(1);
});
