// Long: one table tries every verb in every state, and `WAYS` brings a batch into each.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answered } from '../../../testing/api/test-api.ts';
import { BOTH, makeBatch, openSint, SINT } from '../../../testing/api/batches.ts';
import { allPages } from '../../../testing/api/pages.ts';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { done, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
beforeEach(async () => {
  hook.before = undefined;
  library = await openSint(['c1', 'c2'], { hook });
});

const ASKED = { selection: SINT, change: BOTH };

const steer = (id: string, verb: string, headers = {}): Promise<Answered> =>
  library.as.admin.post(`/api/batches/${id}/${verb}`, {}, headers);
const show = (id: string) => done(library.as.admin.get(`/api/batches/${id}`));
const made = async () => (await done(library.as.admin.post('/api/batches', ASKED))).id ?? '';
const previewed = async () => (await makeBatch(library, ASKED)).id;

/** Sends each verb, and lets the worker finish after it. */
const after = async (id: string, ...verbs: readonly string[]) => {
  for (const verb of verbs) {
    await done(steer(id, verb));
    await library.work();
  }
  return id;
};
/** Sends a verb without letting the worker run. */
const just = async (id: string, verb: string) => {
  await done(steer(id, verb));
  return id;
};
/** Makes the worker fail at every write that records batch results, until it gives up. */
const failing = async (id: string) => {
  hook.before = (request) => {
    if (isWrite(request) && JSON.stringify(request.input).includes('#000000#000000'))
      throw new Error('fault');
  };
  await expect(library.work()).rejects.toThrow();
  hook.before = undefined;
  return id;
};

/** Brings a batch into each state. Nothing changes the state afterwards. */
const WAYS = {
  previewing: made,
  previewed,
  running: async () => just(await previewed(), 'run'),
  done: async () => after(await previewed(), 'run'),
  'cancelled before the run': async () => after(await previewed(), 'cancel'),
  'cancelled in the run': async () => after(await just(await previewed(), 'run'), 'cancel'),
  undoing: async () => just(await after(await previewed(), 'run'), 'undo'),
  undone: async () => after(await previewed(), 'run', 'undo'),
  'failed in the preview': async () => failing(await made()),
  'failed in the run': async () => failing(await just(await previewed(), 'run')),
  'failed in the undo': async () => failing(await just(await after(await previewed(), 'run'), 'undo')),
} as const;
type Way = keyof typeof WAYS;

describe('each verb in each state', () => {
  const SAYS: Readonly<Record<string, readonly [string, string]>> = {
    previewing: [
      'De seriemutatie wordt nog bekeken. Wacht tot het overzicht er is.',
      'The batch is still being previewed. Wait for the overview.',
    ],
    previewed: ['Deze seriemutatie is nog niet uitgevoerd.', 'This batch has not been run yet.'],
    running: ['Deze seriemutatie loopt nog.', 'This batch is still running.'],
    done: ['Deze seriemutatie is al uitgevoerd.', 'This batch has been run already.'],
    cancelled: ['Deze seriemutatie is afgebroken.', 'This batch was cancelled.'],
    undoing: ['Deze seriemutatie wordt al teruggedraaid.', 'This batch is being undone already.'],
    undone: ['Deze seriemutatie is al teruggedraaid.', 'This batch has been undone already.'],
    failed: ['Deze seriemutatie is mislukt.', 'This batch has failed.'],
  };
  const FITS: Readonly<Record<Way, readonly string[]>> = {
    previewing: ['cancel'],
    previewed: ['run', 'cancel'],
    running: ['cancel'],
    done: ['undo'],
    'cancelled before the run': [],
    'cancelled in the run': ['undo'],
    undoing: [],
    undone: [],
    'failed in the preview': [],
    'failed in the run': ['run', 'cancel'],
    'failed in the undo': ['undo'],
  };
  const cases = Object.keys(WAYS).map((way) => ({ way: way as Way, may: FITS[way as Way] }));

  it.each(cases)('M3: $way: $may fit; what does not is a 409 batch-status that says why', async (one) => {
    const id = await WAYS[one.way]();
    const before = await show(id);
    const status = one.way.split(' ')[0] ?? '';
    expect(before.status).toBe(status);
    for (const verb of ['run', 'cancel', 'undo'].filter((name) => !one.may.includes(name))) {
      const [nl, en] = [await steer(id, verb), await steer(id, verb, { 'accept-language': 'en' })];
      expect([verb, nl.status, nl.body.type]).toEqual([verb, 409, '/problems/batch-status']);
      expect(nl.body.reasons).toEqual([
        { code: 'batch-status', batchId: id, status, detail: nl.body.detail },
      ]);
      expect([nl.body.detail, en.body.detail]).toEqual(SAYS[status]);
    }
    expect(await show(id)).toEqual(before);
  });

  it.each(cases.flatMap(({ way, may }) => may.map((verb) => ({ way, verb }))))(
    'M3: $way: $verb is a 202 with its address and its version',
    async ({ way, verb }) => {
      const id = await WAYS[way]();
      const { status, headers, body } = await steer(id, verb);
      expect([status, headers.location]).toEqual([202, `/api/batches/${id}`]);
      expect(headers.etag).toBe(`"${String(body.version)}"`);
      expect(await show(id)).toEqual(body);
      await library.work();
      const end = { run: 'done', cancel: 'cancelled', undo: 'undone' }[verb];
      expect((await show(id)).status).toBe(end);
    },
  );
});

describe('what a batch says of itself', () => {
  it('201 with its address, its version, what was asked, and by whom', async () => {
    const asked = { ...ASKED, reason: ' Sint ', includeRuled: true };
    const { status, headers, body } = await library.staff.post('/api/batches', asked);
    const id = body.id ?? '';
    expect([status, headers.location, headers.etag]).toEqual([201, `/api/batches/${id}`, '"1"']);
    expect(body).toEqual({
      id,
      status: 'previewing',
      ...ASKED,
      reason: 'Sint',
      includeNewCopies: false,
      includeRuled: true,
      counts: { selected: 0, changed: 0, unchanged: 0, refused: 0, failed: 0, done: 0 },
      affectedReservations: 0,
      createdBy: 'staff-CEN',
      createdAt: expect.stringMatching(/^2026-10-12T08:00:00/) as string,
      version: 1,
    });
    const seen = await library.staff.get(`/api/batches/${id}`);
    expect([seen.headers.etag, seen.body]).toEqual(['"1"', body]);
  });

  it('a later version each time something happens; who ran and undid it, and when', async () => {
    const id = await previewed();
    const first = await show(id);
    expect(first).not.toHaveProperty('startedAt');
    await library.work();
    expect(await show(id)).toEqual(first);
    library.clock.set('2026-10-12T09:00:00.000Z');
    const running = (
      await library.as.claims({ sub: 'chief', role: 'admin' }).post(`/api/batches/${id}/run`, {})
    ).body;
    expect(running).toMatchObject({ status: 'running', startedBy: 'chief' });
    expect(running.startedAt).toMatch(/^2026-10-12T09:00:00/);
    expect(running).not.toHaveProperty('endedAt');
    await library.work();
    const ended = await show(id);
    expect(ended.status).toBe('done');
    expect(String(ended.endedAt) > String(running.startedAt)).toBe(true);
    const undoing = (await steer(id, 'undo')).body;
    expect(undoing).toMatchObject({ status: 'undoing', undoneBy: 'admin', startedBy: 'chief' });
    expect(undoing).not.toHaveProperty('endedAt');
    await library.work();
    const undone = await show(id);
    expect(undone).toMatchObject({ status: 'undone', startedAt: running.startedAt });
    expect(undone).toHaveProperty('endedAt');
    const versions = [first, running, ended, undoing, undone].map(({ version = 0 }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  it('M4: counts add up: done is changed, unchanged, refused and failed together', async () => {
    await done(library.block('c2', 'reservation'));
    await library.addCopy('c3', { collection: 'SINT' });
    const asked = {
      selection: { copyIds: ['c1', 'c2', 'none', 'c3'] },
      change: { reservation: { code: 8 } },
    };
    const batch = await makeBatch(library, asked);
    await done(library.block('c3', 'reservation', { code: 7 }));
    const counts = { selected: 4, changed: 1, unchanged: 1, refused: 2, failed: 0, done: 4 };
    expect((await batch.run()).counts).toEqual(counts);
    expect(Object.values(await batch.outcomes()).sort()).toEqual([
      'changed',
      'refused changed-since',
      'refused unknown-copy',
      'unchanged',
    ]);
  });
});

describe('cancel', () => {
  it('M3: of a batch that is being previewed: it is cancelled once the worker has seen it', async () => {
    const id = await just(await made(), 'cancel');
    expect((await steer(id, 'cancel')).status).toBe(202);
    await library.work();
    expect(await show(id)).toMatchObject({ status: 'cancelled' });
    expect((await library.copy('c1')).blocks).toEqual([]);
  });

  it('M3: before the worker has begun: no copy is changed, and none is later', async () => {
    const id = await WAYS['cancelled in the run']();
    expect(await show(id)).toMatchObject({
      status: 'cancelled',
      counts: { selected: 2, changed: 0, done: 0 },
    });
    await library.work('sweep');
    expect((await library.copy('c1')).blocks).toEqual([]);
  });

  it('M3: after the preview: it has begun nothing, and its results stay the preview', async () => {
    await done(library.block('c1', 'reservation'));
    await done(library.block('c1', 'loan'));
    const id = await WAYS['cancelled before the run']();
    const seen = await show(id);
    expect(seen).toMatchObject({ counts: { selected: 2, changed: 0 } });
    expect(seen).not.toHaveProperty('startedAt');
    const { items } = await done(library.as.admin.get(`/api/batches/${id}/results`));
    expect(items).toMatchObject([
      { copyId: 'c1', outcome: 'unchanged' },
      { copyId: 'c2', outcome: 'will-change' },
    ]);
    expect((await library.copy('c2')).blocks).toEqual([]);
  });
});

describe('a batch’s other addresses', () => {
  const VERBS = ['run', 'cancel', 'undo'];

  it.each(VERBS)('%s: 404 for a batch that is not there, 400 for a field or a query', async (verb) => {
    const { id } = await makeBatch(library, ASKED);
    const { status, body } = await library.as.admin.post(`/api/batches/none/${verb}`, {});
    expect([status, body.detail]).toEqual([404, 'Deze seriemutatie is niet bekend.']);
    const asked = await library.as.admin.post(`/api/batches/${id}/${verb}`, { force: true });
    expect([asked.status, pointers(asked.body)]).toEqual([400, ['/force']]);
    expect((await library.as.admin.post(`/api/batches/${id}/${verb}?x=1`, {})).status).toBe(400);
    expect((await library.as.admin.get(`/api/batches/${id}/${verb}`)).status).toBe(405);
  });

  it.each(['none', 'none.undo', '.undo'])('404 for the batch and the results of “%s”', async (id) => {
    expect((await library.as.admin.get(`/api/batches/${id}`)).status).toBe(404);
    expect((await library.as.admin.get(`/api/batches/${id}/results`)).status).toBe(404);
    const csv = await library.as.admin.get(`/api/batches/${id}/results`, { accept: 'text/csv' });
    expect([csv.status, csv.headers['content-type']]).toEqual([404, 'application/problem+json']);
  });

  it.each(['DELETE', 'PUT', 'PATCH'])('%s /api/batches/{id}: 405', async (method) => {
    const { status, headers } = await library.as.admin.call({ method, path: '/api/batches/b1' });
    expect([status, headers.allow]).toEqual([405, 'GET']);
  });
});

describe('GET /api/batches', () => {
  it('newest first, paged, each once', async () => {
    const ids = [];
    for (let n = 0; n < 5; n++) ids.unshift(await made());
    const pages = await allPages(library.as.admin, '/api/batches?limit=2');
    expect(pages.flatMap((page) => each(page, 'id'))).toEqual(ids);
  });
});
