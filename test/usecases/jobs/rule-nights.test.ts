// Long: one rule for SINT goes through its nights: flagged, mailed, hidden, cleared, excepted.
import { beforeEach, describe, expect, it } from 'vitest';
import { startApi } from '../../../testing/api/test-api.ts';
import { makeBatch } from '../../../testing/api/batches.ts';
import { everythingIn } from '../../../testing/database/empty-table.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
});

const SINT = { collection: 'SINT' };
const AT_EAST = { ...SINT, branchId: EAST };
const NIGHT = '2026-10-13';

const rulePath = (branchId?: string) =>
  `/api/collections/SINT/rule${branchId === undefined ? '' : `?branchId=${branchId}`}`;
const setRule = (body: object, branchId?: string) => done(library.as.admin.put(rulePath(branchId), body));
const endRule = (branchId?: string) => done(library.as.admin.delete(rulePath(branchId)));
const liftRuled = (copyId: string) =>
  done(library.as.admin.delete(`/api/copies/${copyId}/blocks/reservation?rule=true`));

/**
 * Sets the clock to this day, and runs its night. Answers how many flags were raised and cleared.
 */
const wakeOn = async (day: string = NIGHT) => {
  library.clock.set(`${day}T05:00:00.000Z`);
  const { counts } = await library.night(`${day}T02:30:00Z`);
  return { raised: counts?.flagsRaised, resolved: counts?.flagsResolved };
};

/** The copies with a shown flag that they lack their block. */
const lacking = async () => {
  const flags = await library.flags('&kind=rule-not-applied');
  return flags.map((flag) => flag.replace('rule-not-applied ', ''));
};
/** The copies with such a flag, shown or not. */
const kept = async () =>
  (await everythingIn(library))
    .filter(({ sk }) => sk.startsWith('FLAG#rule-not-applied'))
    .map(({ pk }) => pk.replace('COPY#', ''));

const add = async (ids: readonly string[], fields: object = SINT) => {
  for (const id of ids) await library.addCopy(id, { ...fields });
};

describe('N2: a copy of a ruled collection without its block is flagged by the night', () => {
  it('once, with the rule that it lacks the block of', async () => {
    await add(['c1', 'c2']);
    await add(['e1'], AT_EAST);
    await setRule({ code: 8 });
    await add(['c3']);
    expect(await lacking()).toEqual([]);
    expect(await wakeOn()).toEqual({ raised: 3, resolved: 0 });
    const { items = [] } = await done(library.east.get('/api/flags'));
    expect(items).toMatchObject([
      { kind: 'rule-not-applied', copyId: 'e1', branchId: EAST, rule: { collection: 'SINT', code: 8 } },
    ]);
    expect(items[0]).toMatchObject({ since: NIGHT, remindedOn: [NIGHT] });
    expect(items[0]).not.toHaveProperty('activityId');
    expect(await lacking()).toEqual(['c1', 'c2', 'e1']);
    expect(await wakeOn()).toEqual({ raised: 0, resolved: 0 });
    expect(await wakeOn('2026-10-14')).toEqual({ raised: 0, resolved: 0 });
  });

  it('R11: but no withdrawn one, until it is withdrawn no longer', async () => {
    await add(['c1', 'c2']);
    await setRule({ code: 8 });
    await library.addCopy('c1', { ...SINT, withdrawn: true });
    expect(await wakeOn()).toEqual({ raised: 1, resolved: 0 });
    await library.addCopy('c2', { ...SINT, withdrawn: true });
    expect(await lacking()).toEqual([]);
    await add(['c1', 'c2']);
    expect(await wakeOn('2026-10-14')).toEqual({ raised: 2, resolved: 0 });
  });

  it('N4: two nights at once raise each of them once', async () => {
    await add(Array.from({ length: 12 }, (_, n) => `c${n}`));
    await setRule({ code: 8 });
    const others = await Promise.all([startApi({ beside: library }), startApi({ beside: library })]);
    const reports = await Promise.all(others.map((one) => one.night(`${NIGHT}T02:30:00Z`)));
    expect(reports.map(({ counts }) => counts?.flagsRaised ?? 0).reduce((a, b) => a + b)).toBe(12);
    expect(await kept()).toHaveLength(12);
  });

  it('N3: its branch is mailed, and the network’s admins after 14 days', async () => {
    await done(library.as.admin.put(`/api/branches/${CEN}`, { name: 'Centrum', contacts: ['c@x.example'] }));
    await add(['c1', 'c2']);
    await setRule({ code: 8 });
    await wakeOn();
    await wakeOn('2026-10-20');
    await wakeOn('2026-10-27');
    expect(library.sent.mails.map(({ subject, to, cc }) => [subject, [...to, ...cc].length])).toEqual([
      ['Centrum: 2 exemplaren missen de blokkade van hun vaste regel', 1],
      ['Herinnering: Centrum heeft nog 2 exemplaren zonder de blokkade van hun vaste regel', 1],
      ['Al weken geleden gemeld: Centrum heeft nog 2 exemplaren zonder de blokkade van hun vaste regel', 2],
    ]);
    expect(library.sent.mails[0]?.text).toContain('== Vaste regel: collectie SINT ==');
  });

  it('C1: with a weaker block, or one in another slot; not with one at least as strict', async () => {
    const activityId = await library.addActivity();
    await add(['weak', 'same', 'other', 'none']);
    await done(library.block('weak', 'reservation', { code: 7 }));
    await done(library.block('same', 'reservation', { code: 8 }));
    await done(library.block('other', 'reservation', { code: 8, activityId }));
    await setRule({ code: 8 });
    await wakeOn();
    expect(await lacking()).toEqual(['none', 'other', 'weak']);
    await setRule({ code: 7 });
    await wakeOn();
    expect(await lacking()).toEqual(['none', 'other']);
  });

  it('C1: by the narrower rule, and none where that sets none', async () => {
    await add(['c1']);
    await add(['e1'], AT_EAST);
    await setRule({ code: 8 });
    await setRule({ code: null }, EAST);
    await wakeOn();
    expect(await lacking()).toEqual(['c1']);
    await setRule({ code: 7 }, EAST);
    await done(library.block('c1', 'reservation', { code: 7 }));
    await done(library.block('e1', 'reservation', { code: 7 }));
    await wakeOn();
    expect(await lacking()).toEqual(['c1']);
  });
});

