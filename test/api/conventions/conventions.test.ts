// Long: all addresses keep these rules; the tables of lists and of things share one library.
import { describe, expect, it } from 'vitest';
import { makeBatch } from '../../../testing/api/batches.ts';
import { pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, addCopy, addPatron, addCard } = library;
await addCopy('1001');
await addPatron('20001');
await addCard('S1');
const batch = await makeBatch(library, { selection: { copyIds: ['1001'] }, change: { loan: {} } });

describe('addresses and methods', () => {
  it('health answers to anybody', async () => {
    const { status, body } = await as.nobody.get('/api/health');
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  it.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/copies/1001/',
    '/api//copies/1001',
    '/api/copies/1001/blocks',
    '/api/Copies/1001',
    '/nothing',
  ])('%s is no address: 404', async (path) => {
    const { status, body } = await as.admin.get(path);
    expect([status, body.type, body.title]).toEqual([404, '/problems/not-found', 'Niet gevonden']);
  });

  it.each([
    ['POST', '/api/copies/1001', 'PUT, GET'],
    ['DELETE', '/api/copies/1001', 'PUT, GET'],
    ['PATCH', '/api/branches/CEN', 'PUT, GET'],
    ['GET', '/api/copies/1001/blocks/loan', 'PUT, DELETE'],
    ['PUT', '/api/reservations', 'POST, GET'],
    ['GET', '/api/check-ins', 'POST'],
    ['DELETE', '/api/health', 'GET'],
    ['OPTIONS', '/api/jobs/nightly', undefined],
    ['HEAD', '/api/copies/1001', 'PUT, GET'],
  ])('%s %s: 405, and it says which methods there are', async (method, path, allow) => {
    const { status, headers, body } = await as.admin.call({ method, path });
    expect(status).toBe(405);
    expect(headers.allow).toBe(allow ?? 'POST, GET');
    expect(body.type).toBe('/problems/method-not-allowed');
    expect(body.detail).toContain(method);
  });

  it('an unknown method is 405 whoever calls, an unknown address 404: neither depends on the role', async () => {
    expect((await as.nobody.call({ method: 'DELETE', path: '/api/jobs' })).status).toBe(405);
    expect((await as.nobody.get('/api/nothing')).status).toBe(404);
  });

  it('ids may be encoded', async () => {
    expect((await as.admin.get('/api/copies/%31001')).body.copyId).toBe('1001');
  });
});

const longest = 'x'.repeat(40);

describe('ids (contract: 1–40 of A-Z a-z 0-9 . _ -)', () => {
  it.each([longest, 'a', '007', 'A.b_c-9', '..', '-'])('%s is an id', async (id) => {
    const { status, body } = await as.feed.put(`/api/titles/${id}`, { title: 'Titel' });
    expect([status, body.titleId]).toEqual([201, id]);
  });

  it.each(['x'.repeat(41), 'a%20b', '%C3%A9', 'a%23b', 'a:b', '%', '%zz'])('%s is none: 400', async (id) => {
    const { status, body } = await as.feed.put(`/api/titles/${id}`, { title: 'Titel' });
    expect([status, pointers(body)]).toEqual([400, ['/path/titleId']]);
    expect(body.detail).toBe('Alleen letters, cijfers en . _ -, hoogstens 40.');
  });
});

