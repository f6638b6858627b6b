import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BOTH, CODE8, makeBatch, openSint, SINT } from '../../../testing/api/batches.ts';
import { done, EAST, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
beforeEach(async () => {
  hook.before = undefined;
  library = await openSint(['c1', 'c2'], { hook });
});

const blocksOf = async (copyId: string) => (await library.copy(copyId)).blocks;

describe('M4: failed', () => {
  /** Makes every write to a copy fail with this error. */
  const failAt = (copyId: string, error: Error) => {
    hook.before = (request) => {
      if (isWrite(request) && JSON.stringify(request.input).includes(`"COPY#${copyId}"`)) throw error;
    };
  };
  const named = (name: string) => Object.assign(new Error('fault'), { name });
  /** The error of the table when a condition of a transaction does not hold. */
  const lost = () => {
    const CancellationReasons = [{ Code: 'ConditionalCheckFailed' }];
    return new TransactionCanceledException({ message: 'lost', CancellationReasons, $metadata: {} });
  };

  it.for<[string, Error, string, string, string]>([
    [
      'a record that the table does not take',
      named('ValidationException'),
      'internal',
      'Er ging iets mis bij dit exemplaar.',
      'Something went wrong with this copy.',
    ],
    [
      'a copy that others keep changing',
      lost(),
      'busy',
      'Dit exemplaar werd steeds door iemand anders gewijzigd. Probeer het opnieuw.',
      'Somebody else kept changing this copy. Try again.',
    ],
  ])('%s: that copy is failed, and says why; the others are changed', async ([, error, reason, nl, en]) => {
    const batch = await makeBatch(library, { selection: SINT, change: BOTH });
    vi.spyOn(Math, 'random').mockReturnValue(0);
    failAt('c1', error);
    const counts = { selected: 2, changed: 1, unchanged: 0, refused: 0, failed: 1, done: 2 };
    expect(await batch.run()).toMatchObject({ status: 'done', counts });
    vi.restoreAllMocks();
    hook.before = undefined;
    expect(await batch.outcomes()).toEqual({ c1: `failed ${reason}`, c2: 'changed' });
    expect(await blocksOf('c1')).toEqual([]);
    const path = `/api/batches/${batch.id}/results?outcome=failed`;
    const seen = [
      await library.as.admin.get(path),
      await library.as.admin.get(path, { 'accept-language': 'en' }),
    ];
    expect(seen.map(({ body }) => body.items)).toEqual(
      [nl, en].map((detail) => [{ copyId: 'c1', outcome: 'failed', before: [], after: [], reason, detail }]),
    );
    await batch.undo();
    expect(await batch.outcomes()).toEqual({ c2: 'changed' });
  });

  it('a batch that goes wrong time after time has failed, says so, and goes on where it was', async () => {
    const batch = await makeBatch(library, { selection: { copyIds: ['c1', 'c2'] }, change: BOTH });
    failAt('c2', named('InternalServerError'));
    await done(library.as.admin.post(`/api/batches/${batch.id}/run`, {}));
    await expect(library.work()).rejects.toThrow();
    hook.before = undefined;
    expect(await batch.show()).toMatchObject({ status: 'failed', failure: 'internal', counts: { done: 0 } });
    expect(await batch.run()).toMatchObject({ status: 'done', counts: { selected: 2, changed: 2, done: 2 } });
    expect(await library.history('c1')).toHaveLength(2);
  });

  it('M5: it can be cancelled while the fault is there; then what it did is known, and can be undone', async () => {
    const batch = await makeBatch(library, { selection: { copyIds: ['c1', 'c2'] }, change: BOTH });
    failAt('c2', named('InternalServerError'));
    await done(library.as.admin.post(`/api/batches/${batch.id}/run`, {}));
    await expect(library.work()).rejects.toThrow();
    expect((await library.copy('c1')).blocks).toHaveLength(2);
    expect(await batch.cancel()).toMatchObject({
      status: 'cancelled',
      counts: { selected: 2, changed: 1, done: 1 },
    });
    expect(await batch.outcomes()).toEqual({ c1: 'changed' });
    expect(await batch.undo()).toMatchObject({ status: 'undone', counts: { selected: 1, changed: 1 } });
    expect((await library.copy('c1')).blocks).toEqual([]);
  });
});

describe('M4: a refused copy says why, in the caller’s language', () => {
  const close = (activityId: string) => done(library.staff.post(`/api/activities/${activityId}/close`, {}));

  it.for<
    [string, { selection: object; for?: string }, (activityId: string) => Promise<unknown>, string, string]
  >([
    [
      'unknown-copy',
      { selection: { copyIds: ['n1'] } },
      () => Promise.resolve(),
      'Geen exemplaar gevonden met deze barcode.',
      'No copy has this barcode.',
    ],
    [
      'other-branch',
      { selection: { copyIds: ['e1'] } },
      () => Promise.resolve(),
      'Dit exemplaar is van een andere vestiging.',
      'This copy belongs to another branch.',
    ],
    [
      'left-selection',
      { selection: SINT },
      () => library.addCopy('c1'),
      'Dit exemplaar hoort intussen niet meer bij deze selectie.',
      'This copy is no longer part of the selection.',
    ],
    [
      'changed-since',
      { selection: SINT },
      () => done(library.block('c1', 'reservation', { code: 7 })),
      'Iemand heeft de blokkade van dit exemplaar intussen gewijzigd.',
      'Somebody has changed the block of this copy meanwhile.',
    ],
    [
      'activity-over',
      { selection: SINT, for: 'an activity' },
      close,
      'De activiteit is intussen afgelopen.',
      'The activity has ended meanwhile.',
    ],
  ])('%s', async ([reason, { selection, ...activity }, between, nl, en]) => {
    await library.addCopy('e1', { branchId: EAST });
    const activityId = await library.addActivity();
    const asked = { selection, change: CODE8, ...('for' in activity && { activityId }) };
    const { id } = await makeBatch(library, asked, library.staff);
    if (reason !== 'activity-over') await between(activityId);
    await done(library.staff.post(`/api/batches/${id}/run`, {}));
    if (reason === 'activity-over') await between(activityId);
    await library.work();
    const path = `/api/batches/${id}/results?outcome=refused`;
    for (const [language, detail] of Object.entries({ nl, en })) {
      const { items = [] } = (await library.staff.get(path, { 'accept-language': language })).body;
      expect(items[0]).toMatchObject({ outcome: 'refused', reason, detail });
      expect(items[0]?.before).toEqual(items[0]?.after);
    }
  });
});
