import { reservationOf, awaitedTitle, BRANCHES, copyOf, NOW, patronOf, titleOf } from '../fixtures.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { reservationId, type OpenReservation } from '../../lib/domain/reservation.ts';
import { numberAt, stampOfNumber } from '../../lib/domain/title-line.ts';
import { createPatron } from '../../lib/store/patrons.ts';
import { placeReservation } from '../../lib/store/reservations.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { FAR, OWN } from '../../testing/builders.ts';

/** The size of a title that everybody wants. */
export interface TitleSize {
  readonly copies: number;
  readonly waiting: number;
}

export const TITLE_ID = 'Twanted';

/** One copy in ten stands on the shelf; the others are on loan. */
const ON_SHELF = 10;

const copyNo = (n: number): Copy =>
  copyOf('wanted', {
    copyId: `C${String(n).padStart(6, '0')}`,
    branchId: n % 2 === 0 ? OWN : FAR,
    // An ordinary loan. Nobody looks at its card here.
    ...(n % ON_SHELF !== 0 && {
      loan: { patronId: `L${n}`, special: false, branchId: OWN, since: NOW, dueDate: '2099-12-31' },
    }),
  });

const START = numberAt(NOW) - 1_000_000_000;

const waitingNo = (n: number): OpenReservation => ({
  ...reservationOf('wanted'),
  id: reservationId('title', TITLE_ID, stampOfNumber(START + n)),
  patronId: `W${n}`,
});

export const readerNo = (n: number): string => `Preader${n}`;

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

/** The items of a title that everybody wants, and of readers who do not wait for it yet. */
export const wantedTitle = function* ({ copies, waiting }: TitleSize, readers: number): Iterable<Writes> {
  yield* BRANCHES;
  const line = range(waiting).map(waitingNo);
  yield* awaitedTitle(titleOf('wanted'), line, ...range(copies).map(copyNo));
  for (const reservation of line) {
    yield createPatron(patronOf('', { patronId: reservation.patronId, openReservations: 1 }));
    yield placeReservation(reservation);
  }
  for (const n of range(readers)) yield createPatron(patronOf('', { patronId: readerNo(n) }));
};

export const lastInLine = ({ waiting }: TitleSize): string => waitingNo(waiting - 1).id;
