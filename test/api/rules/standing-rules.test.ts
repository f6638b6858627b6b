// Long: PUT answers `unblocked`, DELETE answers `remaining`, and the list shows the same rules.
import { describe, expect, it } from 'vitest';
import type { Client } from '../../../testing/api/test-api.ts';
import { allPages } from '../../../testing/api/pages.ts';
import { codes, each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, staff, east, addCopy, addActivity, block, copy } = library;

const path = (collection: string, branchId?: string) =>
  `/api/collections/${collection}/rule${branchId === undefined ? '' : `?branchId=${branchId}`}`;

/** Adds copies of a collection at this branch. */
const addCopies = async (collection: string, ids: readonly string[], branchId = CEN) => {
  for (const id of ids) await addCopy(`${collection}-${id}`, { collection, branchId });
};

const unblocked = async (collection: string, body: object, branchId?: string, client: Client = as.admin) =>
  (await done(client.put(path(collection, branchId), body))).unblocked;
const remaining = async (collection: string, branchId?: string) =>
  (await done(as.admin.delete(path(collection, branchId)))).remaining;

/** The rules of a collection, as the list of collections shows them. */
const rulesOf = async (collection: string) =>
  (await done(staff.get('/api/collections?limit=200'))).items?.find((one) => one.collection === collection)
    ?.rules;

describe('PUT and DELETE /api/collections/{collection}/rule (C1)', () => {
  it('201 new, 200 set anew, 200 ended, 404 once there is none', async () => {
    const made = await as.admin.put(path('new'), { code: 8 });
    expect([made.status, made.headers.etag]).toEqual([201, '"1"']);
    expect(made.body).toMatchObject({
      rule: { collection: 'new', code: 8, setBy: 'admin', version: 1 },
      unblocked: 0,
    });
    const again = await as.admin.put(path('new'), { code: 7 });
    expect([again.status, again.headers.etag]).toEqual([200, '"2"']);
    expect(again.body.rule).toMatchObject({ code: 7, version: 2 });
    const ended = await as.admin.delete(path('new'));
    expect([ended.status, ended.body]).toEqual([200, { remaining: 0 }]);
    const none = await as.admin.delete(path('new'));
    expect([none.status, none.body.detail]).toEqual([404, 'Deze collectie heeft hier geen vaste regel.']);
    expect((await as.admin.put(path('new'), { code: 8 })).status).toBe(201);
  });

  it('a rule in a branch and one everywhere are two; ending one leaves the other', async () => {
    expect((await as.admin.put(path('two'), { code: 8 })).status).toBe(201);
    expect((await staff.put(path('two', CEN), { code: null })).status).toBe(201);
    expect(await rulesOf('two')).toMatchObject([
      { collection: 'two', code: 8, setBy: 'admin' },
      { collection: 'two', branchId: CEN, code: null, setBy: 'staff-CEN' },
    ]);
    expect(await remaining('two')).toBe(0);
    expect(await rulesOf('two')).toMatchObject([{ branchId: CEN }]);
    expect((await as.admin.delete(path('two'))).status).toBe(404);
  });

  it('B8: staff of that branch and an admin; staff of another branch not, by its name', async () => {
    expect((await staff.put(path('who', CEN), { code: 8 })).status).toBe(201);
    expect((await as.staff(EAST, CEN).put(path('who', CEN), { code: 7 })).status).toBe(200);
    for (const refused of [
      await east.put(path('who', CEN), { code: 8 }),
      await east.delete(path('who', CEN)),
    ]) {
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/other-branch']);
      expect(refused.body.detail).toBe('Alleen medewerkers van Centrum stellen daar een vaste regel in.');
    }
    expect((await staff.delete(path('who', CEN))).status).toBe(200);
  });

  it('everywhere only an admin', async () => {
    await done(as.admin.put(path('all'), { code: 8 }));
    for (const refused of [await staff.put(path('all'), { code: 7 }), await staff.delete(path('all'))]) {
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/rule-needs-admin']);
    }
    expect(await rulesOf('all')).toMatchObject([{ code: 8, version: 1 }]);
  });

  it('403 for a patron and the feed', async () => {
    for (const client of [as.patron('own'), as.feed]) {
      expect((await client.put(path('role', CEN), { code: 8 })).status).toBe(403);
      expect((await client.delete(path('role', CEN))).status).toBe(403);
      expect((await client.get('/api/collections')).status).toBe(403);
    }
  });

  it.each([
    ['another code', { code: 9 }, '/code'],
    ['no code', {}, '/code'],
    ['an end date', { code: 8, endDate: '2026-12-31' }, '/endDate'],
    ['an activity that is no id', { code: 8, activityId: 'a b' }, '/activityId'],
  ])('B2: 400 for %s, also for whoever may not set it', async (_, body, pointer) => {
    for (const client of [as.admin, east]) {
      const refused = await client.put(path('fit', CEN), body);
      expect([refused.status, pointers(refused.body)]).toEqual([400, [pointer]]);
    }
    expect(await rulesOf('fit')).toBeUndefined();
  });

  it('409 for what does not exist or is over, every reason at once; nothing is set', async () => {
    const over = await addActivity({ startDate: '2026-09-01', endDate: '2026-10-11' });
    const closed = await addActivity();
    await done(as.admin.post(`/api/activities/${closed}/close`, {}));
    const refusals = async (body: object, branchId?: string) => {
      const refused = await as.admin.put(path('none', branchId), body);
      return [refused.status, codes(refused.body)];
    };
    expect(await refusals({ code: 8 }, 'NONE')).toEqual([409, ['unknown-branch']]);
    expect(await refusals({ code: 8, activityId: 'none' })).toEqual([409, ['unknown-activity']]);
    expect(await refusals({ code: 8, activityId: over })).toEqual([409, ['activity-over']]);
    expect(await refusals({ code: 7, activityId: closed })).toEqual([409, ['activity-over']]);
    expect(await refusals({ code: 8, activityId: over }, 'NONE')).toEqual([
      409,
      ['unknown-branch', 'activity-over'],
    ]);
    const { body } = await as.admin.put(path('none'), { code: 8, activityId: over });
    expect(body.reasons?.[0]?.detail).toBe(
      'Griffels is afgelopen op zo 11 okt 2026. Kies een activiteit die loopt of nog komt.',
    );
    expect(await rulesOf('none')).toBeUndefined();
  });

  it('412: If-Match is the rule’s version; none matches where there is no rule', async () => {
    const set = (tag: string) => staff.put(path('match', CEN), { code: 8 }, { 'if-match': tag });
    const end = (tag: string) => staff.delete(path('match', CEN), { 'if-match': tag });
    expect([(await set('"1"')).status, (await set('*')).status]).toEqual([412, 412]);
    await done(staff.put(path('match', CEN), { code: 7 }));
    expect([(await set('"2"')).status, (await set('"1"')).status]).toEqual([412, 200]);
    expect([(await end('"1"')).status, (await end('"2"')).status]).toEqual([412, 200]);
  });
});

