import type { Patron } from '../../domain/patron.ts';
import type { Title } from '../../domain/title.ts';
import { inLine, type OpenReservation } from '../../domain/reservation.ts';
import type { Patrons } from '../../domain/hold-rules.ts';
import { isBranch } from '../../store/branches.ts';
import type { CopyWithQueue } from '../../store/copies.ts';
import { branchKey, openKey, patronKey, titleKey, type Key } from '../../store/keys.ts';
import { isPatron, toPatron } from '../../store/patrons.ts';
import { toReservation } from '../../store/reservations.ts';
import { isTitle, toTitle } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';

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
  readonly title: Title | undefined;
}

const HEAD_OF_LINE = 90;

const keysOf = (
  context: RequestContext,
  patronId: string,
  { copy, queue }: CopyWithQueue,
): readonly Key[] => [
  openKey(patronId, 'title', copy.titleId),
  titleKey(copy.titleId),
  ...inLine(queue, copy, context.today)
    .slice(0, HEAD_OF_LINE)
    .map((reservation) => patronKey(reservation.patronId)),
];

/** Loads all facts about the borrower. One request. */
export const loadBorrower = async (
  context: RequestContext,
  { patronId, branchId }: { readonly patronId: string; readonly branchId: string },
  found: CopyWithQueue | undefined,
): Promise<Borrower> => {
  const ofCopy = found ? keysOf(context, patronId, found) : [];
  const items = await context.table.getAll([patronKey(patronId), branchKey(branchId), ...ofCopy]);
  const patrons = new Map(items.filter(isPatron).map((item) => [toPatron(item).patronId, toPatron(item)]));
  const patron = patrons.get(patronId);
  const own = items.find((item) => item.reservation !== undefined);
  const title = items.find(isTitle);
  return {
    patron: patron?.leaving ? undefined : patron,
    patrons,
    knowsBranch: items.some(isBranch),
    own: own ? [toReservation(own) as OpenReservation] : [],
    title: title && toTitle(title),
  };
};