describe('N2: it goes in the write that gives it its block, or takes it out of the collection', () => {
  beforeEach(async () => {
    await add(['c1', 'c2']);
    await setRule({ code: 8 });
    await wakeOn();
    expect(await kept()).toEqual(['c1', 'c2']);
  });

  it('set by hand; not with a weaker one', async () => {
    await done(library.block('c1', 'reservation', { code: 8 }));
    await done(library.block('c2', 'reservation', { code: 7 }));
    expect([await lacking(), await kept()]).toEqual([['c2'], ['c2']]);
  });

  it('C3: set and lifted again: it is an exception then, as the mail says', async () => {
    await done(library.block('c1', 'reservation', { code: 8 }));
    await done(library.lift('c1', 'reservation'));
    await wakeOn('2026-10-14');
    expect(await kept()).toEqual(['c2']);
  });

  it('set by a batch', async () => {
    const batch = await makeBatch(library, { selection: SINT, change: { reservation: { code: 8 } } });
    await batch.run();
    expect(await kept()).toEqual([]);
  });

  it('moved to no collection, or another', async () => {
    await library.addCopy('c1');
    await library.addCopy('c2', { collection: 'KERST' });
    expect(await kept()).toEqual([]);
  });

  it('moved to another branch, where it gets the block', async () => {
    await library.addCopy('c1', AT_EAST);
    expect([await kept(), (await library.copy('c1')).blocks]).toMatchObject([['c2'], [{ code: 8 }]]);
  });

  it('moved to a branch that does not take part', async () => {
    await setRule({ code: null }, EAST);
    await library.addCopy('c1', AT_EAST);
    expect([await kept(), (await library.copy('c1')).blocks]).toEqual([['c2'], []]);
  });
});

describe('N2: what one change of a rule removes is hidden at once, and cleared by the worker', () => {
  beforeEach(async () => {
    await add(['c1']);
    await add(['e1'], AT_EAST);
    await setRule({ code: 8 });
    await wakeOn();
    await library.work();
    expect(await lacking()).toEqual(['c1', 'e1']);
  });

  it.each<[string, () => Promise<unknown>, readonly string[]]>([
    ['the rule ends', () => endRule(), []],
    ['it asks for none', () => setRule({ code: null }), []],
    ['it asks for another code', () => setRule({ code: 7 }), []],
    ['a branch gets a rule that sets none', () => setRule({ code: null }, EAST), ['c1']],
    ['a branch gets a rule of its own', () => setRule({ code: 8 }, EAST), ['c1']],
    ['it is set anew as it was', () => setRule({ code: 8 }), ['c1', 'e1']],
  ])('where %s', async (_, change, left) => {
    await change();
    expect([await lacking(), (await kept()).sort()]).toEqual([left, ['c1', 'e1']]);
    await library.work();
    expect([await lacking(), (await kept()).sort()]).toEqual([left, left]);
  });

  it('and what lacks the block of the new rule is flagged by the next night', async () => {
    await setRule({ code: 7 });
    await setRule({ code: 8 }, EAST);
    await library.work();
    expect(await kept()).toEqual([]);
    expect(await wakeOn('2026-10-14')).toEqual({ raised: 2, resolved: 0 });
    expect(await lacking()).toEqual(['c1', 'e1']);
  });

  it('the night clears what the worker has not come to', async () => {
    await setRule({ code: 7 });
    expect(await wakeOn('2026-10-14')).toEqual({ raised: 2, resolved: 2 });
    expect(await kept()).toHaveLength(2);
    await endRule();
    await library.work();
    expect(await kept()).toEqual([]);
  });
});

