import type { Patron } from '../../domain/patron.ts';
import { inLine, type OpenReservation } from '../../domain/reservation.ts';
import { waitingFor } from '../../domain/title-line.ts';
import type { Patrons } from '../../domain/hold-rules.ts';
import { isBranch } from '../../store/branches.ts';
import type { CopyWithQueue } from '../../store/copies.ts';
import { branchKey, lineKey, openKey, patronKey, titleKey, type Key } from '../../store/keys.ts';
import { loadPatrons, patronsIn } from '../../store/patrons.ts';
import { hasReservation, toReservation } from '../../store/reservations.ts';
import { lineIn } from '../../store/title-lines.ts';
import { isTitle, toTitle } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { openOldLine } from '../core/title-line.ts';

/**
 * The facts for lending: the card, the cards ahead of it in line, and its own title reservation.
 */
export interface Borrower {
  readonly patron: Patron | undefined;
  /** The card and the cards at the head of the line. */
  readonly patrons: Patrons;
  readonly knowsBranch: boolean;
  /** The open reservation of the card for the title of the copy; at most one. */
  readonly own: readonly OpenReservation[];
  /** Title reservations of the title that wait. */
  readonly waiting: number;
}

/** Cards in line that are read at once. */
const HEAD_OF_LINE = 90;

const keysOf = (patronId: string, { copy }: CopyWithQueue): readonly Key[] => [
  openKey(patronId, 'title', copy.titleId),
  titleKey(copy.titleId),
  lineKey(copy.titleId),
];

/**
 * The cards of a line, read on until one is met that may borrow: behind it nobody matters for a
 * loan. No request when one is among the first.
 */
const readOn = async (
  context: RequestContext,
  known: Patrons,
  line: readonly OpenReservation[],
): Promise<Patrons> => {
  let patrons = known;
  for (let from = HEAD_OF_LINE; from < line.length; from += HEAD_OF_LINE) {
    const seen = line.slice(0, from).map(({ patronId }) => patrons.get(patronId));
    if (seen.some((patron) => patron && !patron.blocked && !patron.leaving)) break;
    const part = line.slice(from, from + HEAD_OF_LINE).map(({ patronId }) => patronId);
    patrons = new Map([...patrons, ...(await loadPatrons(context.table, part))]);
  }
  return patrons;
};

/** Loads all facts about the borrower. One request, unless the first ninety in line are blocked. */
export const loadBorrower = async (
  context: RequestContext,
  { patronId, branchId }: { readonly patronId: string; readonly branchId: string },
  found: CopyWithQueue | undefined,
): Promise<Borrower> => {
  const ahead = found ? inLine(found.queue, found.copy, context.today) : [];
  const items = await context.table.getAll([
    patronKey(patronId),
    branchKey(branchId),
    ...(found ? keysOf(patronId, found) : []),
    ...ahead.slice(0, HEAD_OF_LINE).map((reservation) => patronKey(reservation.patronId)),
  ]);
  const patrons = await readOn(context, patronsIn(items), ahead);
  const patron = patrons.get(patronId);
  const own = items.find(hasReservation);
  const title = items.filter(isTitle).map(toTitle)[0];
  const line = lineIn(items);
  if (own && title) await openOldLine(context, title, line);
  return {
    patron: patron?.leaving ? undefined : patron,
    patrons,
    knowsBranch: items.some(isBranch),
    own: own ? [toReservation(own) as OpenReservation] : [],
    waiting: waitingFor(title, line),
  };
};
