import { describe, expect, it } from 'vitest';
import type { Table } from '../../../lib/store/table.ts';
import { startApi } from '../../../testing/api/test-api.ts';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, staff, clock, addTitle, addCopy, addPatron, checkOut, block, reserve, copy } = library;
const described = { title: 'Pluk', author: 'Schmidt', isbn: '9789045101767', materialType: 'boek' };
await addTitle('T2', described);
await addPatron('20001');
await addPatron('20002');
for (const id of ['c1', 'c2', 'c3']) await addCopy(id);

/** The same library on a table that answers a batch request in another order, as DynamoDB may. */
const getAll: Table['getAll'] = async (keys) => (await library.table.getAll(keys)).toReversed();
const otherwise = await startApi({ beside: library, services: { table: { ...library.table, getAll } } });

const many = (count: number) => Array.from({ length: count }, (_, n) => `x${n}`).join(',');

describe('GET /api/titles?ids=', () => {
  it('shows titles as the search does', async () => {
    const { status, body } = await as.patron('20001').get('/api/titles?ids=T2');
    expect([status, body]).toEqual([200, { items: [{ titleId: 'T2', ...described }] }]);
    const found = await as.admin.get('/api/titles?prefix=pluk');
    expect(found.body.items).toEqual(body.items);
  });

  it('shows a change at once', async () => {
    await addTitle('T3', { title: 'Oud' });
    await addTitle('T3', { title: 'Nieuw' });
    expect(each((await staff.get('/api/titles?ids=T3')).body, 'title')).toEqual(['Nieuw']);
  });
});

describe('GET /api/copies?ids=', () => {
  it('shows copies as they are by themselves', async () => {
    await checkOut('c1', '20001');
    await block('c2', 'reservation', { code: 8, reason: 'vitrine' });
    const { status, body } = await staff.get('/api/copies?ids=c1,c2');
    expect([status, body]).toEqual([200, { items: [await copy('c1'), await copy('c2')] }]);
  });

  it('P1: patrons do not see loans, nor who set a block and why', async () => {
    const { body } = await as.patron('20002').get('/api/copies?ids=c1,c2');
    expect(each(body, 'status')).toEqual(['on-loan', 'available']);
    expect(JSON.stringify(body)).not.toMatch(/20001|vitrine|placedBy/);
  });

  it('T2: counts the reservations that are open today, before the night has been', async () => {
    await reserve('20002', { copyId: 'c3', expiresOn: '2026-10-20' });
    expect(each((await staff.get('/api/copies?ids=c3')).body, 'reservations')).toEqual([1]);
    clock.setDay('2026-10-21');
    expect(each((await staff.get('/api/copies?ids=c3')).body, 'reservations')).toEqual([0]);
    clock.setDay('2026-10-12');
  });
});

describe.each([
  ['titles', 'titleId', ['T2', TITLE, 'T3']],
  ['copies', 'copyId', ['c3', 'c1', 'c2']],
] as const)('GET /api/%s?ids=', (path, field, [first, second, third]) => {
  const get = (query: string) => as.admin.get(`/api/${path}?${query}`);

  it('in the order asked for, each once, without those that do not exist', async () => {
    const { body } = await get(`ids=${first},none,${second},${first},${third}`);
    expect(each(body, field)).toEqual([first, second, third]);
    expect((await get('ids=none')).body).toEqual({ items: [] });
  });

  it('in that order whatever the order of the table’s answer', async () => {
    const { body } = await otherwise.as.admin.get(`/api/${path}?ids=${first},${second},${third}`);
    expect(each(body, field)).toEqual([first, second, third]);
  });

  it('commas may be encoded', async () => {
    expect(each((await get(`ids=${first}%2C${second}`)).body, field)).toEqual([first, second]);
  });

  it('all of them at once, whatever the limit: there is no next page', async () => {
    const { body } = await get(`ids=${first},${second},${third}&limit=1`);
    expect([each(body, field), body.next]).toEqual([[first, second, third], undefined]);
  });

  it('a hundred, and not one more', async () => {
    const hundred = await get(`ids=${first},${many(99)}`);
    expect([hundred.status, each(hundred.body, field)]).toEqual([200, [first]]);
    const more = await get(`ids=${many(101)}`);
    expect([more.status, pointers(more.body)]).toEqual([400, ['/query/ids']]);
    expect((await get(`ids=${many(1000)}`)).status).toBe(400);
  });

  it.each([
    ['none', '', ['/query/ids']],
    ['nothing between commas', `${first},,${second}`, ['/query/ids/1']],
    ['a comma at the end', `${first},`, ['/query/ids/1']],
    ['a space', `${first},%20${second}`, ['/query/ids/1']],
    ['what is no id', `a%23b,${first},${'x'.repeat(41)}`, ['/query/ids/0', '/query/ids/2']],
  ])('400 for %s', async (_, ids, wrong) => {
    const { status, body } = await get(`ids=${ids}`);
    expect([status, pointers(body)]).toEqual([400, wrong]);
  });
});

describe('ids are asked for by themselves', () => {
  it.each([
    'titles?prefix=pluk',
    'titles?isbn=9789045101767',
    'copies?collection=SINT',
    'copies?activityId=fair',
    `copies?branchId=${CEN}`,
    `copies?branchId=${CEN}&blocked=any`,
  ])('400 with %s', async (list) => {
    const { status, body } = await as.admin.get(`/api/${list}&ids=c1`);
    expect([status, pointers(body)]).toEqual([400, ['/query']]);
    expect(body.detail).toBe('Geef precies één van de mogelijke velden.');
  });
});
