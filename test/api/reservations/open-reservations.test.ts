import { beforeAll, describe, expect, it } from 'vitest';
import { allPages } from '../../../testing/api/pages.ts';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE } from '../../../testing/api/small-library.ts';
import type { Client } from '../../../testing/api/test-api.ts';

const library = await openLibrary();
const { as, staff, clock, addTitle, addCopy, addPatron, addCard, reserve } = library;
for (const id of ['1', '2', '3', 'gone']) await addPatron(id);
await addCard('S1');

const open = (query: string, client: Client = staff) =>
  done(client.get(`/api/reservations?open=true&${query}`));

/** The cards on all pages, and the number of pages. */
const walk = async (query: string, client: Client = staff) => {
  const pages = await allPages(client, `/api/reservations?open=true&${query}`);
  return { cards: pages.flatMap((page) => each(page, 'patronId')), pages: pages.length };
};

/** Reserves and cancels `times` times. */
const close = async (of: Readonly<Record<string, string>>, times = 25) => {
  for (let n = 0; n < times; n++) {
    const { id = '' } = await done(reserve('gone', of));
    await done(staff.delete(`/api/reservations/${id}`));
  }
};

/** The open reservations in the list that also holds the closed ones. */
const openAmongAll = async (query: string) => {
  const { items = [] } = await done(staff.get(`/api/reservations?${query}&limit=200`));
  return items.filter(({ status }) => ['waiting', 'ready', 'in-transit'].includes(String(status)));
};

describe('GET /api/reservations?open=true&copyId=', () => {
  beforeAll(async () => {
    await addCopy('c1');
    await close({ copyId: 'c1' });
    for (const id of ['1', '2', '3', 'S1']) await done(reserve(id, { copyId: 'c1' }));
  });

  it('R6: gives the queue in its order, special cards of the branch first, past any number of closed ones', async () => {
    const page = await open('copyId=c1&limit=4');
    expect(each(page, 'patronId')).toEqual(['S1', '1', '2', '3']);
    expect(each(page, 'position')).toEqual([1, 2, 3, 4]);
    expect(page.next).toBeUndefined();
  });

  it('shows each as the list of all does', async () => {
    const { items = [] } = await open('copyId=c1');
    const byId = (a: { id?: string }, b: { id?: string }) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1);
    expect(items.toSorted(byId)).toEqual((await openAmongAll('copyId=c1')).toSorted(byId));
  });

  it.each([1, 2, 3])('in pages of %i', async (limit) => {
    const { cards, pages } = await walk(`copyId=c1&limit=${limit}`);
    expect([cards, pages]).toEqual([['S1', '1', '2', '3'], Math.ceil(4 / limit)]);
  });

  it('P1: a patron sees their own, with its place, on the first page', async () => {
    const mine = await open('copyId=c1&limit=1', as.patron('2'));
    expect([each(mine, 'patronId'), each(mine, 'position'), mine.next]).toEqual([['2'], [3], undefined]);
    expect((await open('copyId=c1', as.patron('gone'))).items).toEqual([]);
  });

  it('a cursor is of this list: not of the list of all, nor the other way round', async () => {
    const all = await done(staff.get('/api/reservations?copyId=c1&limit=1'));
    const { next = '' } = await open('copyId=c1&limit=1');
    for (const query of [`open=true&cursor=${all.next ?? ''}`, `cursor=${next}`]) {
      const { status, body } = await staff.get(`/api/reservations?copyId=c1&limit=1&${query}`);
      expect([status, pointers(body)]).toEqual([400, ['/query/cursor']]);
    }
  });

  it('what has become ready or is in transit keeps its place in line, and no position', async () => {
    await addCopy('c2');
    for (const id of ['1', '2']) await done(reserve(id, { copyId: 'c2' }));
    for (const [branchId, status] of [
      [EAST, 'in-transit'],
      [CEN, 'ready'],
    ] as const) {
      await done(library.checkIn('c2', branchId));
      const page = await open('copyId=c2');
      expect(each(page, 'patronId')).toEqual(['1', '2']);
      expect(each(page, 'status')).toEqual([status, 'waiting']);
      expect(each(page, 'position')).toEqual([undefined, 1]);
    }
    await done(library.checkOut('c2', '1'));
    expect(each(await open('copyId=c2'), 'patronId')).toEqual(['2']);
  });

  it('nothing for a copy, a title or a card that is not known', async () => {
    for (const of of ['copyId', 'titleId', 'patronId'])
      expect(await open(`${of}=none`)).toEqual({ items: [] });
  });
});

