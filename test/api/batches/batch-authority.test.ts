// Long: B8 and M6 are one subject: who may see, run and undo a batch, by role and by branch.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../testing/api/test-api.ts';
import { batchOf, CODE8, makeBatch } from '../../../testing/api/batches.ts';
import { allPages } from '../../../testing/api/pages.ts';
import { codes, each } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';

const EVERYWHERE = { selection: { collection: 'SINT' }, change: CODE8 };
const LISTED = { selection: { copyIds: ['c1', 'e1'] }, change: CODE8 };

const openWithCopies = async () => {
  const library = await openLibrary();
  await library.addCopy('c1', { collection: 'SINT' });
  await library.addCopy('e1', { collection: 'SINT', branchId: EAST });
  return library;
};

describe('B8: whose copies a batch changes', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openWithCopies();
  });
  const both = () => library.as.staff(CEN, EAST);
  const blocked = async () => {
    const copies = await Promise.all(['c1', 'e1'].map(library.copy));
    return copies.filter(({ blocks }) => blocks?.length).map(({ copyId }) => copyId);
  };

  it.each([
    ['staff: those of their branch', (at: Library) => at.staff, ['c1']],
    ['staff of the other: those of theirs', (at: Library) => at.east, ['e1']],
    ['staff of more branches: those of all of them', (at: Library) => at.as.staff(CEN, EAST), ['c1', 'e1']],
    ['staff of neither: none', (at: Library) => at.as.staff('NRD'), []],
    ['an admin: every branch’s', (at: Library) => at.as.admin, ['c1', 'e1']],
  ])('%s; the others are refused one by one, in the preview and in the run', async (_, client, mine) => {
    const outcomes = (outcome: string) =>
      Object.fromEntries(
        ['c1', 'e1'].map((id) => [id, mine.includes(id) ? outcome : 'refused other-branch']),
      );
    const batch = await makeBatch(library, EVERYWHERE, client(library));
    expect(await batch.outcomes()).toEqual(outcomes('will-change'));
    const refused = 2 - mine.length;
    expect((await batch.show()).counts).toMatchObject({ selected: 2, changed: 0, refused });
    expect((await batch.run()).counts).toMatchObject({ changed: mine.length, refused, done: 2 });
    expect(await batch.outcomes()).toEqual(outcomes('changed'));
    expect(await blocked()).toEqual(mine);
  });

  it('an admin who runs what staff have made changes what both may', async () => {
    const { id } = await makeBatch(library, LISTED, library.staff);
    await batchOf(library, id, library.as.admin).run();
    expect(await blocked()).toEqual(['c1']);
    expect((await library.history('c1'))[0]).toMatchObject({ by: 'admin', cause: { type: 'batch', id } });
    expect((await library.copy('c1')).blocks).toMatchObject([{ placedBy: 'admin' }]);
  });

  it('staff who run what a colleague of more branches has made, too', async () => {
    const { id } = await makeBatch(library, LISTED, both());
    const batch = batchOf(library, id, library.staff);
    expect(await batch.outcomes()).toEqual({ c1: 'will-change', e1: 'will-change' });
    await batch.run();
    expect(await batch.outcomes()).toEqual({ c1: 'changed', e1: 'refused other-branch' });
  });

  it('M5: who undoes it needs the rights for the copies: others stay as they are, and are named', async () => {
    const made = await makeBatch(library, LISTED, both());
    await made.run();
    const batch = batchOf(library, made.id, library.east);
    expect((await batch.undo()).counts).toMatchObject({ selected: 2, changed: 1, refused: 1, done: 2 });
    expect(await batch.outcomes()).toEqual({ c1: 'refused other-branch', e1: 'changed' });
    expect(await blocked()).toEqual(['c1']);
  });

  it('a copy that came to another branch since the batch ran is not theirs to put back', async () => {
    const batch = await makeBatch(library, LISTED, library.staff);
    await batch.run();
    await library.addCopy('c1', { collection: 'SINT', branchId: EAST });
    await batch.undo();
    expect(await batch.outcomes()).toEqual({ c1: 'refused other-branch' });
    expect(await blocked()).toEqual(['c1']);
  });

  it('C1: whoever runs a batch with a rule must be one who may set that rule: 403, and nothing has happened', async () => {
    const asked = { selection: { collection: 'SINT', branchId: CEN }, change: CODE8, includeNewCopies: true };
    const { id } = await makeBatch(library, asked, both());
    const { status, body } = await library.east.post(`/api/batches/${id}/run`, {});
    expect([status, body.type]).toEqual([403, '/problems/other-branch']);
    expect((await library.staff.get(`/api/batches/${id}`)).body.status).toBe('previewed');
    await batchOf(library, id, library.staff).run();
    expect(await blocked()).toEqual(['c1']);
  });
});

