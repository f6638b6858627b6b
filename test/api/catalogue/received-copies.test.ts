// Long: a copy comes in by many ways and under many rules, and one reader tells its blocks.
import { beforeEach, describe, expect, it } from 'vitest';
import { makeBatch } from '../../../testing/api/batches.ts';
import { codes } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
});

const SINT = { collection: 'SINT' };

const rulePath = (branchId?: string, collection = 'SINT') =>
  `/api/collections/${collection}/rule${branchId === undefined ? '' : `?branchId=${branchId}`}`;
const setRule = (body: object, branchId?: string, collection?: string) =>
  done(library.as.admin.put(rulePath(branchId, collection), body));
const endRule = (branchId?: string) => done(library.as.admin.delete(rulePath(branchId)));

const ruleAt = async (branchId?: string) => {
  const { items = [] } = await done(library.as.admin.get('/api/collections'));
  const rules = items.flatMap((one) => (one.rules ?? []) as readonly { branchId?: string }[]);
  return rules.find((rule) => rule.branchId === branchId);
};

/** The blocks of a copy as text: `8 by rule SINT`. */
const blocksOf = async (copyId: string) =>
  ((await library.copy(copyId)).blocks ?? []).map(({ code, source }) => {
    const { type, id } = source as { type: string; id?: string };
    return [code, 'by', type, ...(id === undefined ? [] : [id])].join(' ');
  });

const BY_RULE = ['8 by rule SINT'];

describe('C2: a copy that comes to a ruled collection is blocked in the same write', () => {
  it('where it is created: there is no moment at which it can be reserved', async () => {
    await setRule({ code: 8 });
    const made = await library.addCopy('c1', SINT);
    expect(made).toMatchObject({
      version: 1,
      blocks: [{ kind: 'reservation', code: 8, source: { type: 'rule', id: 'SINT' } }],
      reservable: { code: 8, open: false },
    });
    expect(await library.copy('c1')).toMatchObject({ version: 1, blocks: [{ placedBy: 'admin' }] });
    await library.addPatron('own');
    const copyRefused = await library.reserve('own', { copyId: 'c1' });
    expect([copyRefused.status, codes(copyRefused.body)]).toEqual([409, ['copy-not-reservable']]);
    const titleRefused = await library.reserve('own', { titleId: TITLE });
    expect([titleRefused.status, codes(titleRefused.body)]).toEqual([409, ['no-copy-can-serve']]);
  });

  it('B9: its history says which rule did it, and who had set that', async () => {
    await setRule({ code: 7 }, EAST);
    await library.addCopy('e1', { ...SINT, branchId: EAST });
    expect(await library.history('e1')).toMatchObject([
      {
        by: 'admin',
        cause: { type: 'rule', id: 'SINT@EAST' },
        action: 'set',
        kind: 'reservation',
        after: { code: 7 },
      },
    ]);
  });

  it('where it is moved to it from no collection, or another', async () => {
    await setRule({ code: 8 });
    await setRule({ code: 7 }, undefined, 'KERST');
    await library.addCopy('c1');
    await library.addCopy('c2', { collection: 'KERST' });
    await library.addCopy('c1', SINT);
    await library.addCopy('c2', SINT);
    expect(await blocksOf('c1')).toEqual(BY_RULE);
    expect(await blocksOf('c2')).toEqual(['7 by rule KERST', ...BY_RULE]);
    expect(await library.copy('c1')).toMatchObject({ version: 2 });
  });

  it('where it is moved to a branch of which the collection has a rule', async () => {
    await setRule({ code: 8 }, EAST);
    await library.addCopy('c1', SINT);
    expect(await blocksOf('c1')).toEqual([]);
    await library.addCopy('c1', { ...SINT, branchId: EAST });
    expect(await blocksOf('c1')).toEqual(['8 by rule SINT@EAST']);
  });

  it('also on loan, missing or on order; what the feed says again changes nothing', async () => {
    await setRule({ code: 8 });
    await library.addPatron('own');
    await library.addCopy('c1');
    await done(library.checkOut('c1', 'own'));
    await library.addCopy('c1', SINT);
    await library.addCopy('c2', { ...SINT, missing: true });
    await library.addCopy('c3', { ...SINT, onOrder: true });
    for (const copyId of ['c1', 'c2', 'c3']) expect(await blocksOf(copyId)).toEqual(BY_RULE);
    await done(library.as.admin.delete('/api/copies/c3/blocks/reservation?rule=true'));
    await library.addCopy('c3', { ...SINT, onOrder: true });
    await library.addCopy('c3', SINT);
    expect(await blocksOf('c3')).toEqual([]);
  });

  it('B7: a reservation made before is kept, and honoured', async () => {
    await setRule({ code: 8 });
    await library.addPatron('own');
    await library.addCopy('c1');
    await done(library.reserve('own', { copyId: 'c1' }));
    await library.addCopy('c1', SINT);
    expect(await library.copy('c1')).toMatchObject({ reservations: 1, reservable: { code: 8 } });
    expect(await library.pulls()).toEqual(['c1 for own']);
  });
});

