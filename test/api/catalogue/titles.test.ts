import { describe, expect, it } from 'vitest';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { openLibrary } from '../../../testing/api/small-library.ts';

const { as, addTitle, addCopy, addPatron, reserve } = await openLibrary();

describe('PUT /api/titles/{titleId}', () => {
  it('201 makes a title, 200 replaces it: what is left out is gone', async () => {
    const all = { title: 'Pluk', author: 'Schmidt', isbn: '978-90-451-0176-7', materialType: 'boek' };
    const made = await as.feed.put('/api/titles/P', all);
    expect([made.status, made.body]).toEqual([201, { titleId: 'P', ...all, version: 1 }]);
    const replaced = await as.admin.put('/api/titles/P', { title: 'Pluk!' });
    expect([replaced.status, replaced.body]).toEqual([200, { titleId: 'P', title: 'Pluk!', version: 2 }]);
    expect(each((await as.admin.get('/api/titles?isbn=9789045101767')).body, 'titleId')).toEqual([]);
  });

  it('takes a field with two ISBNs, their bindings and a price, and is found by each', async () => {
    const isbn = '978-90-257-0001-1 (geb.) € 19,99; ISBN 9789025700028 (pbk.) € 12,50';
    expect((await as.feed.put('/api/titles/Both', { title: 'Twee', isbn })).body.isbn).toBe(isbn);
    for (const one of ['9789025700011', '9789025700028'])
      expect(each((await as.admin.get(`/api/titles?isbn=${one}`)).body, 'titleId')).toContain('Both');
  });

  it('leaves the queue of the title as it is', async () => {
    await addTitle('Q');
    await addCopy('q1', { titleId: 'Q' });
    await addPatron('20001');
    await reserve('20001', { titleId: 'Q' });
    await as.feed.put('/api/titles/Q', { title: 'Quiz' });
    expect((await as.admin.get('/api/titles/Q')).body).toMatchObject({ title: 'Quiz', waiting: 1 });
  });

  it.each([
    ['without a title', {}, ['/title']],
    ['with an empty title', { title: '' }, ['/title']],
    ['with a title that is too long', { title: 'x'.repeat(1001) }, ['/title']],
    ['with an empty author', { title: 'x', author: ' ' }, ['/author']],
    ['with an ISBN field that is too long', { title: 'x', isbn: '9'.repeat(201) }, ['/isbn']],
    ['with an ISBN as a number', { title: 'x', isbn: 9789045101767 }, ['/isbn']],
    ['with an unknown field', { title: 'x', year: 1971 }, ['/year']],
    ['with what only Apart keeps', { title: 'x', waiting: 0 }, ['/waiting']],
  ])('400 %s', async (_, body, wrong) => {
    const answer = await as.admin.put('/api/titles/T9', body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });
});

describe('GET /api/titles/{titleId}', () => {
  it('shows all its copies in the order of their barcodes, and how many wait for it', async () => {
    await addTitle('C', { title: 'Copies' });
    for (const id of ['c3', 'c1', 'c2']) await addCopy(id, { titleId: 'C' });
    const { status, body } = await as.patron('20001').get('/api/titles/C');
    expect([status, body.title, body.waiting]).toEqual([200, 'Copies', 0]);
    expect(body.copies?.map(({ copyId }) => copyId)).toEqual(['c1', 'c2', 'c3']);
  });

  it('404 for one that is not there', async () => {
    const { status, body } = await as.admin.get('/api/titles/none');
    expect([status, body.detail]).toEqual([404, 'Deze titel staat niet in de catalogus.']);
  });
});

describe('GET /api/titles', () => {
  it.each([
    ['pluk van', ['F1', 'F2']],
    ['PLUK VAN DE', ['F1']],
    ['Één', ['F3']],
    ['een', ['F3']],
    ['’s', ['F4']],
    ['s nachts', ['F4']],
    ['petteflet', []],
    ['!?', []],
  ])('prefix=%s finds %j: case, accents and marks do not matter', async (prefix, found) => {
    await addTitle('F1', { title: 'Pluk van de Petteflet' });
    await addTitle('F2', { title: 'Pluk van het jaar' });
    await addTitle('F3', { title: 'Eén mus' });
    await addTitle('F4', { title: '’s Nachts' });
    const { status, body } = await as.patron('1').get(`/api/titles?prefix=${encodeURIComponent(prefix)}`);
    expect([status, each(body, 'titleId')]).toEqual([200, found]);
  });

  it.each(['9789045101767', '978-90-451-0176-7', '90 451 0176 3', '9045101763'])(
    'isbn=%s finds it, however it is written',
    async (isbn) => {
      await addTitle('I1', { title: 'Met ISBN', isbn: '9789045101767' });
      const { body } = await as.admin.get(`/api/titles?isbn=${encodeURIComponent(isbn)}`);
      expect(each(body, 'titleId')).toEqual(['I1']);
    },
  );

  it('pages in alphabetical order; a title that changes its name moves', async () => {
    for (const name of ['Zz b', 'Zz a', 'Zz c']) await addTitle(`Z${name.slice(-1)}`, { title: name });
    const first = await as.admin.get('/api/titles?prefix=zz&limit=2');
    expect(each(first.body, 'titleId')).toEqual(['Za', 'Zb']);
    const second = await as.admin.get(`/api/titles?prefix=zz&limit=2&cursor=${first.body.next ?? ''}`);
    expect([each(second.body, 'titleId'), second.body.next]).toEqual([['Zc'], undefined]);
    await addTitle('Za', { title: 'Zz z' });
    expect(each((await as.admin.get('/api/titles?prefix=zz')).body, 'titleId')).toEqual(['Zb', 'Zc', 'Za']);
  });

  it('400 for a cursor of another query, or one that was cut', async () => {
    for (const id of ['1', '2']) await addTitle(`Y${id}`, { title: `Yy ${id}` });
    const { next = '' } = (await as.admin.get('/api/titles?prefix=yy&limit=1')).body;
    const other = await as.admin.get(`/api/titles?prefix=y&limit=1&cursor=${next}`);
    expect([other.status, pointers(other.body)]).toEqual([400, ['/query/cursor']]);
    expect((await as.admin.get(`/api/titles?prefix=yy&limit=1&cursor=${next.slice(0, -1)}`)).status).toBe(
      400,
    );
    expect((await as.admin.get(`/api/titles?prefix=yy&limit=2&cursor=${next}`)).status).toBe(200);
  });

  it.each(['', '?isbn=1&prefix=x', '?author=x', '?prefix=', '?isbn='])('400 for “%s”', async (query) => {
    expect((await as.admin.get(`/api/titles${query}`)).status).toBe(400);
  });
});
