import { changeLine } from '../../lib/domain/history.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { closeReservation } from '../../lib/store/reservations.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { itemSize } from '../item-size.ts';
import { author, copyOf, easterBlock, NOW, reservationOf, TODAY } from '../fixtures.ts';
import { assumed } from './assumptions.ts';

const bytesOf = (writes: Writes, isMeant: (name: string) => boolean): number =>
  Object.entries(writes).reduce((sum, [name, write]) => {
    if (!isMeant(name) || !('put' in write)) return sum;
    const { table, indexes } = itemSize(write.put);
    return sum + table + indexes;
  }, 0);

/** The bytes of a closed reservation after its patron was forgotten. */
const closedBytes = (): number => {
  const closing = { status: 'fulfilled', today: TODAY, retentionDays: 0 } as const;
  const reservation: OpenReservation = reservationOf('12345678');
  return bytesOf(closeReservation(reservation, closing, NOW), (name) =>
    name.startsWith('reservation-closed'),
  );
};

/** The bytes of a line of history. */
const lineBytes = (): number => {
  const line = changeLine(author, undefined, easterBlock);
  return bytesOf(changeCopy(undefined, copyOf('12345678'), [line]), (name) => name.startsWith('history'));
};

/**
 * The bytes that the table grows each day: closed reservations and history are kept (rules B9, P2).
 */
export const growthPerDay = (): number => {
  const reservations = assumed('copies') * assumed('reservationsPerCopy');
  const blocks =
    assumed('copies') * (assumed('blocksByHand') + 6 * assumed('seasonal')) +
    assumed('branches') * assumed('exhibitionsPerBranch') * assumed('copiesPerExhibition');
  return (reservations * closedBytes() + 2 * blocks * lineBytes()) / 365;
};
