import { slotKey, type Block, type Blocks } from '../../lib/domain/block.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import type { Copy, Loan } from '../../lib/domain/copy.ts';
import { leftOn } from '../../lib/domain/flag.ts';
import { flagKey } from '../../lib/domain/flag-key.ts';
import { changeLine, type HistoryLine } from '../../lib/domain/history.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import { addLoan } from '../../lib/store/patrons.ts';
import { listCopyUnder } from '../../lib/store/titles.ts';
import { together, type Writes } from '../../lib/store/writes.ts';
import { aLoan, aLoanBlock, aReservationBlock } from '../../testing/builders.ts';
import { ASSUMED } from '../proportions.ts';
import { below, pickerOf, type Chance } from '../../testing/random.ts';
import { author, copyOf, NOW, TODAY } from '../fixtures.ts';
import { withoutCounters } from '../without-counters.ts';
import { countOne, ENDED, EXHIBITIONS, type Counts } from './exhibitions.ts';
import { pickPlace, type Place } from './places.ts';
import type { Readers } from './readers.ts';

/** The purpose of a block, weighted by how often blocks have it. */
type Purpose = 'closed' | 'own-readers' | 'for-a-while' | 'exhibition' | 'left-on';
const pickPurpose = pickerOf<Purpose>([
  ['closed', 45],
  ['own-readers', 10],
  ['for-a-while', 25],
  ['exhibition', 15],
  ['left-on', 5],
]);

/** The part of an exhibition that is on its card; the rest is still on the shelf. */
const ON_CARD = 0.6;

const placed = { reason: 'Paastafel', placedBy: author.by };

/** A block for a purpose; a temporary one where a branch has no exhibition. */
const blockFor = (purpose: Purpose, { branchId }: Place, chance: Chance): Block => {
  const placedAt = `${addDays(TODAY, -below(80, chance))}T09:00:00.000Z`;
  const running = EXHIBITIONS.get(branchId)?.running;
  const forWhile = () => aLoanBlock({ ...placed, placedAt, endDate: addDays(TODAY, 1 + below(60, chance)) });
  switch (purpose) {
    case 'closed':
      return aReservationBlock({ ...placed, placedAt });
    case 'own-readers':
      return aReservationBlock({ ...placed, placedAt, code: 7 });
    case 'for-a-while':
      return forWhile();
    case 'exhibition':
      return running ? aReservationBlock({ ...placed, placedAt, activityId: running.id }) : forWhile();
    case 'left-on':
      return aReservationBlock({ ...placed, placedAt, activityId: ENDED.id });
  }
};

const slotOf = ({ kind, activityId }: Block): string =>
  slotKey(kind, activityId === undefined ? {} : { activityId });

/** The day on which the night flagged what was left on. */
export const FLAGGED = addDays(TODAY, -2);

/** A copy, with its branch and the lines of its history. */
export interface Situated {
  readonly copy: Copy;
  readonly place: Place;
  readonly lines: readonly HistoryLine[];
}

/** The state that generating a catalogue shares between its copies. */
interface Generation {
  readonly readers: Readers;
  readonly counts: Counts;
  readonly chance: Chance;
}

/** The loan of a copy: of its exhibition's card, of a reader, or none. */
const loanFor = (
  place: Place,
  block: Block | undefined,
  { readers, counts, chance }: Generation,
): Loan | undefined => {
  const { running, card } = EXHIBITIONS.get(place.branchId) ?? {};
  if (card && block?.activityId !== undefined && block.activityId === running?.id && chance() < ON_CARD) {
    countOne(counts.onCard, card.patronId);
    const { branchId } = place;
    const { label = '' } = card;
    return aLoan({
      ...{ patronId: card.patronId, special: true, label, activityId: running.id },
      ...{ branchId, cardBranchId: branchId, since: NOW },
    });
  }
  if (chance() >= ASSUMED.onLoan || block?.kind === 'loan') return undefined;
  const dueDate = addDays(TODAY, 1 + below(21, chance));
  return aLoan({ patronId: readers.borrow(chance), branchId: place.branchId, since: NOW, dueDate });
};

const flagsFor = (block: Block | undefined): Copy['flags'] =>
  block?.activityId === ENDED.id ? { [flagKey(leftOn(block.kind), ENDED.id)]: FLAGGED } : undefined;

/** Generates a copy with this id: its branch, its blocks and its loan. */
export const situate = (
  id: string,
  over: Pick<Copy, 'titleId'> & { readonly collection: string },
  generation: Generation,
): Situated => {
  const { counts, chance } = generation;
  const place = pickPlace(chance);
  const block = chance() < ASSUMED.blocked ? blockFor(pickPurpose(chance), place, chance) : undefined;
  if (block?.activityId !== undefined) countOne(counts.blocked, block.activityId);
  const blocks: Blocks = block ? { [slotOf(block)]: block } : {};
  const loan = loanFor(place, block, generation);
  const flags = flagsFor(block);
  const { branchId } = place;
  const copy = copyOf(id, {
    ...over,
    branchId,
    blocks,
    ...(loan && { loan }),
    ...(flags && { flags }),
  });
  return { copy, place, lines: block ? [changeLine(author, undefined, block)] : [] };
};

/** The items of a copy: itself, its history, its flags, its place under its title, its loan. */
export const copyItems = ({ copy, lines }: Situated): Writes =>
  together(
    withoutCounters(changeCopy(undefined, copy, lines)),
    listCopyUnder(copy.titleId, copy.copyId),
    copy.loan ? addLoan(copy.copyId, copy.loan) : {},
  );
