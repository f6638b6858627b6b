import { describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { ReasonCode } from '../../lib/domain/refusal.ts';
import { refusalsOfPatron, refusalsToReserve } from '../../lib/domain/reservation-rules.ts';
import {
  aCopy,
  aLoan,
  aLoanBlock,
  aPatron,
  aReservationBlock,
  blocksOf,
  FAR,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

/**
 * Fifty cases of asking for a copy, as a mature system answers them. Ours answers the same or
 * stricter; where it differs, or where it has no such thing, the reason stands here, so that all
 * fifty are accounted for.
 */
interface HoldCase {
  readonly id: string;
  readonly name: string;
  readonly copy?: Partial<Copy>;
  readonly patron?: Patron;
  readonly pickup?: string;
  readonly limit?: number;
  readonly codes: readonly ReasonCode[];
}

/** Copy 2905 at BR2, available; own patron 3, sibling 16 of BR1, other system 7 of BR4. */
const sibling = aPatron({ patronId: '16', branchId: SIBLING });
const stranger = aPatron({ patronId: '7', branchId: FAR });
const codeEight = { blocks: blocksOf(aReservationBlock({ code: 8 })) };
const codeSeven = { blocks: blocksOf(aReservationBlock({ code: 7 })) };
/** As a batch or a standing rule of a whole collection sets it. */
const wholeCollection = { blocks: blocksOf(aReservationBlock({ source: { type: 'rule', id: 'SINT' } })) };
const lapsed = { blocks: blocksOf(aLoanBlock({ endDate: '2026-10-11' })) };

/** All reasons at once, those of the patron first (rule R2). */
const reasonsFor = ({ copy, patron = aPatron(), pickup = OWN, limit = 15 }: HoldCase): ReasonCode[] => [
  ...refusalsOfPatron(patron, limit).map(({ code }) => code),
  ...refusalsToReserve(aCopy(copy), { patron, pickupBranchId: pickup, agreements: [] }, TODAY).map(
    ({ code }) => code,
  ),
];

const mapped: readonly HoldCase[] = [
  { id: 'E01', name: 'own patron, collected at the own branch', codes: [] },
  { id: 'E02', name: 'another system’s patron, collected there', patron: stranger, pickup: FAR, codes: [] },
  { id: 'E05', name: 'R2: a barred patron', patron: aPatron({ blocked: true }), codes: ['patron-blocked'] },
  { id: 'E06', name: 'B4: the copy itself not holdable', copy: codeEight, codes: ['copy-not-reservable'] },
  { id: 'E07', name: 'R3: a status that cannot be held', copy: { missing: true }, codes: ['copy-missing'] },
  { id: 'E08', name: 'checked out', copy: { loan: aLoan() }, codes: [] },
  { id: 'E09', name: 'R11: in process', copy: { onOrder: true }, codes: [] },
  {
    id: 'E10',
    name: 'B4, C4: a whole collection not holdable',
    copy: wholeCollection,
    codes: ['copy-not-reservable'],
  },
  { id: 'E11', name: 'B4: a matching rule says no', copy: wholeCollection, codes: ['copy-not-reservable'] },
  { id: 'E14', name: 'B5: kept at the branch, collected there', copy: codeSeven, codes: [] },
  {
    id: 'E15',
    name: 'B5: kept at the branch, collected at a sibling',
    copy: codeSeven,
    pickup: SIBLING,
    codes: ['leaves-branch'],
  },
  { id: 'E16', name: 'not kept, collected at a sibling', pickup: SIBLING, codes: [] },
  {
    id: 'E17',
    name: 'B5: kept at the branch, collected in another system',
    copy: codeSeven,
    pickup: FAR,
    codes: ['leaves-branch'],
  },
  { id: 'E18', name: 'not kept, collected in another system', pickup: FAR, codes: [] },
  { id: 'E20', name: 'R9: limit 1, none open', limit: 1, codes: [] },
  {
    id: 'E21',
    name: 'R9: limit 1, one open',
    patron: aPatron({ openReservations: 1 }),
    limit: 1,
    codes: ['reservation-limit-reached'],
  },
  { id: 'E31', name: 'R2: a blocked card', patron: aPatron({ blocked: true }), codes: ['patron-blocked'] },
  { id: 'E33', name: 'T2: a dated block whose last day has passed', copy: lapsed, codes: [] },
  {
    id: 'E37',
    name: 'R2: a card that may not borrow, stopped',
    patron: aPatron({ blocked: true }),
    codes: ['patron-blocked'],
  },
  {
    id: 'E38',
    name: 'R2: not holdable and lost, both reasons',
    copy: { ...codeEight, missing: true },
    codes: ['copy-missing', 'copy-not-reservable'],
  },
  {
    id: 'E39',
    name: 'R2: barred and not holdable: ours says both, not only the first',
    copy: codeEight,
    patron: aPatron({ blocked: true }),
    codes: ['patron-blocked', 'copy-not-reservable'],
  },
  { id: 'E42', name: 'B5: own patrons only, an own patron', copy: codeSeven, codes: [] },
  {
    id: 'E43',
    name: 'B5: own patrons only, a sibling’s',
    copy: codeSeven,
    patron: sibling,
    pickup: SIBLING,
    codes: ['own-patrons-only', 'leaves-branch'],
  },
  {
    id: 'E44',
    name: 'B5: the home branch decides, not where it is collected',
    copy: codeSeven,
    patron: sibling,
    codes: ['own-patrons-only'],
  },
  {
    id: 'E45',
    name: 'B2: one allows, another refuses: the strictest wins',
    copy: {
      blocks: blocksOf(aReservationBlock({ code: 7 }), aReservationBlock({ code: 8, activityId: 'a' })),
    },
    codes: ['copy-not-reservable'],
  },
  {
    id: 'E46',
    name: 'B4, C4: the rule of a collection',
    copy: wholeCollection,
    codes: ['copy-not-reservable'],
  },
];

/** Decided where things are looked up or stored, not by a rule of the domain alone. */
const elsewhere: Readonly<Record<string, string>> = {
  E03: 'an unknown card (409 unknown-patron) is found out by looking it up, in the use case',
  E04: 'an unknown copy (409 unknown-copy) is found out by looking it up, in the use case',
};

const withoutCounterpart: Readonly<Record<string, string>> = {
  E12: 'no policy matrix: what no block forbids is allowed',
  E13: 'no policy matrix, so no inactive rule in it',
  E19: 'no setting for all copies of a branch; a batch or a theme agreement does it (A5, with activities)',
  E22: 'reservations cannot be suspended',
  E23: 'reservations cannot be suspended',
  E24: 'reservations are never re-targeted: a queue decides when a copy comes in (R7)',
  E25: 'no protection by age',
  E26: 'no protection by age',
  E27: 'no protection by age',
  E28: 'no protection by age',
  E29: 'no protection by age',
  E30: 'no protection by age',
  E32: 'a card is blocked or not, for all branches: stricter (P3: notes stay in the library system)',
  E34: 'reservations are never re-targeted; a blocked patron is passed over at check-in (R7)',
  E35: 'reservations are never re-targeted, and fines are not Apart’s business (P3)',
  E36: 'a block on a card is for reserving and borrowing both: stricter',
  E40: 'no rule by pick-up branch alone; a theme agreement looks at it (A5, with activities)',
  E41: 'no rule by pick-up branch alone; a theme agreement looks at it (A5, with activities)',
  E47: 'no rule by age of the copy',
  E48: 'no rule by age of the copy',
  E49: 'nothing of a patron is stored but card number, home branch and kind (P2)',
  E50: 'nothing of a patron is stored but card number, home branch and kind (P2)',
};

describe('the fifty cases', () => {
  it.each(mapped)('$id $name: $codes', (holdCase) => {
    expect(reasonsFor(holdCase)).toEqual(holdCase.codes);
  });

  it('are all accounted for, each once', () => {
    const ids = [
      ...mapped.map(({ id }) => id),
      ...Object.keys(elsewhere),
      ...Object.keys(withoutCounterpart),
    ];
    const fifty = Array.from({ length: 50 }, (_, index) => `E${String(index + 1).padStart(2, '0')}`);
    expect(ids.sort()).toEqual(fifty);
  });
});
