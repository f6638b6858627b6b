import { expect, it } from 'vitest';
import { loadOpenOfPatron, placeReservation } from '../../lib/store/reservations.ts';
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
