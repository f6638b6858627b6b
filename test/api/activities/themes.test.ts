import { describe, expect, it } from 'vitest';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { startApi } from '../../../testing/api/test-api.ts';

const { as } = await startApi();

describe('GET /api/themes', () => {
  it('200 with the themes of a year, in its order', async () => {
    const { status, body } = await as.staff('CEN').get('/api/themes?year=2026');
    expect(status).toBe(200);
    expect(each(body, 'key')).toEqual([
      'nationale-voorleesdagen',
      'pasen',
      'griffels-penselen',
      'kinderboekenweek',
      'sinterklaas',
      'kerst',
    ]);
    expect(body.items?.[0]).toEqual({
      key: 'nationale-voorleesdagen',
      name: 'Nationale Voorleesdagen',
      startDate: '2026-01-21',
      endDate: '2026-02-01',
      basis: 'announced',
    });
  });

  it.each([
    ['a patron', as.patron('29801002576'), 200],
    ['staff', as.staff('CEN'), 200],
    ['an admin', as.admin, 200],
    ['the feed', as.feed, 403],
  ])('%s', async (_name, client, status) => {
    expect((await client.get('/api/themes?year=2000')).status).toBe(status);
  });

  it.each(['2000', '2100'])('200 for %s', async (year) => {
    expect((await as.admin.get(`/api/themes?year=${year}`)).status).toBe(200);
  });

  it.each([
    ['no year', '', '/query/year'],
    ['an empty one', '?year=', '/query/year'],
    ['a year too early', '?year=1999', '/query/year'],
    ['a year too late', '?year=2101', '/query/year'],
    ['half a year', '?year=2026.5', '/query/year'],
    ['a word', '?year=soon', '/query/year'],
    ['something else beside it', '?year=2026&month=1', '/query/month'],
  ])('400 for %s', async (_name, query, pointer) => {
    const { status, body } = await as.admin.get(`/api/themes${query}`);
    expect([status, pointers(body)]).toEqual([400, [pointer]]);
  });
});
