import { describe, expect, it } from 'vitest';
import { API_TODAY } from '../../testing/api/test-api.ts';
import { pictureOf } from '../../testing/concurrency/batch-picture.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import { done, openLibrary, type Library } from '../../testing/api/small-library.ts';
import type { Body } from '../../testing/api/response-body.ts';
import { fromOne, sampled } from '../../testing/sampling.ts';
import { failWrite, isWrite, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';

const ORDER = {
  selection: { collection: 'SINT' },
  change: { reservation: { code: 8 } },
  includeNewCopies: true,
};

/** A batch that also sets the standing rule of its collection, before each request about it. */
const prepared = await (async () => {
  const library = await openLibrary();
  for (const copyId of ['c1', 'c2']) await library.addCopy(copyId, { collection: 'SINT' });
  const { admin } = library.as;
  const empty = await everythingIn(library);
  const { id = '' } = await done(admin.post('/api/batches', ORDER));
  await library.work();
  const previewed = await everythingIn(library);
  await done(admin.post(`/api/batches/${id}/run`, {}));
  const running = await everythingIn(library);
  await library.work();
  return { id, empty, previewed, running, ran: await everythingIn(library) };
})();

const { id } = prepared;
const key = { 'idempotency-key': 'k' };

const CASES: readonly (readonly [string, readonly Item[], string, object, number])[] = [
  ['the making of a batch', prepared.empty, '/api/batches', ORDER, 201],
  ['its run, which sets a rule', prepared.previewed, `/api/batches/${id}/run`, {}, 202],
  ['its cancelling before the run', prepared.previewed, `/api/batches/${id}/cancel`, {}, 202],
  ['its cancelling in the run', prepared.running, `/api/batches/${id}/cancel`, {}, 202],
  ['its undo, which ends the rule', prepared.ran, `/api/batches/${id}/undo`, {}, 202],
];

/** The codes of the blocks in a result. */
const codesOf = (blocks: unknown): readonly unknown[] => (blocks as readonly Body[]).map(({ code }) => code);

/** Cuts off the worker as it records the chunk of a phase, once, and does something before that. */
const cutOffRecord = (hook: RequestHook, phase: 'run' | 'undo', act: () => Promise<void>): void => {
  hook.before = async (request) => {
    if (!isWrite(request) || !JSON.stringify(request.input).includes(`"sk":"${phase}#`)) return;
    hook.before = undefined;
    await act();
    throw new Error('cut off');
  };
};

describe('M4: a copy that somebody changes before an interrupted worker has recorded it', () => {
  it.each(['run', 'undo'] as const)(
    '%s: the result tells what the batch did, and nothing more',
    async (phase) => {
      const hook: RequestHook = {};
      const library = await openLibrary({ items: phase === 'run' ? prepared.previewed : prepared.ran, hook });
      await done(library.as.admin.post(`/api/batches/${id}/${phase}`, {}));
      cutOffRecord(hook, phase, async () => {
        await done(library.block('c1', 'reservation', { code: 7, activityId: await library.addActivity() }));
      });
      await library.work();
      const { items = [] } = await done(library.as.admin.get(`/api/batches/${id}/results`));
      const result = items.find(({ copyId }) => copyId === 'c1');
      expect([result?.outcome, codesOf(result?.before), codesOf(result?.after)]).toEqual(
        phase === 'run' ? ['changed', [], [8]] : ['changed', [8], []],
      );
    },
  );
});

/** The batches without their ids, the copies, and the rules. */
const allOf = async (library: Library) => {
  const items = await everythingIn(library);
  const { batches, copies } = pictureOf(items);
  const rules = items.filter(({ pk }) => pk === 'RULES#0').map(({ sk }) => sk);
  return { batches: Object.values(batches), copies, rules };
};

describe.for(CASES)('%s, cut off', ([, items, path, body, status]) => {
  it.each(['before', 'after'] as const)(
    '%s each of its writes in turn and asked again: done once',
    { tags: ['search'] },
    async (when) => {
      const ask = ({ as }: Library) => as.admin.post(path, body, key);
      const toldOnce = async (library: Library) => {
        await library.work();
        return allOf(library);
      };
      const hook: RequestHook = {};
      const whole = await openLibrary({ items, hook });
      const count = failWrite(hook, Infinity, when);
      expect((await ask(whole)).status).toBe(status);
      const writes = count();
      expect(writes).toBeGreaterThan(0);
      const expected = await toldOnce(whole);
      for (const nth of sampled(fromOne(writes), 2)) {
        const library = await openLibrary({ items, hook });
        const mend = failWrite(hook, nth, when);
        await ask(library);
        mend();
        const second = await ask(library);
        expect(second.status, `write ${nth}`).toBe(status);
        expect(await toldOnce(library), `write ${nth}`).toEqual(expected);
        expect(violationsIn(await everythingIn(library), API_TODAY), `write ${nth}`).toEqual([]);
      }
    },
  );
});

it('M3: what nobody could tell the worker of is found by its sweep', async () => {
  const startWork = () => Promise.reject(new Error('no queue'));
  const library = await openLibrary({ items: prepared.previewed, services: { startWork } });
  expect((await library.as.admin.post(`/api/batches/${id}/run`, {})).status).toBe(202);
  const later = await openLibrary({ items: await everythingIn(library) });
  await later.work('sweep');
  expect((await done(later.as.admin.get(`/api/batches/${id}`))).status).toBe('done');
});
