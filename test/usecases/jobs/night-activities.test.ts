// Long: all tests run the night after the same last day, and the races break into that night.
import { beforeEach, describe, expect, it } from 'vitest';
import { startApi } from '../../../testing/api/test-api.ts';
import type { Body } from '../../../testing/api/response-body.ts';
import { violations } from '../../../testing/invariants/invariants.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type Request, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
let requests: Request[] = [];

beforeEach(async () => {
  hook.before = hook.after = undefined;
  library = await openLibrary({ hook });
  for (const id of ['c1', 'c2', 'c3']) await library.addCopy(id);
});

/** The day after the activity of these tests, and its night. */
const DAY = '2026-10-26';
const NIGHT = '2026-10-26T02:30:00.000Z';

const night = async (at = NIGHT): Promise<Body> => {
  library.clock.set(at);
  return library.night(at);
};
const counts = (report: Body) => report.counts ?? {};
const actions = async (id: string) => (await library.history(id)).map(({ action }) => action);

const blocked = async (activityId: string, ...ids: readonly string[]) => {
  for (const id of ids) await done(library.block(id, 'reservation', { code: 8, activityId }));
};
const onCard = async (activityId: string, ...ids: readonly string[]) => {
  await done(library.as.admin.put('/api/patrons/S1', { branchId: CEN, kind: 'special', activityId }));
  for (const id of ids) await done(library.checkOut(id, 'S1'));
};

/** Whether a request writes an item of this copy. */
const writes = (request: Request, copyId: string): boolean =>
  isWrite(request) && JSON.stringify(request.input).includes(`"COPY#${copyId}"`);

/** Does something once, just before the night writes to a copy. */
const justBefore = (copyId: string, act: () => Promise<unknown>) => {
  hook.before = async (request) => {
    if (!writes(request, copyId)) return;
    hook.before = undefined;
    await act();
  };
};

describe('A2: what the night does to the blocks of an activity that is over', () => {
  it('flags them by default; a person takes them off', async () => {
    await blocked(await library.addActivity(), 'c1', 'c2');
    expect(counts(await night())).toMatchObject({ flagsRaised: 2, activityBlocksLifted: 0, setAside: 0 });
    expect((await library.copy('c1')).blocks).toHaveLength(1);
  });

  it('lifts them where that was asked, with history, but not of copies on a special card: those are flagged', async () => {
    const id = await library.addActivity({ atEnd: 'lift' });
    await blocked(id, 'c1', 'c2');
    await onCard(id, 'c2');
    expect(counts(await night())).toMatchObject({ flagsRaised: 2, activityBlocksLifted: 1 });
    const [line] = await library.history('c1');
    expect(line).toMatchObject({
      action: 'lifted',
      by: 'nightly',
      cause: { type: 'nightly' },
      activityId: id,
    });
    expect(await library.flags()).toEqual(['reservation-block-left-on c2', 'special-card-not-checked-in c2']);
  });

  it.each<readonly [string, (at: Library) => Promise<unknown>]>([
    ['is checked in', ({ checkIn }) => done(checkIn('c2'))],
    [
      'is lent straight from it',
      ({ checkOut }) => done(checkOut('c2', 'own', { override: { reason: 'x' } })),
    ],
  ])('lifts them the night after the copy %s, however late', async (_, act) => {
    const id = await library.addActivity({ atEnd: 'lift' });
    await library.addPatron('own');
    await blocked(id, 'c2');
    await onCard(id, 'c2');
    for (const day of ['26', '27', '28']) await night(`2026-10-${day}T02:30:00.000Z`);
    library.clock.setDay('2026-10-29');
    await act(library);
    expect(counts(await night('2026-10-30T02:30:00.000Z')).activityBlocksLifted).toBe(1);
    expect(await library.flags()).toEqual([]);
  });

  it('a block that was set in the last second before goes with the next night', async () => {
    const id = await library.addActivity({ atEnd: 'lift' });
    await blocked(id, 'c1');
    const LAST = '2026-10-25T22:59:59.900Z';
    const FIRST = '2026-10-25T23:00:00.100Z';
    library.clock.hold(LAST);
    // The night begins and ends while the request that sets the block stands before its write.
    hook.before = async (request) => {
      if (!writes(request, 'c2')) return;
      hook.before = undefined;
      library.clock.hold(FIRST);
      for (let n = 0; n < 2; n++) await library.night(FIRST);
      library.clock.hold(LAST);
    };
    await blocked(id, 'c2');
    expect((await library.copy('c2')).blocks).toHaveLength(1);
    await night('2026-10-27T02:30:00.000Z');
    expect((await library.copy('c2')).blocks).toEqual([]);
  });

  it('lifts forty blocks that lapse on one copy, in several writes', async () => {
    for (let n = 0; n < 40; n++) {
      const activityId = await library.addActivity({ endDate: '2026-12-31' });
      await done(library.block('c1', 'loan', { activityId, endDate: '2026-10-25' }));
    }
    expect(counts(await night())).toMatchObject({ loanBlocksLifted: 40, setAside: 0 });
    expect(await violations(library, DAY)).toEqual([]);
  });

  it('B1: leaves the blocks of other activities, and of none', async () => {
    const [over, coming] = [
      await library.addActivity({ atEnd: 'lift' }),
      await library.addActivity({ endDate: '2026-12-31', atEnd: 'lift' }),
    ];
    await blocked(over, 'c1');
    await blocked(coming, 'c1');
    await done(library.block('c1', 'reservation', { code: 7 }));
    await night();
    expect((await library.copy('c1')).blocks).toMatchObject([{ activityId: coming }, { code: 7 }]);
  });

  it('does nothing on its last day, nor for one that is prolonged in time', async () => {
    const id = await library.addActivity();
    await blocked(id, 'c1');
    expect(counts(await night('2026-10-25T02:30:00.000Z')).flagsRaised).toBe(0);
    await done(library.staff.patch(`/api/activities/${id}`, { endDate: '2026-11-30' }));
    expect(counts(await night()).flagsRaised).toBe(0);
    expect(counts(await night('2026-12-01T02:30:00.000Z')).flagsRaised).toBe(1);
  });

  it('N4: works for its day, whenever it runs', async () => {
    await blocked(await library.addActivity(), 'c1');
    library.clock.setDay('2026-11-20');
    expect(counts(await library.night('2026-10-25T02:30:00.000Z')).flagsRaised).toBe(0);
    await library.night(NIGHT);
    expect((await done(library.as.admin.get('/api/flags'))).items).toMatchObject([{ since: DAY }]);
  });
});