describe('bodies', () => {
  const put = (body: unknown, headers = {}) =>
    as.feed.call({ method: 'PUT', path: '/api/titles/T9', body, headers });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/merge-patch+json',
  ])('%s is JSON', async (type) => {
    expect((await put({ title: 'Pluk' }, { 'content-type': type })).status).toBeLessThan(300);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    '“%s” is not: 415',
    async (type) => {
      const { status, body } = await put({ title: 'Pluk' }, { 'content-type': type });
      expect([status, body.type]).toEqual([415, '/problems/unsupported-media-type']);
    },
  );

  it('JSON that reaches the function as base64 is read all the same', async () => {
    const body = Buffer.from(JSON.stringify({ title: 'Één' }));
    const answer = await put(body, { 'content-type': 'application/vnd.library+json' });
    expect(answer.body.title).toBe('Één');
  });

  it.each(['{', '{"title": }', "{'title': 1}", '\u0000'])('%j is not valid JSON: 400', async (text) => {
    const { status, body } = await put(text);
    expect([status, pointers(body)]).toEqual([400, ['']]);
    expect(body.detail).toBe('De inhoud is geen geldige JSON.');
  });

  it.each([['[]'], ['null'], ['"text"'], ['7']])('%s is no object: 400', async (text) => {
    const { status, body } = await put(text);
    expect([status, pointers(body)]).toEqual([400, ['']]);
  });

  it('no body at all is an empty object: each required field is missing', async () => {
    const { status, body } = await put(undefined);
    expect([status, pointers(body)]).toEqual([400, ['/title']]);
  });

  it('up to a megabyte is taken, one byte more is 413', async () => {
    const withBytes = (size: number) => {
      const empty = JSON.stringify({ title: '' }).length;
      return JSON.stringify({ title: 'x'.repeat(size - empty) });
    };
    expect((await put(withBytes(1_000_000))).status).toBe(400);
    const { status, body } = await put(withBytes(1_000_001));
    expect([status, body.type]).toEqual([413, '/problems/too-large']);
  });

  it('what is too large by its bytes is so in few letters too', async () => {
    expect((await put(JSON.stringify({ title: 'é'.repeat(500_000) }))).status).toBe(413);
  });

  it('every field that does not fit is named, in all parts of the request', async () => {
    const answer = await as.admin.put('/api/copies/a%20b', {
      titleId: 7,
      branchId: 'CEN',
      missing: 'no',
      'a/b~c': 1,
    });
    expect(answer.status).toBe(400);
    expect([...pointers(answer.body)].sort()).toEqual(['/a~1b~0c', '/missing', '/path/copyId', '/titleId']);
    expect(answer.body.detail).toBe('Een of meer velden kloppen niet. Bij elk veld staat wat er niet klopt.');
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'an unknown field “%s” is refused like any other',
    async (name) => {
      const { status } = await put(`{"title":"Pluk","${name}":{"x":1}}`);
      expect(status).toBe(400);
    },
  );
});

describe('languages', () => {
  it.each([
    [undefined, 'nl', 'Niet gevonden'],
    ['nl', 'nl', 'Niet gevonden'],
    ['en', 'en', 'Not found'],
    ['en-GB,en;q=0.9,nl;q=0.8', 'en', 'Not found'],
    ['nl-NL,nl;q=0.9,en;q=0.8', 'nl', 'Niet gevonden'],
    ['en;q=0.2, nl;q=0.7', 'nl', 'Niet gevonden'],
    ['de, fr;q=0.9', 'nl', 'Niet gevonden'],
    ['de, en;q=0.1', 'en', 'Not found'],
    ['en;q=0', 'nl', 'Niet gevonden'],
    ['*', 'nl', 'Niet gevonden'],
    ['', 'nl', 'Niet gevonden'],
  ])('Accept-Language %j is answered in %s', async (header, language, title) => {
    const headers = header === undefined ? {} : { 'accept-language': header };
    const answer = await as.admin.get('/api/copies/unknown', headers);
    expect(answer.headers['content-language']).toBe(language);
    expect(answer.body.title).toBe(title);
  });

  it.each([
    ['nl', 'Ongeldige'],
    ['en', 'Invalid'],
  ])('what the schemas say is in %s too', async (language, start) => {
    const answer = await as.admin.put('/api/titles/T9', { title: 7 }, { 'accept-language': language });
    expect(answer.body.errors?.[0]?.detail).toMatch(new RegExp(`^${start}`));
  });
});

/** Every list of the API. */
const LISTS = [
  '/api/branches',
  `/api/branches/${CEN}/pull-list`,
  '/api/titles?prefix=p',
  '/api/titles?words=p',
  '/api/titles?isbn=9789045101767',
  `/api/titles?ids=${TITLE}`,
  '/api/copies?collection=SINT',
  '/api/copies?ids=1001',
  `/api/copies?branchId=${CEN}&blocked=any`,
  '/api/copies/1001/history',
  `/api/patrons?branchId=${CEN}`,
  '/api/patrons?activityId=A1',
  '/api/reservations?patronId=20001',
  `/api/reservations?titleId=${TITLE}`,
  '/api/reservations?copyId=1001',
  '/api/loans?patronId=20001',
  '/api/jobs',
  '/api/batches',
  `/api/batches/${batch.id}/results`,
  '/api/collections',
];

