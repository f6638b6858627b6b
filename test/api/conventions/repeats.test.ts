import { expect, describe, it } from 'vitest';
import { itemSize } from '../../../bench/item-size.ts';
import { meter } from '../../../bench/meter.ts';
import { routes } from '../../../functions/routes/all.ts';
import { matchRoute } from '../../../lib/http/route.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';
import { everythingIn } from '../../../testing/database/empty-table.ts';
import { strictHook } from '../../../testing/database/strict-transactions.ts';
import { CEN, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';
import { POSTS, REFUSED, type Asked } from './posts.ts';

/** A member of the staff, or an admin where only an admin may ask. */
const as = (library: Library, path: string, branchId = CEN) =>
  path.startsWith('/api/jobs')
    ? library.as.admin
    : library.as.claims({ sub: 'staff-CEN', role: 'staff', branchIds: branchId });

const KEY = { 'idempotency-key': 'k' };
const post = (library: Library, [path, body]: Asked, headers: Record<string, string> = KEY) =>
  as(library, path).post(path, body, headers);

/** Hours later, by somebody who reads English and works at another branch now. */
const repeat = (library: Library, [path, body]: Asked, hours = 18) => {
  library.clock.set(new Date(Date.parse(library.clock.now()) + hours * 3_600_000).toISOString());
  return as(library, path, EAST).post(path, body, { ...KEY, 'accept-language': 'en' });
};

const recordsIn = async (library: Library) =>
  (await everythingIn(library)).filter(({ pk }) => pk.startsWith('ANSWER#'));

/** The kilobytes by which DynamoDB counts a write. */
const kilobytes = (item: object): number => Math.ceil((itemSize({ ...item }).table - 100) / 1024);

it('every POST has its row, as it is done and as it is refused', () => {
  const all = routes.filter(({ method, isQuestion }) => method === 'POST' && !isQuestion);
  const paths = [...new Set(all.map(({ path }) => path))].sort();
  const patternOf = (path: string) => {
    const match = matchRoute(routes, 'POST', path);
    return match && 'route' in match ? match.route.path : path;
  };
  expect([...new Set(POSTS.map(({ route }) => route))].sort()).toEqual(paths);
  expect([...new Set(REFUSED.map(([path]) => patternOf(path)))].sort()).toEqual(paths);
});

it('questions keep nothing', async () => {
  const library = await openLibrary();
  await library.addCopy('c1');
  await library.addPatron('own');
  for (const { path } of routes.filter(({ isQuestion }) => isQuestion)) {
    const before = await everythingIn(library);
    const asked = await post(library, [path, { copyId: 'c1', patronId: 'own', pickupBranchId: CEN }]);
    expect(asked.status).toBe(200);
    expect(await everythingIn(library)).toEqual(before);
  }
});

describe.each(POSTS)('$name', ({ given, later, costs }) => {
  it('is answered the same to the byte, whatever has changed since', async () => {
    const library = await openLibrary();
    const asked = await given(library);
    const first = await post(library, asked);
    expect(first.status).toBeLessThan(300);
    await later(library, first);
    expect(await repeat(library, asked)).toEqual(first);
    await library.work('sweep');
    expect(await repeat(library, asked, 5)).toEqual(first);
  });

  it('costs no more with a key than what keeps its record', async () => {
    const costOf = async (headers: Record<string, string>) => {
      const library = await openLibrary();
      const asked = await given(library);
      const bill = meter(library.client);
      expect((await post(library, asked, headers)).status).toBeLessThan(300);
      return { ...bill.take(), kept: (await recordsIn(library)).map(kilobytes) };
    };
    const [plain, keyed] = [await costOf({}), await costOf(KEY)];
    const [kept = 0, ...others] = keyed.kept;
    expect([plain.kept, others]).toEqual([[], []]);
    const units = keyed.writeUnits - plain.writeUnits;
    expect([keyed.roundTrips - plain.roundTrips, units]).toEqual(costs ?? [0, 2 * kept]);
  });
});

it.each(POSTS.filter(({ inSteps }) => !inSteps))(
  '$name is decided once where a write meets its own transaction',
  async ({ given }) => {
    const requestsOf = async (headers: Record<string, string>) => {
      let requests = 0;
      const hook: RequestHook = {
        before: () => {
          requests += 1;
        },
      };
      const made = await openLibrary();
      const asked = await given(made);
      // Long enough that a second write to the same item meets it.
      const library = await openLibrary({ hook: strictHook(hook, 300), beside: made });
      expect((await post(library, asked, headers)).status).toBeLessThan(300);
      return requests;
    };
    expect(await requestsOf(KEY)).toBe(await requestsOf({}));
  },
);

it.each(REFUSED)('a refusal of %s %j is one write, and is told again', async (path, body) => {
  let writes = 0;
  const hook: RequestHook = {
    before: (request) => {
      if (isWrite(request)) writes += 1;
    },
  };
  const library = await openLibrary({ hook });
  const first = await post(library, [path, body]);
  expect(first.status).toBeGreaterThanOrEqual(400);
  expect(first.status).toBeLessThan(500);
  expect(writes).toBe(1);
  await library.addTitle('none');
  await library.addCopy('c1', { collection: 'SINT' });
  await library.addPatron('own');
  expect(await repeat(library, [path, body])).toEqual(first);
});
