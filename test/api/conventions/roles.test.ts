import { describe, expect, it } from 'vitest';
import '../../../testing/api/silence-logs.ts';
import { routes } from '../../../functions/routes/all.ts';
import { CEN, openLibrary } from '../../../testing/api/small-library.ts';

const ROLES = ['patron', 'staff', 'admin', 'feed'] as const;
type Role = (typeof ROLES)[number];

const NOT_FEED: readonly Role[] = ['patron', 'staff', 'admin'];
const DESK: readonly Role[] = ['staff', 'admin'];
const CATALOGUE: readonly Role[] = ['admin', 'feed'];

/** Every call of the API, and who may make it (rules B8, P1). */
const WHO: readonly (readonly [string, readonly Role[]])[] = [
  ['PUT /api/branches/{branchId}', CATALOGUE],
  ['GET /api/branches', NOT_FEED],
  ['GET /api/branches/{branchId}', NOT_FEED],
  ['GET /api/branches/{branchId}/pull-list', DESK],
  ['PUT /api/titles/{titleId}', CATALOGUE],
  ['GET /api/titles', NOT_FEED],
  ['GET /api/titles/{titleId}', NOT_FEED],
  ['PUT /api/copies/{copyId}', CATALOGUE],
  ['GET /api/copies', NOT_FEED],
  ['GET /api/copies/{copyId}', NOT_FEED],
  ['GET /api/copies/{copyId}/history', DESK],
  ['PUT /api/patrons/{patronId}', ['staff', 'admin', 'feed']],
  ['GET /api/patrons', DESK],
  ['GET /api/patrons/{patronId}', NOT_FEED],
  ['DELETE /api/patrons/{patronId}', CATALOGUE],
  ['PUT /api/copies/{copyId}/blocks/reservation', DESK],
  ['PUT /api/copies/{copyId}/blocks/loan', DESK],
  ['DELETE /api/copies/{copyId}/blocks/reservation', DESK],
  ['DELETE /api/copies/{copyId}/blocks/loan', DESK],
  ['POST /api/reservations', NOT_FEED],
  ['POST /api/reservations/check', NOT_FEED],
  ['GET /api/reservations', NOT_FEED],
  ['GET /api/reservations/{id}', NOT_FEED],
  ['DELETE /api/reservations/{id}', NOT_FEED],
  ['POST /api/loans', DESK],
  ['GET /api/loans', NOT_FEED],
  ['POST /api/check-ins', DESK],
  ['POST /api/activities', DESK],
  ['GET /api/activities', NOT_FEED],
  ['GET /api/activities/{id}', NOT_FEED],
  ['PATCH /api/activities/{id}', DESK],
  ['POST /api/activities/{id}/close', DESK],
  ['POST /api/activities/{id}/copy', DESK],
  ['GET /api/themes', NOT_FEED],
  ['POST /api/batches', DESK],
  ['GET /api/batches', DESK],
  ['GET /api/batches/{id}', DESK],
  ['POST /api/batches/{id}/run', DESK],
  ['POST /api/batches/{id}/cancel', DESK],
  ['POST /api/batches/{id}/undo', DESK],
  ['GET /api/batches/{id}/results', DESK],
  ['GET /api/collections', DESK],
  ['PUT /api/collections/{collection}/rule', DESK],
  ['DELETE /api/collections/{collection}/rule', DESK],
  ['GET /api/flags', DESK],
  ['POST /api/flags/{id}/keep', DESK],
  ['POST /api/jobs/nightly', ['admin']],
  ['GET /api/jobs', ['admin']],
  ['GET /api/jobs/{id}', ['admin']],
];

const { as } = await openLibrary();
const clients = { patron: as.patron('20001'), staff: as.staff(CEN), admin: as.admin, feed: as.feed };

/** A request that fits no schema: an unknown field in the query and the body, and an invalid id. */
const nonsense = (name: string) => {
  const [method = '', pattern = ''] = name.split(' ');
  const path = `${pattern.replace(/\{\w+\}/g, '%20')}?nonsense=1`;
  return { method, path, ...(method !== 'GET' && method !== 'DELETE' && { body: { nonsense: 1 } }) };
};

const cases = WHO.flatMap(([name, roles]) =>
  ROLES.map((role) => ({ name, role, may: roles.includes(role) })),
);

describe('a role comes before everything else (contract, order of refusals)', () => {
  it.each(cases.filter(({ may }) => !may))('$role may not $name: 403, whatever it says', async (one) => {
    const { status, body } = await clients[one.role].call(nonsense(one.name));
    expect(status).toBe(403);
    expect(body.type).toBe('/problems/role');
    expect(body.detail).toBe('Met deze aanmelding kan dit niet.');
  });

  it.each(cases.filter(({ may }) => may))('$role may $name: what it says is looked at', async (one) => {
    const { status } = await clients[one.role].call(nonsense(one.name));
    expect([200, 400, 404]).toContain(status);
  });

  it('the table above has every route but the two public ones', () => {
    const guarded = routes.filter(({ roles }) => roles !== 'public');
    const names = guarded.map(({ method, path }) => `${method} ${path}`);
    expect(WHO.map(([name]) => name).sort()).toEqual(names.sort());
  });
});

describe('who the token says that somebody is', () => {
  it.each([
    ['no claims at all', undefined],
    ['no role', { sub: 'x' }],
    ['a role that Apart does not know', { sub: 'x', role: 'director' }],
    ['an empty role', { sub: 'x', role: '' }],
    ['the role of an object', { sub: 'x', role: 'constructor' }],
  ])('%s: 403', async (_, claims) => {
    const client = claims ? as.claims(claims) : as.nobody;
    expect((await client.get('/api/branches')).status).toBe(403);
  });

  it.each([
    ['CEN', 201],
    ['CEN EAST', 201],
    ['[EAST CEN]', 201],
    ['EAST,CEN', 201],
    ['EAST', 403],
    ['CENT', 403],
    ['', 403],
  ])('staff with branchIds “%s” setting a block at CEN: %i', async (branchIds, status) => {
    const id = `copy-${Buffer.from(branchIds).toString('hex')}`;
    await as.feed.put(`/api/copies/${id}`, { titleId: 'T1', branchId: CEN });
    const staff = as.claims({ sub: 'somebody', role: 'staff', branchIds });
    expect((await staff.put(`/api/copies/${id}/blocks/loan`, {})).status).toBe(status);
  });

  it('branches in the token of anybody else than staff mean nothing', async () => {
    await as.feed.put('/api/copies/of-cen', { titleId: 'T1', branchId: CEN });
    const patron = as.claims({ sub: 'p', role: 'patron', patronId: '20001', branchIds: CEN });
    expect((await patron.put('/api/copies/of-cen/blocks/loan', {})).status).toBe(403);
  });

  it('a patron whose token names no card has no reservations and no loans', async () => {
    const patron = as.claims({ sub: 'p', role: 'patron' });
    expect((await patron.get('/api/reservations?patronId=20001')).status).toBe(403);
    expect((await patron.get('/api/loans?patronId=20001')).status).toBe(403);
  });
});