const asked = (path: string, more: string) => `${path}${path.includes('?') ? '&' : '?'}${more}`;

describe.each(LISTS)('the list %s', (path) => {
  it.each(['1', '200'])('takes limit=%s', async (limit) => {
    expect((await as.admin.get(asked(path, `limit=${limit}`))).status).toBe(200);
  });

  it.each(['0', '201', '-1', '1.5', 'ten', ''])('does not take limit=%s: 400', async (limit) => {
    const { status, body } = await as.admin.get(asked(path, `limit=${limit}`));
    expect([status, pointers(body)]).toEqual([400, ['/query/limit']]);
  });

  it.each(['x', 'AAAAAAAAAAAAAAAAAAAA', '%F0%9F%98%80', ''])(
    'does not take the cursor “%s”: 400',
    async (cursor) => {
      const { status, body } = await as.admin.get(asked(path, `cursor=${cursor}`));
      expect([status, pointers(body)]).toEqual([400, ['/query/cursor']]);
    },
  );

  it('refuses an unknown field in its query: 400', async () => {
    const { status, body } = await as.admin.get(asked(path, 'sort=up'));
    expect([status, pointers(body)]).toEqual([400, ['/query/sort']]);
  });
});

describe('single things', () => {
  it.each([
    `/api/branches/${CEN}`,
    `/api/titles/${TITLE}`,
    '/api/copies/1001',
    '/api/patrons/20001',
    `/api/batches/${batch.id}`,
  ])('%s has its version as its ETag, and refuses an unknown field in its query', async (path) => {
    const { headers, body } = await as.admin.get(path);
    expect(headers.etag).toBe(`"${body.version ?? ''}"`);
    expect(headers['cache-control']).toBe('no-store');
    const asking = await as.admin.get(`${path}?fields=all`);
    expect([asking.status, pointers(asking.body)]).toEqual([400, ['/query/fields']]);
  });

  it.each([
    [`/api/branches/${CEN}`, { name: 'Centrum!' }],
    [`/api/titles/${TITLE}`, { title: 'Pluk!' }],
    ['/api/copies/1001', { titleId: TITLE, branchId: CEN, shelfmark: 'A!' }],
    ['/api/patrons/20001', { branchId: CEN, kind: 'ordinary', blocked: true }],
  ])('PUT %s takes If-Match: 412 for another version, or for what is no version', async (path, body) => {
    const { etag = '' } = (await as.admin.get(path)).headers;
    for (const other of ['"999"', '"0"', 'W/"999"', 'x', '7', '""']) {
      const answer = await as.admin.put(path, body, { 'if-match': other });
      expect([other, answer.status, answer.body.type]).toEqual([other, 412, '/problems/stale']);
    }
    const changed = await as.admin.put(path, body, { 'if-match': etag });
    expect([changed.status, changed.headers.etag === etag]).toEqual([200, false]);
    expect((await as.admin.put(path, body, { 'if-match': etag })).status).toBe(412);
    expect((await as.admin.put(path, body, { 'if-match': '*' })).status).toBe(200);
    expect((await as.admin.put(path, body)).headers.etag).toBe(changed.headers.etag);
  });

  it('what is not there matches no version', async () => {
    const answer = await as.admin.put('/api/titles/new', { title: 'Nieuw' }, { 'if-match': '"1"' });
    expect(answer.status).toBe(412);
    expect((await as.admin.get('/api/titles/new')).status).toBe(404);
  });

  it('a GET and a POST take no notice of If-Match', async () => {
    expect((await as.admin.get('/api/copies/1001', { 'if-match': '"999"' })).status).toBe(200);
    const checkIn = as.admin.post(
      '/api/check-ins',
      { copyId: '1001', branchId: CEN },
      { 'if-match': '"999"' },
    );
    expect((await done(checkIn)).next).toBe('shelf');
  });
});
