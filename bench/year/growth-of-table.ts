import { changeLine } from '../../lib/domain/history.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { closeReservation } from '../../lib/store/reservations.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { itemSize } from '../item-size.ts';
import { author, copyOf, easterBlock, reservationOf, TODAY } from '../fixtures.ts';
import { assumed } from './assumptions.ts';

const bytesOf = (writes: Writes, isMeant: (name: string) => boolean): number =>
  Object.entries(writes).reduce((sum, [name, write]) => {
    if (!isMeant(name) || !('put' in write)) return sum;
    const { table, indexes } = itemSize(write.put);
    return sum + table + indexes;
  }, 0);

/** What a closed reservation stays with once its patron is forgotten. */
const closedBytes = (): number => {
  const closing = { status: 'fulfilled', today: TODAY, retentionDays: 0 } as const;
  const reservation: OpenReservation = reservationOf('12345678');
  return bytesOf(closeReservation(reservation, closing), (name) => name.startsWith('reservation-closed'));
};

/** What a line of history takes. */
const lineBytes = (): number => {
  const line = changeLine(author, undefined, easterBlock);
  return bytesOf(changeCopy(undefined, copyOf('12345678'), [line]), (name) => name.startsWith('history'));
};

/**
 * By how many bytes the table grows a day: closed reservations and lines of history are kept (rules
 * B9, P2).
 */
export const growthPerDay = (): number => {
  const reservations = assumed('copies') * assumed('reservationsPerCopy');
  const blocks =
    assumed('copies') * (assumed('blocksByHand') + 6 * assumed('seasonal')) +
    assumed('branches') * assumed('exhibitionsPerBranch') * assumed('copiesPerExhibition');
  return (reservations * closedBytes() + 2 * blocks * lineBytes()) / 365;
};
