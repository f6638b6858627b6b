import { describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import { refusalsToLend } from '../../lib/domain/lending-rules.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { OpenReservation } from '../../lib/domain/reservation.ts';
import {
  aCopy,
  aCopyReservation,
  aHold,
  aLoanBlock,
  aPatron,
  aSpecialCard,
  blocksOf,
  OWN,
  patronsOf,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const me = aPatron();
const other = aPatron({ patronId: '7' });
const third = aPatron({ patronId: '16' });
const card = aSpecialCard();
const otherCard = aSpecialCard({ patronId: 'S2' });
const siblingCard = aSpecialCard({ patronId: 'S3', branchId: SIBLING });
const everybody = [me, other, third, card, otherCard, siblingCard];

interface Case {
  readonly name: string;
  readonly over?: Partial<Copy>;
  readonly patron?: Patron;
  readonly queue?: readonly OpenReservation[];
  readonly cards?: readonly Patron[];
  readonly codes: readonly 'copy-reserved'[];
}

const codesOf = ({ over = {}, patron = me, queue = [], cards = everybody }: Case) =>
  refusalsToLend(aCopy(over), patron, queue, { patrons: patronsOf(...cards), today: TODAY }).map(
    ({ code }) => code,
  );

describe('whether somebody else’s reservation keeps it', () => {
  const mine = (nth: number) => aCopyReservation({ nth, patronId: '3' });
  const theirs = (nth: number, over = {}) => aCopyReservation({ nth, patronId: '7', ...over });
  const ofCard = (nth: number, patronId = 'S2', cardBranchId = OWN) =>
    aCopyReservation({ nth, patronId, cardBranchId });
  const behind = { blocks: blocksOf(aLoanBlock()) };
  const lapsed = { blocks: blocksOf(aLoanBlock({ endDate: '2026-10-11' })) };
  const kept = ['copy-reserved'] as const;
  it.each<Case>([
    { name: 'another is first in line', queue: [theirs(1)], codes: kept },
    { name: 'another is first in line, before mine', queue: [theirs(1), mine(2)], codes: kept },
    { name: 'mine is first in line', queue: [theirs(2), mine(1)], codes: [] },
    { name: 'T2: another’s has lapsed', queue: [theirs(1, { expiresOn: '2026-10-11' })], codes: [] },
    {
      name: 'R7: a blocked patron is passed over',
      queue: [theirs(1), mine(2)],
      cards: [me, { ...other, blocked: true }],
      codes: [],
    },
    {
      name: 'R7: and the next one keeps it',
      queue: [theirs(1), aCopyReservation({ nth: 2, patronId: '16' })],
      cards: [{ ...other, blocked: true }, third],
      codes: kept,
    },
    {
      name: 'P2: a card that is being deleted is passed over',
      queue: [theirs(1)],
      cards: [{ ...other, leaving: true }],
      codes: [],
    },
    { name: 'a card that is not known is passed over', queue: [theirs(1)], cards: [me], codes: [] },
    {
      name: 'R6: a special card of the branch, though mine is older',
      queue: [mine(1), ofCard(2)],
      codes: kept,
    },
    {
      name: 'R6: not a special card of another branch',
      queue: [mine(1), ofCard(2, 'S3', SIBLING)],
      codes: [],
    },
    {
      name: 'R6: a special card too, when another is first in line',
      patron: card,
      queue: [theirs(1)],
      codes: kept,
    },
    {
      name: 'B7, S1: behind a loan block a special card of the branch need not wait for who cannot be served',
      patron: card,
      over: behind,
      queue: [theirs(1)],
      codes: [],
    },
    {
      name: 'R6: but for another special card of the branch',
      patron: card,
      over: behind,
      queue: [ofCard(1), theirs(2)],
      codes: kept,
    },
    {
      name: 'R6: not for one of another branch',
      patron: card,
      over: behind,
      queue: [ofCard(1, 'S3', SIBLING)],
      codes: [],
    },
    {
      name: 'B7: another branch’s special card waits behind a loan block too',
      patron: siblingCard,
      over: behind,
      queue: [theirs(1)],
      codes: kept,
    },
    { name: 'T2: a lapsed loan block is none', patron: card, over: lapsed, queue: [theirs(1)], codes: kept },
    {
      name: 'R6: another branch’s special card waits like anybody',
      patron: siblingCard,
      queue: [theirs(1)],
      codes: kept,
    },
    { name: 'put aside for another', over: { hold: aHold({ patronId: '7' }) }, codes: kept },
    {
      name: 'put aside for me, though another waits longer',
      over: { hold: aHold({ patronId: '3' }) },
      queue: [theirs(1)],
      codes: [],
    },
    {
      name: 'put aside for another, till today',
      over: { hold: aHold({ patronId: '7', readyUntil: TODAY }) },
      codes: kept,
    },
    {
      name: 'T2: put aside for another, till yesterday',
      over: { hold: aHold({ patronId: '7', readyUntil: '2026-10-11' }) },
      codes: [],
    },
    {
      name: 'T2: the next in line once it lies there too long',
      over: { hold: aHold({ patronId: '3', readyUntil: '2026-10-11' }) },
      queue: [theirs(1)],
      codes: kept,
    },
    {
      name: 'put aside for another, and a special card asks',
      patron: card,
      over: { hold: aHold({ patronId: '7' }) },
      codes: kept,
    },
  ])('$name: $codes', (asked) => {
    expect(codesOf(asked)).toEqual(asked.codes);
  });
});
