import { describe, expect, it } from 'vitest';
import type { Body } from '../../support/body.ts';
import { callerAt, smallLibrary, upAs, type Call } from '../../support/started-client.ts';
import { directory, empty, start, tokenAt, up } from '../../support/started.ts';

const COPIES = Array.from({ length: 400 }, (_, n) => `d${String(n).padStart(3, '0')}`);
const DISPLAY = { collection: 'DISPLAY', branchId: 'CEN' };
const WHOLE_LIST = 1_000;

const until = async (isSo: () => Promise<boolean>, every: number): Promise<void> => {
  const end = Date.now() + 90_000;
  while (!(await isSo())) {
    expect(Date.now(), 'it takes too long').toBeLessThan(end);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
};

const resultsOf = async (call: Call, id: string): Promise<readonly Body[]> => {
  const items: Body[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const more = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await call('GET', `/api/batches/${id}/results?limit=200${more}`);
    items.push(...(body.items ?? []));
    cursor = body.next;
    if (items.length > WHOLE_LIST) throw new Error('The list of results has no end.');
  }
  return items;
};

describe('a collection that is blocked at once, in a system that is killed in the middle', () => {
  it(
    'every copy has its block once and its outcome; new ones are blocked at birth; the undo names what was changed',
    { timeout: 240_000 },
    async () => {
      const data = directory();
      const first = start(empty(data));
      const url = await up(first);
      const admin = callerAt(url, await tokenAt(url));
      await smallLibrary(admin, COPIES, { collection: 'DISPLAY' });
      const change = { reservation: { code: 8 }, loan: {} };
      const order = { selection: DISPLAY, change, includeNewCopies: true, reason: 'Kerststal' };
      const { body: made } = await admin('POST', '/api/batches', order);
      const id = made.id ?? '';
      const see = async (call: Call) => (await call('GET', `/api/batches/${id}`)).body;
      await until(async () => (await see(admin)).status === 'previewed', 50);
      expect(await see(admin)).toMatchObject({ counts: { selected: COPIES.length, changed: 0, done: 0 } });

      await admin('POST', `/api/batches/${id}/run`, {}, [202]);
      await until(async () => ((await see(admin)).counts?.done ?? 0) > 0, 5);
      first.process.kill('SIGKILL');
      await first.ended;

      const { admin: again, staff } = await upAs(empty(data));
      expect(await see(again)).toMatchObject({ status: 'running', counts: { selected: COPIES.length } });
      expect((await see(again)).counts?.done).toBeLessThan(COPIES.length);
      await until(async () => (await see(again)).status === 'done', 200);
      const all = { selected: 400, changed: 400, unchanged: 0, refused: 0, failed: 0, done: 400 };
      expect((await see(again)).counts).toEqual(all);
      const results = await resultsOf(again, id);
      expect(results.map(({ copyId }) => copyId).sort()).toEqual(COPIES);
      for (const copyId of COPIES) {
        const { body } = await again('GET', `/api/copies/${copyId}/history`);
        expect(
          body.items?.map(({ action, kind }) => `${String(action)} ${String(kind)}`).sort(),
          copyId,
        ).toEqual(['set loan', 'set reservation']);
      }

      const { body: born } = await again('PUT', '/api/copies/new', { titleId: 'T1', ...DISPLAY });
      expect(born).toMatchObject({
        reservable: { code: 8, open: false },
        blocks: [{ source: { type: 'rule' } }],
      });
      await staff('PUT', '/api/copies/d007/blocks/reservation', { code: 7, reason: 'toch uitleenbaar' });
      await again('POST', `/api/batches/${id}/undo`, {}, [202]);
      await until(async () => (await see(again)).status === 'undone', 200);
      expect((await see(again)).counts).toMatchObject({ selected: 400, changed: 399, refused: 1, done: 400 });
      const { body: refused } = await again('GET', `/api/batches/${id}/results?outcome=refused`);
      expect(refused.items).toMatchObject([{ copyId: 'd007', reason: 'changed-since' }]);
      expect((await again('GET', '/api/copies/d007')).body.blocks).toMatchObject([
        { kind: 'loan' },
        { kind: 'reservation', code: 7 },
      ]);
      const { body: left } = await again('GET', '/api/copies?branchId=CEN&blocked=any&limit=200');
      expect(left.items?.map(({ copyId }) => copyId)).toEqual(['d007', 'new']);
      const { body: later } = await again('PUT', '/api/copies/later', { titleId: 'T1', ...DISPLAY });
      expect(later.blocks).toEqual([]);
    },
  );
});
