import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { CODE8, makeBatch, openSint, SINT, type TestBatch } from '../../../testing/api/batches.ts';
import { allPages } from '../../../testing/api/pages.ts';
import { each, type Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, type Library } from '../../../testing/api/small-library.ts';
import { startApi, type Client } from '../../../testing/api/test-api.ts';
import { everythingIn } from '../../../testing/database/empty-table.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const COPIES = Array.from({ length: 120 }, (_, n) => `c${String(n).padStart(3, '0')}`);
const asked = { selection: SINT, change: CODE8 };

const listedAs = async (client: Client, id: string): Promise<Body | undefined> =>
  (await done(client.get('/api/batches'))).items?.find((batch) => batch.id === id);

const expectListed = async ({ staff, as }: Pick<Library, 'staff' | 'as'>, batch: TestBatch) => {
  const alone = await batch.show();
  for (const client of [as.admin, staff]) expect(await listedAs(client, batch.id)).toEqual(alone);
  return alone;
};

it('shows a batch as it is, after every step and every chunk', async () => {
  const hook: RequestHook = {};
  const library = await openSint(COPIES, { hook });
  const listed = { selection: { copyIds: COPIES }, change: CODE8 };
  const batch = await makeBatch(library, listed, library.staff);
  await expectListed(library, batch);
  const beside = await startApi({ beside: library });
  const seen = new Set<unknown>();
  const watched = { as: beside.as, staff: beside.as.staff(CEN) };
  const shownAt = { ...batch, show: () => done(beside.as.admin.get(`/api/batches/${batch.id}`)) };
  hook.after = async (request) => {
    if (isWrite(request) && JSON.stringify(request.input).includes('"STATE"'))
      seen.add((await expectListed(watched, shownAt)).counts?.done);
  };
  await batch.run();
  expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual([0, 50, 100, 120]);
  await batch.undo();
  hook.after = undefined;
  expect(await expectListed(library, batch)).toMatchObject({ status: 'undone' });
  const other = await makeBatch(library, asked, library.staff);
  await other.cancel();
  expect(await expectListed(library, other)).toMatchObject({ status: 'cancelled' });
});

it('shows each batch of two branches once to staff of both, page by page', async () => {
  const library = await openSint(COPIES.slice(0, 1));
  const both = library.as.staff(CEN, EAST);
  const made: string[] = [];
  for (const client of [both, library.staff, library.east, both, library.as.admin, both])
    made.unshift((await makeBatch(library, asked, client)).id);
  const [ofBoth, all] = [made.filter((_, n) => n !== 1), made];
  for (const limit of [1, 2, 3, 50]) {
    for (const [client, ids] of [[both, ofBoth] as const, [library.as.admin, all] as const]) {
      const pages = await allPages(client, `/api/batches?limit=${limit}`);
      expect(pages.flatMap((page) => each(page, 'id'))).toEqual(ids);
    }
  }
});

it('lists what an earlier version has listed by its key only; the next step fills that in', async () => {
  const library = await openSint(COPIES.slice(0, 1));
  const batch = await makeBatch(library, asked, library.staff);
  const entries = (await everythingIn(library)).filter(({ pk }) => pk.startsWith('BATCHES#'));
  expect(entries.map(({ pk }) => pk).sort()).toEqual(['BATCHES#*', `BATCHES#${CEN}`]);
  for (const { pk, sk } of entries) {
    const names = { '#order': 'order', '#state': 'state' };
    const command = { TableName: library.name, Key: { pk, sk }, ExpressionAttributeNames: names };
    await library.client.send(new UpdateCommand({ ...command, UpdateExpression: 'REMOVE #order, #state' }));
  }
  await expectListed(library, batch);
  await batch.run();
  expect(await expectListed(library, batch)).toMatchObject({ status: 'done', counts: { changed: 1 } });
  const after = (await everythingIn(library)).filter(({ pk }) => pk.startsWith('BATCHES#'));
  expect(after.map(({ state }) => (state as { status: string }).status)).toEqual(['done', 'done']);
});