describe('C1: `unblocked`, the copies without the block', () => {
  it('counts those of its branch, or of all', async () => {
    await addCopies('count', ['c1', 'c2']);
    await addCopies('count', ['e1'], EAST);
    await addCopy('elsewhere', { collection: 'other' });
    expect(await unblocked('count', { code: 8 }, EAST)).toBe(1);
    await done(as.admin.delete(path('count', EAST)));
    expect(await unblocked('count', { code: 8 })).toBe(3);
  });

  it('leaves out those that carry one at least as strict in the same slot, whoever set it', async () => {
    await addCopies('strict', ['8', '7', 'activity', 'none']);
    const activityId = await addActivity();
    await done(block('strict-8', 'reservation', { code: 8 }));
    await done(block('strict-7', 'reservation', { code: 7 }));
    await done(block('strict-activity', 'reservation', { code: 8, activityId }));
    expect(await unblocked('strict', { code: 7 })).toBe(2);
    expect(await unblocked('strict', { code: 8 })).toBe(3);
    expect(await unblocked('strict', { code: 8, activityId })).toBe(3);
    expect(await unblocked('strict', { code: null })).toBe(0);
  });

  it('leaves out the branches that have a rule of their own, also one of `code: null`', async () => {
    await addCopies('narrow', ['c1', 'c2']);
    await addCopies('narrow', ['e1', 'e2', 'e3'], EAST);
    expect(await unblocked('narrow', { code: null }, EAST)).toBe(0);
    expect(await unblocked('narrow', { code: 8 })).toBe(2);
    expect(await unblocked('narrow', { code: 7 }, EAST)).toBe(3);
    expect(await unblocked('narrow', { code: 8 })).toBe(2);
  });

  it('counts an exception: it has no block', async () => {
    await done(as.admin.put(path('except'), { code: 8 }));
    await addCopies('except', ['c1']);
    await done(as.admin.delete('/api/copies/except-c1/blocks/reservation?rule=true'));
    expect(await unblocked('except', { code: 8 })).toBe(1);
  });
});