describe('GET /api/reservations?open=true&titleId=', () => {
  beforeAll(async () => {
    await addTitle('T2');
    for (const id of ['b', 'a', 'a-b', 'idle']) await addCopy(id, { titleId: 'T2' });
    await close({ titleId: 'T2' });
    await close({ copyId: 'a' }, 5);
    await done(reserve('3', { copyId: 'b' }));
    for (const id of ['2', '1']) await done(reserve(id, { titleId: 'T2' }));
    for (const id of ['1', 'S1']) await done(reserve(id, { copyId: 'a' }));
    await done(reserve('2', { copyId: 'a-b' }));
  });
  const cards = ['3', '2', '1', '1', 'S1', '2'];

  it('R6: gives both kinds of reservation in the one order in which they were accepted', async () => {
    const page = await open('titleId=T2');
    expect(each(page, 'patronId')).toEqual(cards);
    expect(each(page, 'copyId')).toEqual(['b', undefined, undefined, 'a', 'a', 'a-b']);
    expect(each(page, 'position')).toEqual([1, 1, 2, 2, 1, 1]);
    expect(new Set(each(page, 'id'))).toEqual(
      new Set((await openAmongAll('titleId=T2')).map(({ id }) => id)),
    );
  });

  it.each([1, 2, 3, 4, 5, 6])('in pages of %i', async (limit) => {
    const walked = await walk(`titleId=T2&limit=${limit}`);
    expect([walked.cards, walked.pages]).toEqual([cards, Math.ceil(cards.length / limit)]);
  });

  it('P1: a patron sees their own, of the title and of its copies', async () => {
    expect((await walk('titleId=T2&limit=1', as.patron('1'))).cards).toEqual(['1', '1']);
    expect((await open(`titleId=${TITLE}`, as.patron('gone'))).items).toEqual([]);
  });
});

describe('GET /api/reservations?open=true&patronId=', () => {
  beforeAll(async () => {
    await addPatron('own');
    for (const id of ['z', 'y']) await addCopy(id);
    await close({ copyId: 'z' }, 5);
    for (const of of [{ copyId: 'z' }, { copyId: 'y' }]) await done(reserve('own', of));
    const { id = '' } = await done(reserve('own', { copyId: 'c1' }));
    await done(staff.delete(`/api/reservations/${id}`));
    await done(reserve('own', { titleId: TITLE }));
  });

  it('gives what is open on the card as it was placed, to staff and to the patron', async () => {
    for (const client of [staff, as.patron('own')]) {
      const page = await open('patronId=own', client);
      expect(each(page, 'copyId')).toEqual(['z', 'y', undefined]);
      expect(each(page, 'position')).toEqual([1, 1, 1]);
    }
    expect(await openAmongAll('patronId=own')).toEqual((await open('patronId=own')).items);
  });

  it('in pages', async () => {
    expect(await walk('patronId=own&limit=2')).toEqual({ cards: ['own', 'own', 'own'], pages: 2 });
  });

  it('P1: of another card nothing: 403', async () => {
    const { status, body } = await as.patron('1').get('/api/reservations?open=true&patronId=own');
    expect([status, body.type]).toEqual([403, '/problems/other-patron']);
  });
});

describe('what is open', () => {
  it('T2: is so today: what has lapsed is not, whether or not a night has come by', async () => {
    await addTitle('T3');
    for (const id of ['l1', 'l2']) await addCopy(id, { titleId: 'T3' });
    for (const id of ['1', '2']) await done(reserve(id, { copyId: 'l1', expiresOn: '2026-10-12' }));
    await done(reserve('1', { titleId: 'T3', expiresOn: '2026-10-12' }));
    await done(reserve('3', { copyId: 'l2' }));
    expect((await walk('titleId=T3&limit=1')).cards).toEqual(['1', '2', '1', '3']);
    clock.setDay('2026-10-13');
    expect(await walk('titleId=T3&limit=1')).toEqual({ cards: ['3'], pages: 1 });
    expect((await walk('copyId=l1')).cards).toEqual([]);
    expect(each(await open('patronId=1'), 'titleId')).not.toContain('T3');
  });

  it.each(['false', '', '1', 'TRUE', 'true,true'])('open=%s: 400', async (value) => {
    const { status, body } = await staff.get(`/api/reservations?copyId=c1&open=${value}`);
    expect([status, pointers(body)]).toEqual([400, ['/query/open']]);
  });

  it.each(['open=true', 'open=true&copyId=c1&patronId=1'])('%s: of one thing, or 400', async (query) => {
    expect((await staff.get(`/api/reservations?${query}`)).status).toBe(400);
  });
});
