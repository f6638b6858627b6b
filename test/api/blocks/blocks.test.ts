import { describe, expect, it } from 'vitest';
import { codes, pointers } from '../../../testing/api/response-body.ts';
import { openLibrary } from '../../../testing/api/small-library.ts';

const { as, staff, east, addCopy, addPatron, reserve, copy, history } = await openLibrary();
await addPatron('20001');
await addPatron('20002');
await addCopy('bad');

const path = (copyId: string, kind: string) => `/api/copies/${copyId}/blocks/${kind}`;

const KINDS = [
  ['reservation', { code: 8 }],
  ['loan', {}],
] as const;

describe.each(KINDS)('PUT and DELETE /api/copies/{copyId}/blocks/%s', (kind, body) => {
  it('B8: staff of the copy’s branch and an admin may; staff of another branch not: 403, by the branch’s name', async () => {
    await addCopy(`who-${kind}`);
    expect((await staff.put(path(`who-${kind}`, kind), body)).status).toBe(201);
    for (const refused of [
      await east.put(path(`who-${kind}`, kind), body),
      await east.delete(path(`who-${kind}`, kind)),
    ]) {
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/other-branch']);
      expect(refused.body.detail).toBe(
        'Dit exemplaar is van Centrum. Alleen medewerkers van Centrum kunnen dit wijzigen.',
      );
    }
    expect((await as.admin.delete(path(`who-${kind}`, kind))).status).toBe(200);
  });

  it('what does not fit comes before the branch, the branch before the rules', async () => {
    await addCopy(`order-${kind}`);
    const asked = { ...body, activityId: 'none' };
    expect((await east.put(path(`order-${kind}`, kind), { ...asked, x: 1 })).status).toBe(400);
    expect((await east.put(path(`order-${kind}`, kind), asked)).status).toBe(403);
    const refused = await staff.put(path(`order-${kind}`, kind), asked);
    expect([refused.status, codes(refused.body)]).toEqual([409, ['unknown-activity']]);
    expect(refused.body.reasons?.[0]).toMatchObject({ activityId: 'none' });
  });

  it('B1, B9: 201 new, 200 changed, 200 and no trace when it says the same again', async () => {
    const id = `set-${kind}`;
    await addCopy(id);
    const made = await staff.put(path(id, kind), { ...body, reason: 'een' });
    const changed = await staff.put(path(id, kind), { ...body, reason: 'twee' });
    const same = await staff.put(path(id, kind), { ...body, reason: 'twee' });
    expect([made.status, changed.status, same.status]).toEqual([201, 200, 200]);
    expect([made.headers.etag, changed.headers.etag, same.headers.etag]).toEqual(['"2"', '"3"', '"3"']);
    expect(same.body.copy?.blocks).toMatchObject([{ kind, reason: 'twee', source: { type: 'manual' } }]);
    expect((await history(id)).map(({ action }) => action)).toEqual(['changed', 'set']);
  });

  it('200 lifts it, 404 when there is none', async () => {
    const id = `lift-${kind}`;
    await addCopy(id);
    await staff.put(path(id, kind), body);
    const lifted = await staff.delete(path(id, kind));
    expect([lifted.status, lifted.body.copy?.blocks, lifted.headers.etag]).toEqual([200, [], '"3"']);
    const again = await staff.delete(path(id, kind));
    expect([again.status, again.body.detail]).toEqual([404, 'Op dit exemplaar staat zo’n blokkade niet.']);
    expect((await staff.delete(`${path(id, kind)}?activityId=A1`)).status).toBe(404);
    expect((await staff.delete(`${path(id, kind)}?rule=true`)).status).toBe(404);
  });

  it('404 for a copy that is not there', async () => {
    expect((await staff.put(path('none', kind), body)).status).toBe(404);
    expect((await staff.delete(path('none', kind))).status).toBe(404);
  });

  it('412: If-Match is the copy’s version', async () => {
    const id = `match-${kind}`;
    await addCopy(id);
    expect((await staff.put(path(id, kind), body, { 'if-match': '"2"' })).status).toBe(412);
    expect((await staff.put(path(id, kind), body, { 'if-match': '"1"' })).status).toBe(201);
    expect((await staff.delete(path(id, kind), { 'if-match': '"1"' })).status).toBe(412);
    expect((await staff.delete(path(id, kind), { 'if-match': '"2"' })).status).toBe(200);
    const stale = await staff.put(path(id, kind), body, { 'if-match': '"1"', 'accept-language': 'en' });
    expect(stale.body.title).toBe('Changed meanwhile');
  });

  it('B7: names the open copy reservations that it touches, and cancels none', async () => {
    const id = `touch-${kind}`;
    await addCopy(id);
    await reserve('20001', { copyId: id });
    await reserve('20002', { copyId: id });
    const { body: answer } = await staff.put(path(id, kind), body);
    expect(answer.affectedReservations).toMatchObject([
      { patronId: '20001', position: 1, status: 'waiting' },
      { patronId: '20002', position: 2, status: 'waiting' },
    ]);
    expect((await copy(id)).reservations).toBe(2);
  });

  it.each(['?rule=false', '?rule=', '?activityId=A1&rule=true', '?activityId=', '?x=1'])(
    '400 for DELETE with “%s”',
    async (query) => {
      expect((await staff.delete(`${path('bad', kind)}${query}`)).status).toBe(400);
    },
  );
});

