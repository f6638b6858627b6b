import { expect, it } from 'vitest';
import {
  closeReservation,
  loadOpenOfPatron,
  loadReservation,
  placeReservation,
} from '../../lib/store/reservations.ts';
import type { Table } from '../../lib/store/table.ts';
import { aCopyReservation, aTitleReservation } from '../../testing/builders.ts';
import { emptyTable } from '../../testing/database/empty-table.ts';

const { table } = await emptyTable();

it.each([
  ['copy', aCopyReservation],
  ['title', aTitleReservation],
])(
  'R5: a second open reservation of a %s for one card is lost by its natural key alone',
  async (_kind, make) => {
    const [first, second] = [make({ nth: 1, patronId: 'r5' }), make({ nth: 2, patronId: 'r5' })];
    await table.write(placeReservation(first));
    await expect(table.write(placeReservation(second))).rejects.toMatchObject({ lost: ['already-reserved'] });
    const open = await loadOpenOfPatron(table, 'r5');
    expect(open.filter(({ kind }) => kind === first.kind)).toEqual([first]);
  },
);

it('R5: another card may have the same', async () => {
  await table.write(placeReservation(aCopyReservation({ nth: 3, patronId: 'r5-other' })));
  expect(await loadOpenOfPatron(table, 'r5-other')).toHaveLength(1);
});

/**
 * A batch read of DynamoDB is not one moment: this one looks for its keys in turn, and acts
 * between.
 */
const lookingInTurn = (isReversed: boolean, act: () => Promise<void>): Table => {
  let left: (() => Promise<void>) | undefined = act;
  return {
    ...table,
    getAll: async (keys) => {
      const items = [];
      for (const key of isReversed ? keys.toReversed() : keys) {
        items.push(...(await table.getAll([key])));
        await left?.();
        left = undefined;
      }
      return items;
    },
  };
};

it.each([
  ['its queue first', false, 4],
  ['the closed ones first', true, 5],
])('T3: a reservation that closes while one looks in %s is found, as closed', async (_, isReversed, nth) => {
  const reservation = aCopyReservation({ nth, patronId: `t3-${nth}` });
  await table.write(placeReservation(reservation));
  const closing = { status: 'cancelled', today: '2026-10-12', retentionDays: 90 } as const;
  const close = () => table.write(closeReservation(reservation, closing, '2026-10-12T08:00:00.000Z'));
  const found = await loadReservation(lookingInTurn(isReversed, close), reservation.id);
  expect(found?.status).toBe('cancelled');
});
