// Long: a POST makes what a GET and the lists read, and each table names the same fields.
import { beforeAll, describe, expect, it } from 'vitest';
import { allPages } from '../../../testing/api/pages.ts';
import { codes, each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

const { as, staff, east, addPatron, addBranch, addActivity, activity, clock } = await openLibrary();
const admin = as.admin;
await addPatron('20001');
await addBranch('NRD', { name: 'Noord' });

const ofCen = { name: 'Griffels', startDate: '2026-10-12', endDate: '2026-10-25', branchIds: [CEN] };
const post = (body: object, client = admin) => client.post('/api/activities', body);

describe('POST /api/activities (A1)', () => {
  it('201 with its place, its version and what is taken for granted', async () => {
    const { status, headers, body } = await post(ofCen, staff);
    expect([status, headers.etag, headers.location]).toEqual([
      201,
      '"1"',
      `/api/activities/${body.id ?? ''}`,
    ]);
    expect(body).toEqual({
      ...ofCen,
      id: body.id,
      agreement: false,
      atEnd: 'flag',
      state: 'running',
      counts: { blocked: 0, onSpecialCards: 0, flags: 0 },
      version: 1,
    });
    const found = await staff.get(headers.location ?? '');
    expect([found.status, found.headers.etag, found.body]).toEqual([200, '"1"', body]);
  });

  it('keeps everything that was said of it', async () => {
    const plan = {
      ...ofCen,
      branchIds: [CEN, EAST],
      collections: ['SINT', 'KERST'],
      titleIds: [TITLE],
      agreement: true,
      agreementFrom: '2026-09-01',
      atEnd: 'lift',
      contacts: ['thema@bibliotheek.example'],
    };
    expect((await post(plan)).body).toMatchObject(plan);
  });

  it('empty lists name nothing: it is of all branches', async () => {
    const { status, body } = await post({
      ...ofCen,
      branchIds: [],
      collections: [],
      titleIds: [],
      contacts: [],
    });
    expect(status).toBe(201);
    for (const field of ['branchIds', 'collections', 'titleIds', 'contacts']) {
      expect(body).not.toHaveProperty(field);
    }
  });

  it('what is named twice is named once; its name has no spaces around it', async () => {
    const { body } = await post({
      ...ofCen,
      name: ' Kerst ',
      branchIds: [CEN, CEN],
      collections: ['A', 'A'],
    });
    expect(body).toMatchObject({ name: 'Kerst', branchIds: [CEN], collections: ['A'] });
  });

  it('one day is enough, and overlaps are allowed', async () => {
    expect((await post({ ...ofCen, endDate: ofCen.startDate })).status).toBe(201);
    expect((await post({ ...ofCen, endDate: ofCen.startDate })).status).toBe(201);
  });

  it('an Idempotency-Key makes one activity, however often it is asked', async () => {
    const plan = { ...ofCen, name: 'Once', startDate: '2027-05-01', endDate: '2027-05-02' };
    const ask = () => staff.post('/api/activities', plan, { 'idempotency-key': 'once' });
    const first = await ask();
    expect([first.status, await ask()]).toEqual([201, first]);
    const all = await done(staff.get('/api/activities?state=coming&limit=200'));
    expect(each(all, 'name').filter((name) => name === 'Once')).toHaveLength(1);
    const other = await staff.post(
      '/api/activities',
      { ...plan, name: 'Twice' },
      { 'idempotency-key': 'once' },
    );
    expect([other.status, codes(other.body)]).toEqual([409, ['idempotency-key-reused']]);
  });
});

describe('POST /api/activities: what does not fit, 400', () => {
  it.each([
    ['no name', { name: undefined }, ['/name']],
    ['an empty name', { name: ' ' }, ['/name']],
    ['no days', { startDate: undefined, endDate: undefined }, ['/startDate', '/endDate']],
    ['a day that does not exist', { endDate: '2026-02-30' }, ['/endDate']],
    ['a day in another form', { startDate: '12-10-2026' }, ['/startDate']],
    ['an end before its start', { endDate: '2026-10-11' }, ['/endDate']],
    ['an agreement from after its end', { agreement: true, agreementFrom: '2026-10-26' }, ['/agreementFrom']],
    ['another end', { atEnd: 'keep' }, ['/atEnd']],
    ['a contact that is no address', { contacts: ['thema'] }, ['/contacts/0']],
    ['a branch that cannot be one', { branchIds: ['a b'] }, ['/branchIds/0']],
    ['an agreement by a word', { agreement: 'yes' }, ['/agreement']],
    ['its state', { state: 'closed' }, ['/state']],
    ['null where PATCH takes it', { branchIds: null }, ['/branchIds']],
  ])('%s', async (_, over, wrong) => {
    const answer = await post({ ...ofCen, ...over });
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });

  it('says what is wrong with the days', async () => {
    const { body } = await post({ ...ofCen, endDate: '2026-10-11' });
    expect(body.detail).toBe('De laatste dag ligt voor de eerste. Kies dezelfde dag of later.');
  });
});

describe('POST /api/activities: who may (A6), and what must exist', () => {
  it.each([
    ['staff of another branch', east, {}, 'other-branch'],
    ['staff, of all branches', staff, { branchIds: undefined }, 'needs-admin'],
    ['staff, of all branches by an empty list', staff, { branchIds: [] }, 'needs-admin'],
    ['staff, with an agreement', staff, { agreement: true }, 'needs-admin'],
    ['a patron', as.patron('20001'), {}, 'role'],
    ['the feed', as.feed, {}, 'role'],
  ])('403 for %s', async (_, client, over, code) => {
    const { status, body } = await post({ ...ofCen, ...over }, client);
    expect([status, body.type]).toEqual([403, `/problems/${code}`]);
  });

  it('staff of one of its branches is enough, whichever', async () => {
    expect((await post({ ...ofCen, branchIds: [EAST, CEN] }, staff)).status).toBe(201);
    expect((await post({ ...ofCen, branchIds: ['NRD'] }, as.staff(CEN, 'NRD'))).status).toBe(201);
  });

  it('what does not fit comes before the branch, the branch before what is unknown', async () => {
    const wrong = { ...ofCen, branchIds: ['none'], titleIds: ['none'] };
    expect((await post({ ...wrong, endDate: '2026-10-11' }, east)).status).toBe(400);
    expect((await post(wrong, east)).status).toBe(403);
  });

  it('409 names every branch and title that does not exist', async () => {
    const wrong = { ...ofCen, branchIds: [CEN, 'no-1', 'no-2'], titleIds: ['no-3', TITLE] };
    const { status, body } = await post(wrong);
    expect([status, codes(body)]).toEqual([409, ['unknown-branch', 'unknown-branch', 'unknown-title']]);
    expect(body.reasons).toMatchObject([{ branchId: 'no-1' }, { branchId: 'no-2' }, { titleId: 'no-3' }]);
  });
});

describe('GET /api/activities/{id}', () => {
  it.each(['2026-10-01', '2026-10-12', '2026-10-25', '2026-10-26'])('T2: its state on %s', async (day) => {
    const id = await addActivity();
    const closed = await addActivity();
    await done(staff.post(`/api/activities/${closed}/close`, {}));
    clock.setDay(day);
    const expected = day < '2026-10-12' ? 'coming' : day > '2026-10-25' ? 'over' : 'running';
    expect([(await activity(id)).state, (await activity(closed)).state]).toEqual([expected, 'closed']);
    clock.setDay('2026-10-12');
  });

  it('T1: its last day ends at midnight in Amsterdam', async () => {
    const id = await addActivity({ endDate: '2026-10-24' });
    clock.set('2026-10-24T21:59:59.000Z');
    expect((await activity(id)).state).toBe('running');
    clock.set('2026-10-24T22:00:00.000Z');
    expect((await activity(id)).state).toBe('over');
    clock.setDay('2026-10-12');
  });

  it('P1: a patron reads it without its contacts, in lists too', async () => {
    const plan = { name: 'Contacts', contacts: ['thema@bibliotheek.example'], endDate: '2026-10-13' };
    const id = await addActivity(plan);
    const patron = as.patron('20001');
    const { body } = await patron.get(`/api/activities/${id}`);
    expect(body.name).toBe('Contacts');
    const list = await done(patron.get('/api/activities?state=running&limit=200'));
    expect(each(list, 'id')).toContain(id);
    expect(JSON.stringify([body, list])).not.toContain('thema@');
    expect(await activity(id)).toMatchObject({ contacts: plan.contacts });
  });

  it('404 for one that is not there, whatever is asked of it', async () => {
    const days = { startDate: '2027-10-12', endDate: '2027-10-25' };
    for (const answer of [
      await staff.get('/api/activities/none'),
      await staff.patch('/api/activities/none', { name: 'x' }),
      await staff.post('/api/activities/none/close', {}),
      await staff.post('/api/activities/none/copy', days),
    ]) {
      expect([answer.status, answer.body.detail]).toEqual([404, 'Deze activiteit is niet bekend.']);
    }
  });
});

describe('GET /api/activities', () => {
  const lists: Record<string, string[]> = { coming: [], running: [], over: [], closed: [] };
  let list: (query: string) => Promise<unknown[]>;

  beforeAll(async () => {
    const library = await openLibrary();
    const add = async (state: string, startDate: string, endDate: string) =>
      lists[state]?.push(await library.addActivity({ startDate, endDate }));
    await add('over', '2026-09-01', '2026-10-10');
    await add('over', '2026-09-01', '2026-10-11');
    await add('running', '2026-10-01', '2026-10-12');
    await add('coming', '2026-10-13', '2026-10-14');
    await add('running', '2026-10-12', '2026-11-01');
    await add('coming', '2026-12-01', '2026-12-24');
    for (const endDate of ['2026-10-01', '2026-12-31']) {
      await add('closed', '2026-09-30', endDate);
      await done(library.as.admin.post(`/api/activities/${lists.closed?.at(-1) ?? ''}/close`, {}));
    }
    /** All pages of a list, two items a page. */
    list = async (query) => {
      const pages = await allPages(library.staff, `/api/activities?limit=2${query}`);
      for (const page of pages) expect(page.items?.length).toBeLessThanOrEqual(2);
      return pages.flatMap((page) => each(page, 'id'));
    };
  });

  it.each(['coming', 'running', 'over', 'closed'])('%s: by their last day, in pages', async (state) => {
    expect(await list(`&state=${state}`)).toEqual(lists[state]);
  });

  it('all, by their last day', async () => {
    const [coming = [], running = [], over = [], closed = []] = Object.values(lists);
    const all = [closed[0], ...over, running[0], coming[0], running[1], coming[1], closed[1]];
    expect(await list('')).toEqual(all);
  });

  it('a cursor is good for its own list only, and as it was given', async () => {
    const { next = '' } = await done(staff.get('/api/activities?state=running&limit=1'));
    expect((await staff.get(`/api/activities?state=running&limit=1&cursor=${next}`)).status).toBe(200);
    for (const query of [`state=over&limit=1&cursor=${next}`, `state=running&limit=1&cursor=${next}x`]) {
      const { status, body } = await staff.get(`/api/activities?${query}`);
      expect([status, pointers(body)]).toEqual([400, ['/query/cursor']]);
    }
  });

  it.each(['state=open', 'state=', 'limit=0', 'limit=201', 'branchId=CEN'])('400 for “%s”', async (query) => {
    expect((await staff.get(`/api/activities?${query}`)).status).toBe(400);
  });
});