describe('what does not fit: 400', () => {
  it.each([
    ['reservation', 'no code', {}, ['/code']],
    ['reservation', 'B2: another code', { code: 9 }, ['/code']],
    ['reservation', 'B2: code 0', { code: 0 }, ['/code']],
    ['reservation', 'a code as text', { code: '8' }, ['/code']],
    ['reservation', 'B2: an end date', { code: 8, endDate: '2026-12-31' }, ['/endDate']],
    ['reservation', 'an empty reason', { code: 8, reason: ' ' }, ['/reason']],
    ['reservation', 'a reason that is too long', { code: 8, reason: 'x'.repeat(501) }, ['/reason']],
    ['reservation', 'who placed it', { code: 8, placedBy: 'me' }, ['/placedBy']],
    ['loan', 'B3: an end date in the past', { endDate: '2026-10-11' }, ['/endDate']],
    ['loan', 'a day that does not exist', { endDate: '2027-02-29' }, ['/endDate']],
    ['loan', 'a day in another form', { endDate: '31-12-2026' }, ['/endDate']],
    ['loan', 'an instant', { endDate: '2026-12-31T00:00:00Z' }, ['/endDate']],
    ['loan', 'no day at all', { endDate: null }, ['/endDate']],
    ['loan', 'a code', { code: 8 }, ['/code']],
    ['loan', 'an activity that cannot be one', { activityId: 'a b' }, ['/activityId']],
  ])('%s block: %s', async (kind, _, body, wrong) => {
    const answer = await staff.put(path('bad', kind), body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });

  it.each([
    ['reservation', { code: 8, endDate: '2026-12-31' }, 'Een reserveringsblokkade heeft geen einddatum.'],
    ['loan', { endDate: '2026-10-11' }, 'Deze dag is al voorbij. Kies vandaag of later.'],
    ['loan', { endDate: '2026-13-01' }, 'Dit is geen bestaande dag. Schrijf hem als 2026-10-12.'],
  ])('a %s block with %j says: %s', async (kind, body, detail) => {
    expect((await staff.put(path('bad', kind), body)).body.detail).toBe(detail);
  });

  it('nothing of all that left a trace', async () => {
    expect(await copy('bad')).toMatchObject({ blocks: [], version: 1 });
    expect(await history('bad')).toEqual([]);
  });
});

describe('what a block does', () => {
  it.each([
    ['a', [['reservation', { code: 8 }]], { code: 8, open: false }, { open: true }],
    ['b', [['reservation', { code: 7 }]], { code: 7, open: true }, { open: true }],
    ['c', [['loan', {}]], { code: null, open: false }, { open: false }],
    [
      'd',
      [['loan', { endDate: '2026-12-31' }]],
      { code: null, open: true, from: '2027-01-01' },
      { open: false, from: '2027-01-01' },
    ],
    [
      'e',
      [['loan', { endDate: '2026-10-12' }]],
      { code: null, open: true, from: '2026-10-13' },
      { open: false, from: '2026-10-13' },
    ],
    [
      'f',
      [
        ['reservation', { code: 7 }],
        ['loan', { endDate: '2026-12-31' }],
      ],
      { code: 7, open: true, from: '2027-01-01' },
      { open: false, from: '2027-01-01' },
    ],
  ] as const)('B2, B3, B6: %s %j', async (id, blocks, reservable, lendable) => {
    await addCopy(`does-${id}`);
    for (const [kind, body] of blocks) await staff.put(path(`does-${id}`, kind), body);
    const seen = await copy(`does-${id}`);
    expect([seen.reservable, seen.lendable]).toEqual([reservable, lendable]);
    expect(seen.blocks).toHaveLength(blocks.length);
  });
});
