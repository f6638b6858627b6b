import { describe, expect, it, vi } from 'vitest';
import { NO_NIGHT_COUNTS } from '../../../lib/domain/night-report.ts';
import { startReport } from '../../../lib/store/night-reports.ts';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { done, openLibrary } from '../../../testing/api/small-library.ts';

const { as, clock, night } = await openLibrary();

describe('POST /api/jobs/nightly', () => {
  it('200 with the report of what this very run did', async () => {
    const { status, body } = await as.admin.post('/api/jobs/nightly', {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ job: 'nightly', day: '2026-10-12', setAside: [] });
    expect(body.counts).toMatchObject({
      loanBlocksLifted: 0,
      activityBlocksLifted: 0,
      reservationsExpired: 0,
      flagsRaised: 0,
      flagsResolved: 0,
      mailsSent: 0,
      setAside: 0,
    });
    expect(body.endedAt).toBeDefined();
  });

  it('N4: works for the day that is asked, today or before', async () => {
    expect((await as.admin.post('/api/jobs/nightly', { day: '2026-01-31' })).body.day).toBe('2026-01-31');
    const future = await as.admin.post('/api/jobs/nightly', { day: '2026-10-13' });
    expect([future.status, pointers(future.body)]).toEqual([400, ['/day']]);
    expect(future.body.detail).toBe('Deze dag moet nog komen. Kies vandaag of eerder.');
  });

  it.each([[{ day: '2026-02-30' }], [{ day: 1 }], [{ date: '2026-10-12' }]])('400 for %j', async (body) => {
    expect((await as.admin.post('/api/jobs/nightly', body)).status).toBe(400);
  });

  it('N4: the night of the schedule works for the day it was scheduled for, in Amsterdam', async () => {
    clock.set('2026-12-25T12:00:00.000Z');
    expect((await night('2026-10-12T01:30:00Z')).day).toBe('2026-10-12');
    expect((await night('2026-10-12T22:30:00Z')).day).toBe('2026-10-13');
    clock.setDay('2026-10-12');
  });

  it('202 with the place of the report where it takes longer than 20 s, to a repeat as well', async () => {
    const slow = await openLibrary({ services: { startNight: () => Promise.resolve() } });
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const hurry = setInterval(() => void vi.advanceTimersByTimeAsync(150), 1);
    const ask = () => slow.as.admin.post('/api/jobs/nightly', {}, { 'idempotency-key': 'slow' });
    const first = await ask();
    clearInterval(hurry);
    vi.useRealTimers();
    const { status, headers, body } = first;
    expect(status).toBe(202);
    expect(headers.location).toBe(`/api/jobs/${body.id ?? ''}`);
    await startReport(slow.table, {
      id: body.id ?? '',
      job: 'nightly',
      day: '2026-10-12',
      startedAt: slow.clock.now(),
      endedAt: slow.clock.now(),
      counts: NO_NIGHT_COUNTS,
      setAside: [],
    });
    expect(await ask()).toEqual(first);
  });
});

describe('GET /api/jobs', () => {
  it('lists the reports, newest first, in pages, and shows each by its id', async () => {
    const jobs = await openLibrary();
    for (const day of ['2026-10-01', '2026-10-02', '2026-10-03']) {
      await jobs.as.admin.post('/api/jobs/nightly', { day });
    }
    const first = await done(jobs.as.admin.get('/api/jobs?limit=2'));
    expect(each(first, 'day')).toEqual(['2026-10-03', '2026-10-02']);
    const rest = await done(jobs.as.admin.get(`/api/jobs?limit=2&cursor=${first.next ?? ''}`));
    expect([each(rest, 'day'), rest.next]).toEqual([['2026-10-01'], undefined]);
    const one = first.items?.[0];
    expect((await jobs.as.admin.get(`/api/jobs/${one?.id ?? ''}`)).body).toEqual(one);
  });

  it('N5: keeps a report for 400 days', async () => {
    const jobs = await openLibrary();
    const { id = '' } = (await jobs.as.admin.post('/api/jobs/nightly', {})).body;
    const found = async () => {
      const list = await done(jobs.as.admin.get('/api/jobs'));
      return [(await jobs.as.admin.get(`/api/jobs/${id}`)).status, list.items?.length];
    };
    jobs.clock.setDay('2027-11-16');
    expect(await found()).toEqual([200, 1]);
    jobs.clock.setDay('2027-11-17');
    expect(await found()).toEqual([404, 0]);
  });

  it('404 for a report that is not there', async () => {
    const { status, body } = await as.admin.get('/api/jobs/none');
    expect([status, body.detail]).toEqual([404, 'Dit verslag is niet bekend.']);
  });
});
