import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { allPages } from '../../../testing/api/pages.ts';
import { each } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';
import { startApi } from '../../../testing/api/test-api.ts';
import { interleaved } from '../../../testing/concurrency/interleave.ts';
import type { RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const STATES = ['coming', 'running', 'over', 'closed'];
const QUERIES = ['', ...STATES.map((state) => `&state=${state}`)];

const walk = async ({ staff }: Library, query: string, limit: number): Promise<readonly string[]> => {
  const pages = await allPages(staff, `/api/activities?limit=${limit}${query}`);
  return pages.flatMap((page) => each(page, 'id') as string[]);
};

describe('the counts in a list', () => {
  it('are those of the activity alone, whatever changes', async () => {
    const library = await openLibrary();
    const { block, checkOut, checkIn, staff, clock, night } = library;
    const id = await library.addActivity();
    const other = await library.addActivity({ branchIds: [CEN, EAST], endDate: '2026-12-01' });
    await library.addCard('S1', { activityId: id });
    const copyIds = Array.from({ length: 12 }, (_, n) => `c${n}`);
    for (const copyId of copyIds) await library.addCopy(copyId);
    const expectSame = async () => {
      const alone = [await library.activity(id), await library.activity(other)];
      expect((await done(staff.get('/api/activities'))).items).toEqual(alone);
      return alone[0]?.counts;
    };
    for (const copyId of copyIds) await done(block(copyId, 'loan', { activityId: id }));
    await done(block('c0', 'reservation', { code: 8, activityId: other }));
    await done(block('c1', 'loan', { activityId: id, endDate: '2026-10-20' }));
    expect(await expectSame()).toEqual({ blocked: 12, onSpecialCards: 0, flags: 0 });
    for (const copyId of ['c2', 'c3', 'c4']) await done(checkOut(copyId, 'S1'));
    await done(checkIn('c4'));
    expect(await expectSame()).toEqual({ blocked: 12, onSpecialCards: 2, flags: 0 });
    clock.setDay('2026-10-26');
    expect(await expectSame()).toEqual({ blocked: 11, onSpecialCards: 2, flags: 0 });
    await night('2026-10-26T02:30:00Z');
    expect(await expectSame()).toEqual({ blocked: 11, onSpecialCards: 2, flags: 13 });
    await done(staff.delete(`/api/copies/c6/blocks/loan?activityId=${id}`));
    await done(staff.patch(`/api/activities/${other}`, { name: 'Zilveren Griffels' }));
    expect(await expectSame()).toEqual({ blocked: 10, onSpecialCards: 2, flags: 12 });
    await done(staff.post(`/api/activities/${id}/close`, { force: true }));
    await library.work();
    expect(await expectSame()).toEqual({ blocked: 2, onSpecialCards: 2, flags: 4 });
  });
});

describe('each activity is listed once', () => {
  /** Some in every state, several of them with the same last day. */
  const openAll = async () => {
    const library = await openLibrary();
    const made: { id: string; state: string; endDate: string }[] = [];
    for (const endDate of ['2026-10-10', '2026-10-14', '2026-10-14', '2026-12-24', '2026-12-24']) {
      for (const startDate of ['2026-09-01', '2026-10-13', '2026-09-02']) {
        const state = endDate < '2026-10-12' ? 'over' : startDate > '2026-10-12' ? 'coming' : 'running';
        if (startDate <= endDate)
          made.push({ id: await library.addActivity({ startDate, endDate }), state, endDate });
      }
    }
    for (const closed of [made[0], made[4], made.at(-1)]) {
      if (!closed) continue;
      await done(library.as.admin.post(`/api/activities/${closed.id}/close`, {}));
      closed.state = 'closed';
    }
    const placeOf = ({ endDate, id }: { endDate: string; id: string }) => `${endDate}#${id}`;
    const inOrder = made.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    return {
      library,
      idsIn: (query: string) =>
        inOrder.filter(({ state }) => !query || query.endsWith(state)).map(({ id }) => id),
    };
  };

  it('by its last day, in all and in its state, on pages of any length', async () => {
    const { library, idsIn } = await openAll();
    for (const query of QUERIES)
      for (const limit of [1, 2, 3, 5, 50]) expect(await walk(library, query, limit)).toEqual(idsIn(query));
  });

  it('also where an earlier version wrote it: its first day is not in the index', async () => {
    const { library, idsIn } = await openAll();
    for (const id of idsIn('').filter((_, n) => n % 2 === 0)) {
      const command = { TableName: library.name, Key: { pk: `ACTIVITY#${id}`, sk: 'META' } };
      await library.client.send(new UpdateCommand({ ...command, UpdateExpression: 'REMOVE startDate' }));
    }
    for (const query of QUERIES)
      for (const limit of [1, 3, 50]) expect(await walk(library, query, limit)).toEqual(idsIn(query));
  });

  it.each([0, 1, 2, 3, 4])('when it is closed after %i requests of the list', async (requests) => {
    const library = await openLibrary();
    const ids = [await library.addActivity(), await library.addActivity({ endDate: '2026-10-26' })];
    const onOwnApi = (act: (api: Pick<Library, 'as'>) => Promise<unknown>) => async (hook: RequestHook) =>
      act(await startApi({ beside: library, hook }));
    const [list] = await interleaved(
      [...Array<number>(requests).fill(0), ...Array<number>(200).fill(1)],
      [
        onOwnApi(async ({ as }) => each(await done(as.admin.get('/api/activities')), 'id')),
        onOwnApi(({ as }) => done(as.admin.post(`/api/activities/${ids[0] ?? ''}/close`, {}))),
      ],
    );
    expect(list).toEqual(ids);
  });
});
