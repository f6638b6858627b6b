import { describe, expect, it } from 'vitest';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, openLibrary } from '../../../testing/api/small-library.ts';

const { as, addBranch, addCopy, addPatron, reserve } = await openLibrary();

describe('PUT /api/branches/{branchId}', () => {
  it('201 makes a branch, with seven days to collect and fifteen reservations unless it says otherwise', async () => {
    const { status, body } = await as.feed.put('/api/branches/NEW', { name: 'Nieuw' });
    expect(status).toBe(201);
    expect(body).toEqual({ branchId: 'NEW', name: 'Nieuw', pickupDays: 7, reservationLimit: 15, version: 1 });
  });

  it('200 replaces it; a PUT that changes nothing leaves its version', async () => {
    await addBranch('B1');
    const change = { name: 'Anders', contacts: ['a@b.nl'], pickupDays: 3, reservationLimit: 0 };
    const first = await as.admin.put('/api/branches/B1', change);
    const second = await as.admin.put('/api/branches/B1', change);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toEqual({ branchId: 'B1', ...change, version: 2 });
    expect(second.headers.etag).toBe(first.headers.etag);
  });

  it('what staff look after stays when the feed leaves it out, and goes when an admin does', async () => {
    const all = { name: 'B', contacts: ['a@b.nl'], pickupDays: 3, reservationLimit: 2 };
    await as.admin.put('/api/branches/B2', all);
    const fed = await as.feed.put('/api/branches/B2', { name: 'C' });
    expect(fed.body).toEqual({ ...all, branchId: 'B2', name: 'C', version: 2 });
    const replaced = await as.admin.put('/api/branches/B2', { name: 'C' });
    expect(replaced.body).toEqual({
      branchId: 'B2',
      name: 'C',
      pickupDays: 7,
      reservationLimit: 15,
      version: 3,
    });
  });

  it.each([
    ['without a name', {}, ['/name']],
    ['with an empty name', { name: ' ' }, ['/name']],
    ['with a name that is too long', { name: 'x'.repeat(501) }, ['/name']],
    ['with a number for a name', { name: 1 }, ['/name']],
    ['with a contact that is no address', { name: 'x', contacts: ['a@b.nl', 'nobody'] }, ['/contacts/1']],
    ['with one contact as text', { name: 'x', contacts: 'a@b.nl' }, ['/contacts']],
    ['with no days to collect', { name: 'x', pickupDays: 0 }, ['/pickupDays']],
    ['with half a day to collect', { name: 'x', pickupDays: 1.5 }, ['/pickupDays']],
    ['with a limit below zero', { name: 'x', reservationLimit: -1 }, ['/reservationLimit']],
    ['with its id in the body', { name: 'x', branchId: 'B9' }, ['/branchId']],
    ['with its version', { name: 'x', version: 1 }, ['/version']],
  ])('400 %s', async (_, body, wrong) => {
    const answer = await as.admin.put('/api/branches/B9', body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });
});

describe('GET /api/branches', () => {
  it('lists them in the order of their ids, in pages', async () => {
    const library = await openLibrary();
    for (const id of ['Z', 'A', 'M']) await library.addBranch(id);
    const first = await library.as.admin.get('/api/branches?limit=2');
    expect(each(first.body, 'branchId')).toEqual(['A', 'CEN']);
    const second = await library.as.admin.get(`/api/branches?limit=2&cursor=${first.body.next ?? ''}`);
    expect(each(second.body, 'branchId')).toEqual(['EAST', 'M']);
    const last = await library.as.admin.get(`/api/branches?limit=2&cursor=${second.body.next ?? ''}`);
    expect([each(last.body, 'branchId'), last.body.next]).toEqual([['Z'], undefined]);
  });

  it('404 for one that is not there', async () => {
    const { status, body } = await as.staff(CEN).get('/api/branches/none');
    expect([status, body.detail]).toEqual([404, 'Deze vestiging is niet bekend.']);
  });

  it('patrons do not see its contacts (P1); staff do', async () => {
    await as.admin.put('/api/branches/B3', { name: 'B3', contacts: ['a@b.nl'] });
    const seen = async (client: typeof as.admin) => (await client.get('/api/branches/B3')).body.contacts;
    expect(await seen(as.staff(CEN))).toEqual(['a@b.nl']);
    expect(await seen(as.patron('20001'))).toBeUndefined();
    const list = await as.patron('20001').get('/api/branches');
    expect(each(list.body, 'contacts').filter(Boolean)).toEqual([]);
  });
});

describe('GET /api/branches/{branchId}/pull-list', () => {
  it('404 for a branch that is not there', async () => {
    expect((await as.admin.get('/api/branches/none/pull-list')).status).toBe(404);
  });

  it('shows the copy and the reservation, in the order of the shelves, in pages', async () => {
    const shelves = [
      ['3', 'C'],
      ['1', 'A'],
      ['2', 'B'],
    ] as const;
    await addPatron('20001');
    for (const [copyId, shelfmark] of shelves) {
      await addCopy(copyId, { shelfmark });
      await reserve('20001', { copyId });
    }
    const first = (await as.staff(CEN).get(`/api/branches/${CEN}/pull-list?limit=2`)).body;
    const rest = await as.staff(CEN).get(`/api/branches/${CEN}/pull-list?limit=2&cursor=${first.next ?? ''}`);
    const pulled = [...(first.items ?? []), ...(rest.body.items ?? [])];
    expect(pulled.map(({ copy }) => copy?.shelfmark)).toEqual(['A', 'B', 'C']);
    expect(pulled.map(({ reservation }) => reservation?.status)).toEqual(Array(3).fill('waiting'));
    expect(rest.body.next).toBeUndefined();
  });
});