describe('C3: `remaining`, the blocks that ending a rule leaves', () => {
  it('those of its slot, in its branch or where no other rule is; nothing is lifted', async () => {
    await done(as.admin.put(path('left'), { code: 8 }));
    await done(as.admin.put(path('left', EAST), { code: 7 }));
    await addCopies('left', ['c1', 'c2']);
    await addCopies('left', ['e1'], EAST);
    await done(as.admin.delete('/api/copies/left-c2/blocks/reservation?rule=true'));
    await done(block('left-c2', 'reservation', { code: 8 }));
    expect(await remaining('left', EAST)).toBe(1);
    expect(await remaining('left')).toBe(1);
    expect((await copy('left-e1')).blocks).toMatchObject([{ code: 7, source: { type: 'rule' } }]);
    expect((await copy('left-c1')).blocks).toMatchObject([{ code: 8, source: { type: 'rule' } }]);
  });

  it('also in branches with rules of their own: the blocks of the rule that ended are there all the same', async () => {
    await done(as.admin.put(path('kept'), { code: 8 }));
    await addCopies('kept', ['c1']);
    await addCopies('kept', ['e1'], EAST);
    await done(as.admin.put(path('kept', EAST), { code: null }));
    expect(await remaining('kept')).toBe(2);
  });

  it('of a rule with an activity: those in the activity’s slot', async () => {
    const activityId = await addActivity();
    await done(as.admin.put(path('fair'), { code: 8, activityId }));
    await addCopies('fair', ['c1', 'c2']);
    await done(as.admin.delete(`/api/copies/fair-c2/blocks/reservation?activityId=${activityId}`));
    await done(block('fair-c2', 'reservation'));
    expect(await remaining('fair')).toBe(1);
  });

  it('nothing of a rule that sets none', async () => {
    await done(as.admin.put(path('null'), { code: null }));
    await addCopies('null', ['c1']);
    await done(block('null-c1', 'reservation'));
    expect(await remaining('null')).toBe(0);
  });
});

describe('GET /api/collections', () => {
  it('every collection that has ever had a copy or a rule, by name, each with its rules, in pages', async () => {
    const fresh = await openLibrary();
    for (const collection of ['SINT', 'KERST', 'PASEN', 'A-Z']) {
      await fresh.addCopy(`in-${collection}`, { collection });
    }
    await fresh.addCopy('in-A-Z');
    await done(fresh.as.admin.put(path('KERST'), { code: 8 }));
    await done(fresh.as.admin.put(path('KERST', EAST), { code: null }));
    await done(fresh.as.admin.put(path('GRIFFELS', CEN), { code: 7 }));
    await done(fresh.as.admin.put(path('SINT'), { code: 8 }));
    const pages = await allPages(fresh.staff, '/api/collections?limit=2');
    for (const page of pages) expect(page.items?.length).toBeLessThanOrEqual(2);
    expect(pages.flatMap(({ items = [] }) => items)).toMatchObject([
      { collection: 'A-Z', rules: [] },
      { collection: 'GRIFFELS', rules: [{ branchId: CEN, code: 7 }] },
      { collection: 'KERST', rules: [{ code: 8 }, { branchId: EAST, code: null }] },
      { collection: 'PASEN', rules: [] },
      { collection: 'SINT', rules: [{ code: 8 }] },
    ]);
    expect(each(await done(fresh.as.admin.get('/api/collections')), 'collection')).toHaveLength(5);
  });

  it('a cursor is good for its own list only', async () => {
    const { next = '' } = await done(staff.get('/api/collections?limit=1'));
    expect((await staff.get(`/api/collections?limit=1&cursor=${next}`)).status).toBe(200);
    const tampered = await staff.get(`/api/collections?limit=1&cursor=${next}x`);
    expect([tampered.status, pointers(tampered.body)]).toEqual([400, ['/query/cursor']]);
  });

  it.each(['limit=0', 'branchId=CEN'])('400 for “%s”', async (query) => {
    expect((await staff.get(`/api/collections?${query}`)).status).toBe(400);
  });
});
