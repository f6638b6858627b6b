import { beforeEach, describe, expect, it } from 'vitest';
import { signatureIndexKeys } from '../../../lib/store/index-keys.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type Request, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
beforeEach(async () => {
  hook.before = undefined;
  library = await openLibrary({ hook });
  await library.addBranch('WST');
});

const setRule = (body: object, branchId?: string, collection = 'SINT') =>
  done(
    library.as.admin.put(
      `/api/collections/${collection}/rule${branchId === undefined ? '' : `?branchId=${branchId}`}`,
      body,
    ),
  );

/** Barcodes by the shard of the index that has their copies. */
const byPart = (name: string, count: number): readonly (readonly string[])[] => {
  const ids = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  return [
    ...Map.groupBy(
      ids,
      (id) => signatureIndexKeys({ copyId: id, branchId: CEN }, 'SINT', '').coverKey,
    ).values(),
  ];
};

/** New barcodes, evenly spread over the shards of the index. */
const barcodes = (name: string, count: number): readonly string[] => {
  const parts = byPart(name, 20 * count);
  return parts.flatMap((ids) => ids.slice(0, count / parts.length));
};

/** Adds this many copies of the collection. */
const add = async (name: string, count: number, branchId = CEN) => {
  const ids = barcodes(name, count);
  expect(ids).toHaveLength(count);
  for (const id of ids) await library.addCopy(id, { collection: 'SINT', branchId });
  return ids;
};
const FEW = 16;

/** The requests of the night of a day to the table, and the number of flags that it raises. */
const night = async (day: string) => {
  const requests: Request[] = [];
  hook.before = (request) => {
    requests.push(request);
  };
  library.clock.set(`${day}T05:00:00.000Z`);
  const { counts } = await library.night(`${day}T02:30:00Z`);
  hook.before = undefined;
  const writes = requests.filter(isWrite).length;
  return { reads: requests.length - writes, writes, raised: counts?.flagsRaised };
};

const lacking = async () => (await library.flags('&kind=rule-not-applied')).length;

describe('N6: what a night asks for standing rules', () => {
  it('nothing for the copies of a collection that has none', async () => {
    const idle = await night('2026-10-13');
    await add('no-rule', FEW);
    expect(await night('2026-10-14')).toEqual(idle);
  });

  it('no more where more copies have their block, or are exceptions', async () => {
    await setRule({ code: 8 });
    const exceptions = await add('x', FEW);
    const lift = (id: string) =>
      done(library.as.admin.delete(`/api/copies/${id}/blocks/reservation?rule=true`));
    for (const id of exceptions) await lift(id);
    await add('c', FEW);
    const few = await night('2026-10-13');
    await add('more', 2 * FEW);
    for (const id of await add('more-x', FEW)) await lift(id);
    expect(await night('2026-10-14')).toEqual({ ...few, raised: 0 });
  });

  it('no more for those that are flagged already', async () => {
    await add('c', FEW);
    await setRule({ code: 8 });
    expect((await night('2026-10-13')).raised).toBe(FEW);
    const few = await night('2026-10-14');
    await setRule({ code: null });
    await add('more', 2 * FEW);
    await setRule({ code: 8 });
    await library.work();
    expect((await night('2026-10-15')).raised).toBe(2 * FEW);
    expect(await night('2026-10-16')).toEqual(few);
  });

  it('one write for each that it flags and one to note its mail, and pages to find them', async () => {
    await add('c', FEW);
    await setRule({ code: 8 });
    await night('2026-10-13');
    const idle = await night('2026-10-14');
    await setRule({ code: null });
    await add('more', FEW);
    await setRule({ code: 8 });
    await library.work();
    const { reads, writes, raised } = await night('2026-10-15');
    expect(raised).toBe(FEW);
    // For each shard: a page of copies, their load, and a note in the report.
    expect(writes - idle.writes).toBeLessThan(2 * FEW + 20);
    expect(reads - idle.reads).toBeLessThan(60);
  });

  it('leaps over a branch that does not take part, however many copies it has, and finds those behind it', async () => {
    await setRule({ code: 8 });
    await setRule({ code: null }, EAST);
    await add('e', FEW, EAST);
    await add('c', FEW);
    const few = await night('2026-10-13');
    await add('more-e', 2 * FEW, EAST);
    expect(await night('2026-10-14')).toEqual(few);
    await setRule({ code: null });
    await add('late-c', 8);
    await add('late-w', 8, 'WST');
    await setRule({ code: 8 });
    await library.work();
    expect((await night('2026-10-15')).raised).toBe(16);
    expect(await lacking()).toBe(16);
  });

  it('finds all of more than a page of them in one part of the index', async () => {
    const [ids = []] = byPart('c', 2000);
    for (const id of ids.slice(0, 105)) await library.addCopy(id, { collection: 'SINT' });
    await add('e', FEW, EAST);
    await setRule({ code: 8 }, CEN);
    expect((await night('2026-10-13')).raised).toBe(105);
    expect(await lacking()).toBe(105);
  });
});

describe('N4: what goes wrong stops nothing else', () => {
  const failing = (isMeant: (request: Request) => boolean) => {
    hook.before = (request) => {
      if (isMeant(request)) throw Object.assign(new Error('no'), { name: 'ValidationException' });
    };
  };
  const run = async (day: string) => {
    library.clock.set(`${day}T05:00:00.000Z`);
    const { counts, setAside } = await library.night(`${day}T02:30:00Z`);
    hook.before = undefined;
    return [counts?.flagsRaised, setAside];
  };

  beforeEach(async () => {
    for (const id of ['c-0', 'c-1', 'c-2']) await library.addCopy(id, { collection: 'SINT' });
    for (const id of ['k-0', 'k-1']) await library.addCopy(id, { collection: 'KERST' });
    await setRule({ code: 8 });
    await setRule({ code: 8 }, undefined, 'KERST');
  });

  it('one bad copy is set aside and named, and flagged the next night', async () => {
    failing((request) => isWrite(request) && JSON.stringify(request.input).includes('"COPY#c-1"'));
    expect(await run('2026-10-13')).toEqual([4, [{ key: 'copy c-1', reason: 'ValidationException' }]]);
    expect(await run('2026-10-14')).toEqual([1, []]);
  });

  it('a collection that cannot be read is set aside and named, and the others are done', async () => {
    failing(({ input }) => JSON.stringify(input).includes('COVER#KERST'));
    expect(await run('2026-10-13')).toEqual([
      3,
      [{ key: 'collection KERST', reason: 'ValidationException' }],
    ]);
    expect(await run('2026-10-14')).toEqual([2, []]);
  });
});