describe('C1: which rule, and which block', () => {
  it('the narrower wins, also where it sets none or is weaker', async () => {
    await library.addBranch('NRD');
    await setRule({ code: 8 });
    await setRule({ code: null }, EAST);
    await setRule({ code: 7 }, 'NRD');
    await library.addCopy('c1', SINT);
    await library.addCopy('e1', { ...SINT, branchId: EAST });
    await library.addCopy('n1', { ...SINT, branchId: 'NRD' });
    expect(await blocksOf('c1')).toEqual(BY_RULE);
    expect(await blocksOf('e1')).toEqual([]);
    expect(await blocksOf('n1')).toEqual(['7 by rule SINT@NRD']);
    await endRule(EAST);
    await library.addCopy('e2', { ...SINT, branchId: EAST });
    expect(await blocksOf('e2')).toEqual(BY_RULE);
  });

  it('one whose activity is over makes way for the one everywhere', async () => {
    const activityId = await library.addActivity({ endDate: '2026-10-12', branchIds: [EAST] });
    await setRule({ code: 8 });
    await setRule({ code: 7, activityId }, EAST);
    await library.addCopy('e1', { ...SINT, branchId: EAST });
    library.clock.setDay('2026-10-13');
    await library.addCopy('e2', { ...SINT, branchId: EAST });
    expect([await blocksOf('e1'), await blocksOf('e2')]).toEqual([['7 by rule SINT@EAST'], BY_RULE]);
  });

  it('a copy with a block at least as strict in the same slot gets none', async () => {
    await setRule({ code: 7 });
    for (const copyId of ['c7', 'c8', 'ca']) await library.addCopy(copyId);
    await done(library.block('c7', 'reservation', { code: 7 }));
    await done(library.block('c8', 'reservation', { code: 8 }));
    const activityId = await library.addActivity();
    await done(library.block('ca', 'reservation', { code: 8, activityId }));
    for (const copyId of ['c7', 'c8', 'ca']) await library.addCopy(copyId, SINT);
    expect(await blocksOf('c7')).toEqual(['7 by manual']);
    expect(await blocksOf('c8')).toEqual(['8 by manual']);
    expect(await blocksOf('ca')).toEqual(['8 by manual', '7 by rule SINT']);
    expect(await library.history('c8')).toHaveLength(1);
  });

  it('one with a weaker block gets the rule’s beside it', async () => {
    await setRule({ code: 8 });
    await library.addCopy('c1');
    await done(library.block('c1', 'reservation', { code: 7 }));
    await library.addCopy('c1', SINT);
    expect(await blocksOf('c1')).toEqual(['7 by manual', ...BY_RULE]);
    await done(library.lift('c1', 'reservation'));
    expect(await blocksOf('c1')).toEqual(BY_RULE);
  });

  it('of a rule with an activity it is in the activity’s slot, and counts for the activity', async () => {
    const activityId = await library.addActivity();
    await setRule({ code: 8, activityId });
    await library.addCopy('c1', SINT);
    expect((await library.copy('c1')).blocks).toMatchObject([{ activityId, source: { id: 'SINT' } }]);
    expect((await library.activity(activityId)).counts).toMatchObject({ blocked: 1 });
    await library.addCopy('c2');
    await done(library.block('c2', 'reservation', { code: 8, activityId }));
    await library.addCopy('c2', SINT);
    expect(await blocksOf('c2')).toEqual(['8 by manual']);
  });

  it('T2, A3: it sets none once its activity is over or closed, before any night', async () => {
    const activityId = await library.addActivity({ endDate: '2026-10-12' });
    await setRule({ code: 8, activityId });
    await setRule({ code: 7, activityId: await library.addActivity() }, undefined, 'KERST');
    const { items = [] } = await done(library.as.admin.get('/api/activities'));
    const other = items.find(({ id }) => id !== activityId)?.id ?? '';
    await done(library.as.admin.post(`/api/activities/${other}/close`, {}));
    await library.addCopy('k1', { collection: 'KERST' });
    library.clock.setDay('2026-10-13');
    await library.addCopy('c1', SINT);
    for (const copyId of ['c1', 'k1']) expect(await blocksOf(copyId)).toEqual([]);
    await done(library.as.admin.patch(`/api/activities/${activityId}`, { endDate: '2026-10-13' }));
    await library.addCopy('c2', SINT);
    expect(await blocksOf('c2')).toEqual(['8 by rule SINT']);
  });

  it('C3: moving out lifts nothing, nor does ending the rule', async () => {
    await setRule({ code: 8 });
    await library.addCopy('c1', SINT);
    await library.addCopy('c1');
    expect(await blocksOf('c1')).toEqual(BY_RULE);
    await library.addCopy('c2', SINT);
    expect(await endRule()).toEqual({ remaining: 1 });
    expect(await blocksOf('c2')).toEqual(BY_RULE);
    await library.addCopy('c3', SINT);
    expect(await blocksOf('c3')).toEqual([]);
  });
});