describe('contract: staff see the batches made in their branches', () => {
  let library: Library;
  let ids: Readonly<Record<'cen' | 'east' | 'both' | 'admin', string>>;
  beforeAll(async () => {
    library = await openWithCopies();
    const make = async (client: Client) => (await makeBatch(library, LISTED, client)).id;
    const cen = await make(library.staff);
    const east = await make(library.east);
    const both = await make(library.as.staff(CEN, EAST));
    ids = { cen, east, both, admin: await make(library.as.admin) };
  });
  const colleague = (branchIds: string) => library.as.claims({ sub: 'colleague', role: 'staff', branchIds });
  const WHO = [
    ['staff', () => library.staff, ['both', 'cen']],
    ['a colleague of the same branch', () => colleague(CEN), ['both', 'cen']],
    ['staff of the other branch', () => library.east, ['both', 'east']],
    ['staff of both', () => colleague(`${EAST} ${CEN}`), ['both', 'east', 'cen']],
    ['staff of neither', () => colleague('NRD'), []],
    ['staff of none', () => colleague(''), []],
    ['an admin', () => library.as.admin, ['admin', 'both', 'east', 'cen']],
  ] as const;

  it.each(WHO)(
    '%s: the list has theirs, newest first; each once, page by page too',
    async (_, client, mine) => {
      const expected = mine.map((name) => ids[name]);
      expect(each(await done(client().get('/api/batches')), 'id')).toEqual(expected);
      const pages = await allPages(client(), '/api/batches?limit=1');
      expect(pages.flatMap((page) => each(page, 'id'))).toEqual(expected);
    },
  );

  it.each(WHO)(
    '%s: a single one of others is a 403, its results and every verb too',
    async (_, client, mine) => {
      for (const [name, id] of Object.entries(ids)) {
        const seen = (mine as readonly string[]).includes(name);
        const answers = [
          await client().get(`/api/batches/${id}`),
          await client().get(`/api/batches/${id}.undo`),
          await client().get(`/api/batches/${id}/results`),
          await client().get(`/api/batches/${id}/results`, { accept: 'text/csv' }),
          await client().post(`/api/batches/${id}/undo`, {}),
          ...(seen ? [] : [await client().post(`/api/batches/${id}/run`, {})]),
          ...(seen ? [] : [await client().post(`/api/batches/${id}/cancel`, {})]),
        ];
        const types = answers.map(({ status, body }) => (status === 403 ? body.type : status));
        expect([name, types]).toEqual([
          name,
          seen ? [200, 200, 200, 200, 409] : Array(7).fill('/problems/other-batch'),
        ]);
      }
    },
  );

  it.each([
    ['nl', 'Deze seriemutatie is van een andere vestiging.'],
    ['en', 'This batch is another branch’s.'],
  ])('the 403 says so, in %s', async (language, detail) => {
    const answer = await library.east.get(`/api/batches/${ids.cen}`, { 'accept-language': language });
    expect([answer.status, answer.body.detail]).toEqual([403, detail]);
  });

  it.each([
    ['a patron', () => library.as.patron('20001')],
    ['the feed', () => library.as.feed],
  ])('B8: %s has no batches: 403 on every address', async (_, client) => {
    const answers = [
      await client().post('/api/batches', LISTED),
      await client().post('/api/batches', { nonsense: 1 }),
      await client().get('/api/batches'),
      await client().get(`/api/batches/${ids.cen}`),
      await client().get('/api/batches/none'),
      await client().get(`/api/batches/${ids.cen}/results`),
      await client().get(`/api/batches/${ids.cen}/results`, { accept: 'text/csv' }),
      await client().post(`/api/batches/${ids.cen}/run`, {}),
      await client().post(`/api/batches/${ids.cen}/cancel`, {}),
      await client().post(`/api/batches/${ids.cen}/undo`, {}),
    ];
    for (const { status, body } of answers) expect([status, body.type]).toEqual([403, '/problems/role']);
    expect(await done(library.staff.get(`/api/batches/${ids.cen}`))).toMatchObject({ status: 'previewed' });
  });
});