describe('N2: a flag is raised once and goes with its cause', () => {
  it('no second run, and no later night, raises it again', async () => {
    await blocked(await library.addActivity(), 'c1');
    expect(counts(await night()).flagsRaised).toBe(1);
    expect(counts(await night()).flagsRaised).toBe(0);
    expect(counts(await night('2026-10-27T02:30:00.000Z')).flagsRaised).toBe(0);
  });

  it('S4: a copy that comes to the card of an activity that is over is flagged the next night', async () => {
    const id = await library.addActivity();
    await onCard(id);
    await night();
    await night('2026-10-27T02:30:00.000Z');
    library.clock.setDay('2026-10-28');
    await done(library.checkOut('c3', 'S1'));
    expect(await library.flags()).toEqual([]);
    expect(counts(await night('2026-10-29T02:30:00.000Z')).flagsRaised).toBe(1);
    expect(await library.flags()).toEqual(['special-card-not-checked-in c3']);
  });

  it('counts what it resolves: a dated block of an activity that lapses after being flagged', async () => {
    const id = await library.addActivity();
    await done(library.block('c1', 'loan', { activityId: id, endDate: '2026-10-28' }));
    await night();
    expect(await library.flags()).toEqual(['loan-block-left-on c1']);
    library.clock.setDay('2026-10-29');
    expect(await library.flags()).toEqual([]);
    expect(counts(await night('2026-10-29T02:30:00.000Z'))).toMatchObject({
      loanBlocksLifted: 1,
      flagsResolved: 1,
    });
  });

  it('a block without an end is flagged after 90 days, and not one day before', async () => {
    await done(library.block('c1', 'reservation', { code: 8 }));
    expect(counts(await night('2027-01-09T02:30:00.000Z')).flagsRaised).toBe(0);
    expect(counts(await night('2027-01-10T02:30:00.000Z')).flagsRaised).toBe(1);
  });
});