describe('C1: a rule whose activity is over asks for nothing any more', () => {
  const LAST = '2026-10-13';
  let activityId: string;
  beforeEach(async () => {
    activityId = await library.addActivity({ endDate: LAST });
    await add(['c1', 'c2']);
    await done(library.block('c1', 'reservation', { code: 8 }));
    await setRule({ code: 8, activityId });
    await wakeOn(LAST);
  });

  it('its block is wanted in the slot of the activity, until its last day', async () => {
    expect(await lacking()).toEqual(['c1', 'c2']);
    expect(library.sent.mails[0]?.text).toContain('reserveringsblokkade 8 te staan, voor Griffels. Zet die');
    await done(library.block('c1', 'reservation', { code: 8, activityId }));
    expect(await lacking()).toEqual(['c2']);
  });

  it('T2: the day after, its flags are hidden before any night; the night clears them and raises none', async () => {
    library.clock.setDay('2026-10-14');
    expect([await lacking(), (await kept()).length]).toEqual([[], 2]);
    expect(await wakeOn('2026-10-14')).toEqual({ raised: 0, resolved: 2 });
    expect(await kept()).toEqual([]);
    await done(library.as.admin.patch(`/api/activities/${activityId}`, { endDate: '2026-10-15' }));
    expect(await wakeOn('2026-10-15')).toMatchObject({ raised: 2 });
  });

  it('of a branch, it makes way for the one everywhere', async () => {
    await setRule({ code: 8 });
    await setRule({ code: 7, activityId }, CEN);
    await done(library.block('c2', 'reservation', { code: 7, activityId }));
    await wakeOn(LAST);
    expect(await lacking()).toEqual(['c1']);
    await wakeOn('2026-10-14');
    expect(await lacking()).toEqual(['c2']);
  });

  it('A3: closing it hides them at once', async () => {
    await done(library.as.admin.post(`/api/activities/${activityId}/close`, {}));
    expect(await lacking()).toEqual([]);
  });
});

describe('C3: an exception is not flagged', () => {
  beforeEach(async () => {
    await setRule({ code: 8 });
    await add(['c1']);
  });

  const stays = async () => {
    expect((await library.copy('c1')).blocks).toEqual([]);
    await wakeOn();
    expect(await lacking()).toEqual([]);
  };

  it.each<[string, () => Promise<unknown>]>([
    ['the rule’s block is lifted by a person', () => liftRuled('c1')],
    [
      'it is lifted by a batch',
      async () => {
        const change = { selection: SINT, change: { reservation: null }, includeRuled: true };
        await (await makeBatch(library, change)).run();
      },
    ],
    [
      'a block that stood for the rule’s is lifted',
      async () => {
        await done(library.block('c1', 'reservation', { code: 8 }));
        await liftRuled('c1');
        await done(library.lift('c1', 'reservation'));
      },
    ],
  ])('where %s: until the rule is set anew', async (_, makeException) => {
    await makeException();
    await stays();
    await setRule({ code: 8 });
    expect(await wakeOn('2026-10-14')).toEqual({ raised: 1, resolved: 0 });
    expect(await lacking()).toEqual(['c1']);
  });

  it('until the copy leaves the collection: it gets its block when it returns', async () => {
    await liftRuled('c1');
    await library.addCopy('c1');
    await library.addCopy('c1', SINT);
    await done(library.block('c1', 'reservation', { code: 7 }));
    await wakeOn();
    expect(await lacking()).toEqual([]);
    expect((await library.copy('c1')).reservable?.code).toBe(8);
  });

  it('not one whose block has been weakened, nor one that never had it', async () => {
    await library.addCopy('c2');
    await done(library.block('c2', 'reservation', { code: 8 }));
    await library.addCopy('c2', SINT);
    await done(library.block('c2', 'reservation', { code: 7 }));
    await endRule();
    await add(['c3']);
    await done(library.block('c3', 'reservation', { code: 7 }));
    await setRule({ code: 8 });
    await done(library.lift('c3', 'reservation'));
    await wakeOn();
    expect(await lacking()).toEqual(['c2', 'c3']);
  });

  it('by undoing the batch that lifted it, it has its block again and is none', async () => {
    const change = { selection: SINT, change: { reservation: null }, includeRuled: true };
    const batch = await makeBatch(library, change);
    await batch.run();
    await batch.undo();
    expect((await library.copy('c1')).blocks).toMatchObject([{ code: 8, source: { type: 'rule' } }]);
    await wakeOn();
    expect(await lacking()).toEqual([]);
  });
});