describe('M6: above 5,000 selected an admin runs it; unknown barcodes count', { timeout: 120_000 }, () => {
  let library: Library;
  let id: string;
  const barcodes = (count: number) => Array.from({ length: count }, (_, n) => `x${n}`);
  const run = (client: Client, headers = {}) => client.post(`/api/batches/${id}/run`, {}, headers);
  const show = () => done(library.as.admin.get(`/api/batches/${id}`));

  it('5,000: staff may', async () => {
    library = await openWithCopies();
    const asked = { selection: { copyIds: ['c1', ...barcodes(4_999)] }, change: CODE8 };
    const batch = await makeBatch(library, asked, library.staff);
    expect((await batch.show()).counts).toMatchObject({ selected: 5_000, refused: 4_999, done: 0 });
    expect(await batch.run()).toMatchObject({
      status: 'done',
      counts: { changed: 1, refused: 4_999, done: 5_000 },
    });
  });

  it('5,001: staff get a 403, and the preview stays', async () => {
    library = await openWithCopies();
    const asked = { selection: { copyIds: ['c1', ...barcodes(5_000)] }, change: CODE8 };
    id = (await makeBatch(library, asked, library.staff)).id;
    const before = await show();
    expect(before).toMatchObject({ status: 'previewed', counts: { selected: 5_001 } });
    for (const [language, detail] of [
      [
        'nl',
        'Een seriemutatie van meer dan 5.000 exemplaren voert een beheerder uit. Het overzicht blijft staan: vraag een beheerder om ernaar te kijken.',
      ],
      [
        'en',
        'A batch of more than 5,000 copies is run by an admin. The preview stays: ask an admin to look at it.',
      ],
    ] as const) {
      const { status, body } = await run(library.staff, { 'accept-language': language });
      expect([status, body.type, body.detail]).toEqual([403, '/problems/batch-needs-admin', detail]);
    }
    await library.work();
    expect(await show()).toEqual(before);
  });

  it('an admin may run that very preview: four eyes', async () => {
    expect(await batchOf(library, id, library.as.admin).run()).toMatchObject({
      status: 'done',
      createdBy: 'staff-CEN',
      startedBy: 'admin',
      counts: { selected: 5_001, changed: 1, refused: 5_000, done: 5_001 },
    });
  });

  it('the person comes before the rules: staff get a 403 where an admin gets a 409', async () => {
    expect(codes((await run(library.as.admin)).body)).toEqual(['batch-status']);
    expect((await run(library.staff)).body.type).toBe('/problems/batch-needs-admin');
  });

  it('what an admin had to run, an admin has to undo', async () => {
    const undo = (client: Client) => client.post(`/api/batches/${id}/undo`, {});
    expect((await undo(library.staff)).body.type).toBe('/problems/batch-needs-admin');
    expect((await undo(library.as.admin)).status).toBe(202);
    await library.work();
    expect(await show()).toMatchObject({
      status: 'undone',
      undoneBy: 'admin',
      counts: { changed: 1, done: 1 },
    });
  });
});