describe('races with the night', () => {
  it.each<readonly [string, (at: Library, id: string) => Promise<unknown>, string[]]>([
    [
      'a block that is lifted while the night flags it is not flagged',
      ({ as }, id) => done(as.admin.delete(`/api/copies/c1/blocks/reservation?activityId=${id}`)),
      [],
    ],
    [
      'a copy that is lent meanwhile is flagged all the same',
      ({ checkOut }) => done(checkOut('c1', 'own')),
      ['reservation-block-left-on c1'],
    ],
    [
      'an activity that is prolonged meanwhile leaves no flag',
      ({ as }, id) => done(as.admin.patch(`/api/activities/${id}`, { endDate: '2026-12-31' })),
      [],
    ],
    [
      'an activity that is closed meanwhile leaves no flag',
      ({ as }, id) => done(as.admin.post(`/api/activities/${id}/close`, {})),
      [],
    ],
  ])('%s', async (_, act, flags) => {
    const id = await library.addActivity();
    await library.addPatron('own');
    await blocked(id, 'c1');
    library.clock.set(NIGHT);
    justBefore('c1', () => act(library, id));
    expect(counts(await library.night(NIGHT)).setAside).toBe(0);
    expect(await library.flags()).toEqual(flags);
    expect(await violations(library, DAY)).toEqual([]);
  });

  it('A2: an activity that is prolonged just before the night lifts keeps its blocks', async () => {
    const id = await library.addActivity({ atEnd: 'lift' });
    await blocked(id, 'c1');
    library.clock.set(NIGHT);
    justBefore('c1', () => done(library.as.admin.patch(`/api/activities/${id}`, { endDate: '2026-12-31' })));
    expect(counts(await library.night(NIGHT))).toMatchObject({ activityBlocksLifted: 0, setAside: 0 });
    expect((await library.copy('c1')).blocks).toHaveLength(1);
  });

  it('two nights at once raise each flag once and lift each block once', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `n${n}`);
    for (const id of ids) await library.addCopy(id);
    await blocked(await library.addActivity(), ...ids.slice(0, 10));
    await blocked(await library.addActivity({ atEnd: 'lift' }), ...ids.slice(10));
    const other = await startApi({ beside: library });
    library.clock.set(NIGHT);
    const reports = await Promise.all([library.night(NIGHT), other.night(NIGHT)]);
    const sum = (name: string) => reports.reduce((total, report) => total + (counts(report)[name] ?? 0), 0);
    expect([sum('flagsRaised'), sum('activityBlocksLifted'), sum('setAside')]).toEqual([10, 10, 0]);
    for (const id of ids.slice(10)) expect(await actions(id)).toEqual(['lifted', 'set']);
    expect(await violations(library, DAY)).toEqual([]);
  });

  it('S4: a copy that comes to the card just before the night is done with the activity is flagged the next', async () => {
    const id = await library.addActivity();
    await onCard(id);
    library.clock.set(NIGHT);
    hook.before = async ({ command, input }) => {
      const settles = command === 'UpdateCommand' && JSON.stringify(input).includes(`ACTIVITY#${id}`);
      if (!settles) return;
      hook.before = undefined;
      await done(library.checkOut('c3', 'S1'));
    };
    expect(counts(await library.night(NIGHT)).flagsRaised).toBe(0);
    expect(hook.before).toBeUndefined();
    expect(counts(await night('2026-10-27T02:30:00.000Z')).flagsRaised).toBe(1);
  });

  it('N6: is not done with an activity while its lists show less than is counted', async () => {
    const id = await library.addActivity();
    await blocked(id, 'c1');
    hook.before = ({ input }) => {
      if (input.IndexName === 'by-activity')
        (input as { ExpressionAttributeValues: Record<string, string> }).ExpressionAttributeValues[':pk'] =
          'none';
    };
    expect(counts(await night()).flagsRaised).toBe(0);
    hook.before = undefined;
    expect(counts(await night('2026-10-27T02:30:00.000Z')).flagsRaised).toBe(1);
  });

  it('P2: what the table says of a failure stays out of the report', async () => {
    await blocked(await library.addActivity(), 'c1');
    hook.before = (request) => {
      if (writes(request, 'c1'))
        throw Object.assign(new Error('card 29801001743'), { name: 'ValidationException' });
    };
    expect((await night()).setAside).toEqual([{ key: 'copy c1', reason: 'ValidationException' }]);
  });

  it('one bad copy is set aside and named, and the activity is looked at again the next night', async () => {
    await blocked(await library.addActivity(), 'c1', 'c2', 'c3');
    hook.before = (request) => {
      if (writes(request, 'c2')) throw Object.assign(new Error('no'), { name: 'ValidationException' });
    };
    const report = await night();
    expect(counts(report)).toMatchObject({ flagsRaised: 2, setAside: 1 });
    expect(report.setAside).toMatchObject([{ key: 'copy c2' }]);
    hook.before = undefined;
    expect(counts(await night('2026-10-27T02:30:00.000Z')).flagsRaised).toBe(1);
  });
});

describe('N6: what a night reads', () => {
  const reads = async (at: string) => {
    requests = [];
    hook.before = (request) => {
      requests.push(request);
    };
    await night(at);
    hook.before = undefined;
    return requests.length;
  };

  it('with nothing due, no more where there are activities, blocks and flags that are not due', async () => {
    const idle = await reads('2026-10-20T02:30:00.000Z');
    // Four shards of due copies and four of mails, the report four times, the standing rules, and
    // the claim of the news.
    expect(idle).toBe(14);
    const [over, coming] = [
      await library.addActivity(),
      await library.addActivity({ endDate: '2026-12-31' }),
    ];
    await blocked(over, 'c1', 'c2');
    await blocked(coming, 'c1', 'c3');
    await library.addCopy('e1', { branchId: EAST });
    await done(library.block('e1', 'reservation', { code: 8 }));
    await night();
    await night('2026-10-27T02:30:00.000Z');
    expect(await reads('2026-10-28T02:30:00.000Z')).toBe(idle);
  });
});