describe('C3: an exception that moves', () => {
  beforeEach(async () => {
    await setRule({ code: 8 });
    await library.addCopy('c1', SINT);
    await done(library.as.admin.delete('/api/copies/c1/blocks/reservation?rule=true'));
  });
  const move = async (fields: object) => {
    await library.addCopy('c1', { ...fields });
    return blocksOf('c1');
  };

  it('to another branch within the collection stays one', async () => {
    expect(await move({ ...SINT, branchId: EAST })).toEqual([]);
    expect(await move(SINT)).toEqual([]);
  });

  it('to a branch with a rule of its own is none to that', async () => {
    await setRule({ code: 7 }, EAST);
    expect(await move({ ...SINT, branchId: EAST })).toEqual(['7 by rule SINT@EAST']);
  });

  it('out of the collection and back is none any more', async () => {
    expect(await move({})).toEqual([]);
    expect(await move(SINT)).toEqual(BY_RULE);
  });
});

describe('C1: a batch with `includeNewCopies`', () => {
  const BATCH = { selection: SINT, change: { reservation: { code: 8 } }, includeNewCopies: true };

  it('sets the rule when it is run, not before; what comes in afterwards is blocked', async () => {
    await library.addCopy('c1', SINT);
    const batch = await makeBatch(library, BATCH);
    expect(await ruleAt()).toBeUndefined();
    expect(await batch.run()).toMatchObject({ status: 'done', counts: { changed: 1 } });
    expect(await ruleAt()).toMatchObject({ code: 8, setBy: 'admin' });
    await library.addCopy('c2', SINT);
    expect([await blocksOf('c1'), await blocksOf('c2')]).toEqual([[`8 by batch ${batch.id}`], BY_RULE]);
  });

  it('M3: the rule first, then the copies: one that came in since the preview is in it or blocked at birth', async () => {
    // Enough copies to have some in every shard of the index that lists them.
    const ids = Array.from({ length: 16 }, (_, n) => `between-${n}`);
    await library.addCopy('c1', SINT);
    const batch = await makeBatch(library, BATCH);
    for (const copyId of ids) await library.addCopy(copyId, SINT);
    await done(library.as.admin.post(`/api/batches/${batch.id}/run`, {}));
    await library.addCopy('c3', SINT);
    expect(await blocksOf('c3')).toEqual(BY_RULE);
    await library.work();
    const lacking: string[] = [];
    for (const copyId of ids) if ((await blocksOf(copyId)).length === 0) lacking.push(copyId);
    expect(lacking).toEqual([]);
    expect((await batch.show()).counts).toMatchObject({ selected: 18, refused: 0, failed: 0 });
  });

  it('M5: undo ends the rule that it made, and leaves what that did', async () => {
    await library.addCopy('c1', SINT);
    const batch = await makeBatch(library, BATCH);
    await batch.run();
    await library.addCopy('c2', SINT);
    await batch.undo();
    expect(await ruleAt()).toBeUndefined();
    await library.addCopy('c3', SINT);
    for (const copyId of ['c1', 'c3']) expect(await blocksOf(copyId)).toEqual([]);
    expect(await blocksOf('c2')).toEqual(BY_RULE);
  });

  it('M5: a rule that it took the place of is back after the undo', async () => {
    await setRule({ code: 7 });
    const before = await ruleAt();
    const batch = await makeBatch(library, BATCH);
    await batch.run();
    expect(await ruleAt()).toMatchObject({ code: 8, version: 2 });
    await batch.undo();
    expect(await ruleAt()).toEqual({ ...before, version: 3 });
  });

  it('M5: one that said the same already stays as it is, and survives the undo', async () => {
    await setRule({ code: 8 });
    const before = await ruleAt();
    const batch = await makeBatch(library, BATCH);
    await batch.run();
    expect(await ruleAt()).toEqual(before);
    await batch.undo();
    expect(await ruleAt()).toEqual(before);
  });

  it('M5: one that somebody has set since is left', async () => {
    const batch = await makeBatch(library, BATCH);
    await batch.run();
    await setRule({ code: 8 });
    await batch.undo();
    expect(await ruleAt()).toMatchObject({ code: 8, version: 2 });
    await endRule();
    expect(await ruleAt()).toBeUndefined();
  });

  it('for an activity and a branch: the rule is as narrow as the selection', async () => {
    const activityId = await library.addActivity();
    const selection = { ...SINT, branchId: CEN };
    const batch = await makeBatch(library, { ...BATCH, selection, activityId }, library.staff);
    await batch.run();
    expect(await ruleAt(CEN)).toMatchObject({ code: 8, activityId, setBy: 'staff-CEN' });
    await library.addCopy('c1', SINT);
    await library.addCopy('e1', { ...SINT, branchId: EAST });
    expect((await library.copy('c1')).blocks).toMatchObject([{ activityId, source: { id: 'SINT@CEN' } }]);
    expect(await blocksOf('e1')).toEqual([]);
  });

  it('403 for staff where the rule would be one for every branch', async () => {
    const refused = await library.staff.post('/api/batches', BATCH);
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/rule-needs-admin']);
  });
});
