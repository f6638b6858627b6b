import { expect, it } from 'vitest';
import { CEN, openLibrary } from '../../../testing/api/small-library.ts';

const { staff, east, addCopy, addPatron, reserve, history } = await openLibrary();
await addPatron('20001');
await addCopy('h1');

it('B9: what, when, who, old and new, and the cause; newest first, in pages', async () => {
  await staff.put('/api/copies/h1/blocks/loan', { endDate: '2026-12-31', reason: 'etalage' });
  await staff.put('/api/copies/h1/blocks/loan', { reason: 'toch langer' });
  await staff.delete('/api/copies/h1/blocks/loan');
  const lines = await history('h1');
  expect(lines).toMatchObject([
    { action: 'lifted', kind: 'loan', before: { reason: 'toch langer' } },
    { action: 'changed', before: { endDate: '2026-12-31' }, after: { reason: 'toch langer' } },
    { action: 'set', after: { endDate: '2026-12-31', reason: 'etalage' }, reason: 'etalage' },
  ]);
  for (const line of lines) {
    expect(line).toMatchObject({ by: 'staff-CEN', cause: { type: 'person', id: 'staff-CEN' } });
    expect(line.at).toMatch(/^2026-10-12T08:00:0\d\.\d{3}Z$/);
  }
  const first = await staff.get('/api/copies/h1/history?limit=2');
  const rest = await staff.get(`/api/copies/h1/history?limit=2&cursor=${first.body.next ?? ''}`);
  expect([...(first.body.items ?? []), ...(rest.body.items ?? [])]).toEqual(lines);
  expect(rest.body.next).toBeUndefined();
});

it('404 for a copy that is not there; staff of any branch may read it', async () => {
  const { status, body } = await staff.get('/api/copies/none/history');
  expect([status, body.detail]).toEqual([404, 'Geen exemplaar gevonden met deze barcode.']);
  expect((await east.get('/api/copies/h1/history')).status).toBe(200);
});

it('loans and reservations leave no line: nothing about patrons is in it', async () => {
  await addCopy('h2');
  await reserve('20001', { copyId: 'h2' });
  await staff.post('/api/loans', { copyId: 'h2', patronId: '20001', branchId: CEN });
  await staff.post('/api/check-ins', { copyId: 'h2', branchId: CEN });
  expect(await history('h2')).toEqual([]);
});
