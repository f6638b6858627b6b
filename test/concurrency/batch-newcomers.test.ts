import { describe, expect, it } from 'vitest';
import { shardOf } from '../../lib/store/index-keys.ts';
import { API_TODAY } from '../../testing/api/test-api.ts';
import { copiesIn } from '../../testing/concurrency/batch-picture.ts';
import { batchOf, makeBatch } from '../../testing/api/batches.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { pausedWorker, requestsOfWorker } from '../../testing/concurrency/paused-worker.ts';
import { batchesAreWhole } from '../../testing/invariants/batches.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import { CEN, done, openLibrary, type Library } from '../../testing/api/small-library.ts';
import { sampled } from '../../testing/sampling.ts';

/** Enough barcodes to have some in every shard of an index. */
const COPIES = Array.from({ length: 16 }, (_, n) => `n${n}`);
const BLOCK = { reservation: { code: 8 } };

const all = (outcome: string) => Object.fromEntries(COPIES.map((copyId) => [copyId, outcome]));

describe('M3: copies that come between the preview and the run', () => {
  const come = async ({ addCopy }: Library, collection: string) => {
    for (const copyId of COPIES) await addCopy(copyId, { collection });
  };

  it.each([
    ['a collection', { collection: 'SINT' }],
    ['a collection of a branch', { collection: 'SINT', branchId: CEN }],
  ])('are changed too, whatever their barcode, also where %s was empty', async (_, selection) => {
    const library = await openLibrary();
    const batch = await makeBatch(library, { selection, change: BLOCK });
    expect(await batch.show()).toMatchObject({ status: 'previewed', counts: { selected: 0 } });
    await come(library, 'SINT');
    expect(await batch.run()).toMatchObject({ status: 'done', counts: { selected: 16, changed: 16 } });
    expect(await batch.outcomes()).toEqual(all('changed'));
    expect(await batch.undo()).toMatchObject({ status: 'undone', counts: { selected: 16, changed: 16 } });
  });

  it('are changed too where they have got a block of the activity since', async () => {
    const library = await openLibrary();
    await come(library, 'SINT');
    const activityId = await library.addActivity();
    const batch = await makeBatch(library, { selection: { activityId }, change: BLOCK });
    for (const copyId of COPIES) await done(library.block(copyId, 'loan', { activityId }));
    expect(await batch.run()).toMatchObject({ status: 'done', counts: { selected: 16, changed: 16 } });
    expect(await batch.outcomes()).toEqual(all('changed'));
  });
});

describe('M3: more copies in one part of an index than a chunk holds', () => {
  const TEMPLATE = 'p0000';
  /** Barcodes of the same shard, in order. */
  const idsOfPart = Array.from({ length: 4_000 }, (_, n) => `p${String(n + 1).padStart(4, '0')}`).filter(
    (id) => shardOf(id, 8, 'collection') === shardOf(TEMPLATE, 8, 'collection'),
  );
  /** Copies with these barcodes, otherwise equal to the template. */
  const cloned = (items: readonly Item[], ids: readonly string[]): readonly Item[] => {
    const own = items.filter((item) => JSON.stringify(item).includes(TEMPLATE));
    return ids.flatMap((id) =>
      own.map((item) => JSON.parse(JSON.stringify(item).replaceAll(TEMPLATE, id)) as Item),
    );
  };

  it.each([
    ['few at the preview, many after it', (n: number) => n % 4 === 0],
    ['many at the preview, few after it', (n: number) => n % 4 !== 0],
    ['first the ones, then the others', (n: number) => n < 55],
    ['first those that come later', (n: number) => n >= 55],
  ])('%s: each has one outcome', { timeout: 60_000 }, async (_, isThere) => {
    const ids = idsOfPart.slice(0, 110);
    const library = await openLibrary();
    await library.addCopy(TEMPLATE, { collection: 'SINT' });
    const template = await everythingIn(library);
    const early = ids.filter((__, n) => isThere(n));
    const items = [...template, ...cloned(template, early)];
    const first = await openLibrary({ items });
    const { id } = await makeBatch(first, { selection: { collection: 'SINT' }, change: BLOCK });
    expect(await batchOf(first, id, first.as.admin).show()).toMatchObject({
      counts: { selected: early.length + 1 },
    });
    const late = ids.filter((__, n) => !isThere(n));
    const second = await openLibrary({ items: [...(await everythingIn(first)), ...cloned(template, late)] });
    // Some copies of the preview have left.
    const left = early.filter((__, n) => n % 10 === 0);
    for (const copyId of left) await second.addCopy(copyId);
    const batch = batchOf(second, id, second.as.admin);
    await batch.run();
    const outcomes = await batch.outcomes();
    const wanted = [TEMPLATE, ...ids].map((copyId) => [
      copyId,
      left.includes(copyId) ? 'refused left-selection' : 'changed',
    ]);
    expect(outcomes).toEqual(Object.fromEntries(wanted));
    expect(batchesAreWhole(await everythingIn(second))).toEqual([]);
    expect(await batch.undo()).toMatchObject({ counts: { changed: 111 - left.length, refused: 0 } });
  });
});

describe('C1, C2: a copy that comes into the collection of a batch that sets its rule', () => {
  const prepared = async () => {
    const library = await openLibrary();
    for (const copyId of ['a', 'b', 'c']) await library.addCopy(copyId, { collection: 'SINT' });
    await library.addCopy('moved', { collection: 'KERST' });
    const selection = { collection: 'SINT' };
    const batch = await makeBatch(library, { selection, change: BLOCK, includeNewCopies: true });
    return { id: batch.id, items: await everythingIn(library) };
  };
  /** One copy is created and another moved. Neither may be in the collection without a block. */
  const come = async ({ addCopy }: Library) => {
    await addCopy('late', { collection: 'SINT' });
    await addCopy('moved', { collection: 'SINT' });
  };
  const unblocked = (items: readonly Item[]) =>
    copiesIn(items)
      .filter(({ blocks }) => Object.values(blocks).every((block) => block.kind !== 'reservation'))
      .map(({ copyId }) => copyId);

  it('before the run is asked for: the run finds it', async () => {
    const library = await openLibrary();
    const selection = { collection: 'SINT', branchId: CEN };
    const batch = await makeBatch(library, { selection, change: BLOCK, includeNewCopies: true });
    for (const copyId of COPIES) await library.addCopy(copyId, { collection: 'SINT' });
    await batch.run();
    expect(unblocked(await everythingIn(library))).toEqual([]);
  });

  it('at any moment of the run: it is blocked at once, and stays so', { tags: ['search'] }, async () => {
    const { id, items } = await prepared();
    const opened = async () => {
      const library = await openLibrary({ items });
      await done(library.as.admin.post(`/api/batches/${id}/run`, {}));
      return library;
    };
    const most = await requestsOfWorker(await opened());
    expect(most).toBeGreaterThan(8);
    for (const requests of sampled([...Array(most + 1).keys()], 5)) {
      const library = await opened();
      const worker = await pausedWorker(library);
      await worker.letThrough(requests);
      await come(library);
      const left = unblocked(await everythingIn(library)).filter((one) => ['late', 'moved'].includes(one));
      expect(left, `after ${requests} requests`).toEqual([]);
      await worker.letGo();
      const now = await everythingIn(library);
      expect(unblocked(now), `after ${requests} requests`).toEqual([]);
      expect(violationsIn(now, API_TODAY), `after ${requests} requests`).toEqual([]);
    }
  });
});
