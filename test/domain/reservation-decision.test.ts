import { describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import {
  decideCopyReservation,
  decideTitleReservation,
  refusalsBesidesCopies,
  type CardFacts,
} from '../../lib/domain/reservation-decision.ts';
import {
  aBranch,
  aCopy,
  aCopyReservation,
  aLoanBlock,
  aPatron,
  aReservationBlock,
  aSpecialCard,
  blocksOf,
  FAR,
  OWN,
  TODAY,
} from '../../testing/builders.ts';

const aCard = (over: Partial<CardFacts> = {}): CardFacts => ({
  patron: aPatron(),
  pickup: aBranch(),
  open: undefined,
  limit: 15,
  agreements: { list: [] },
  ...over,
});

const terms = { pickupBranchId: OWN };
const override = { reason: 'telefoontje' };
const blocked = aCopy({ blocks: blocksOf(aReservationBlock()) });
const missing = aCopy({ missing: true });

const ofCopy = (over: Partial<CardFacts> & { copy?: Copy | undefined } = {}, how: object = {}) => {
  const facts = { ...aCard(), copy: aCopy(), ...over };
  const { refusals, ...rest } = decideCopyReservation(facts, { ...terms, ...how }, TODAY);
  return { codes: refusals.map(({ code }) => code), ...rest };
};

describe('R2: a copy may be reserved, or every reason is given', () => {
  it.each([
    ['nothing in the way', {}, {}, []],
    ['an unknown copy', { copy: undefined }, {}, ['unknown-copy']],
    ['an unknown card', { patron: undefined }, {}, ['unknown-patron']],
    [
      'an unknown card and a copy that nobody can have',
      { patron: undefined, copy: missing },
      {},
      ['unknown-patron', 'copy-missing'],
    ],
    [
      'an unknown card and a copy that some can have',
      { patron: undefined, copy: blocked },
      {},
      ['unknown-patron'],
    ],
    ['an unknown branch', { pickup: undefined }, {}, ['unknown-branch']],
    [
      'nothing known',
      { copy: undefined, patron: undefined, pickup: undefined },
      {},
      ['unknown-copy', 'unknown-patron', 'unknown-branch'],
    ],
    ['R5: reserved already', { open: aCopyReservation() }, {}, ['already-reserved']],
    [
      'R9: at the limit',
      { limit: 2, patron: aPatron({ openReservations: 2 }) },
      {},
      ['reservation-limit-reached'],
    ],
    ['R9: below the limit', { limit: 2, patron: aPatron({ openReservations: 1 }) }, {}, []],
    [
      'R9: a special card, without limit',
      { limit: undefined, patron: aSpecialCard({ openReservations: 99 }) },
      {},
      [],
    ],
    [
      'R9: an ordinary card of a branch that is not known',
      { limit: undefined, patron: aPatron({ openReservations: 99 }) },
      {},
      [],
    ],
    [
      'a blocked card, at the limit, again',
      { limit: 0, patron: aPatron({ blocked: true }), open: aCopyReservation() },
      {},
      ['patron-blocked', 'reservation-limit-reached', 'already-reserved'],
    ],
    ['B4: code 8', { copy: blocked }, {}, ['copy-not-reservable']],
    ['R10: code 8, overridden', { copy: blocked }, { override }, []],
    ['R10: missing, which no override passes', { copy: missing }, { override }, ['copy-missing']],
  ] as const)('%s', (_, over, how, expected) => {
    expect(ofCopy(over, how).codes).toEqual(expected);
  });

  it.each([
    ['code 8', { copy: blocked }, true],
    ['nothing', {}, false],
    ['what cannot be passed', { copy: missing }, false],
  ])('R10: says whether the override let something pass: %s', (_, over, overridden) => {
    expect(ofCopy(over, { override }).overridden).toBe(overridden);
  });

  it('R5: names what is reserved already', () => {
    const facts = { ...aCard({ open: aCopyReservation({ copyId: '7' }) }), copy: aCopy() };
    expect(decideCopyReservation(facts, terms, TODAY).refusals).toEqual([
      { code: 'already-reserved', kind: 'copy', copyId: '7' },
    ]);
  });

  it('B6: says from which day it can be had', () => {
    const dated = aCopy({ blocks: blocksOf(aLoanBlock({ endDate: '2026-10-20' })) });
    expect(ofCopy({ copy: dated }).from).toBe('2026-10-21');
    expect(ofCopy({}).from).toBeUndefined();
    expect(ofCopy({ copy: dated, patron: undefined }).from).toBeUndefined();
  });
});

describe('R3: a title may be reserved where a copy could serve', () => {
  const ofTitle = (over: Partial<CardFacts> & { copies?: readonly Copy[]; isKnown?: boolean } = {}) => {
    const facts = { ...aCard(), isKnown: true, copies: [aCopy()], ...over };
    const { refusals, ...rest } = decideTitleReservation(facts, terms, TODAY);
    return { codes: refusals.map(({ code }) => code), ...rest };
  };

  it.each([
    ['a copy can', {}, []],
    ['none can', { copies: [blocked, missing] }, ['no-copy-can-serve']],
    ['there are none', { copies: [] }, ['no-copies']],
    ['an unknown title', { isKnown: false, copies: [] }, ['unknown-title']],
    ['an unknown card', { patron: undefined, copies: [blocked] }, ['unknown-patron']],
    [
      'reserved already, and none can',
      { open: aCopyReservation(), copies: [missing] },
      ['already-reserved', 'no-copy-can-serve'],
    ],
    ['R4: a special card', { patron: aSpecialCard() }, ['special-card-needs-copy']],
  ])('%s', (_, over, expected) => {
    expect(ofTitle(over).codes).toEqual(expected);
  });

  it.each([
    ['nothing in the way', {}],
    ['an unknown title', { isKnown: false }],
    ['an unknown card', { patron: undefined }],
    ['an unknown branch', { pickup: undefined }],
    ['a blocked card at its limit', { limit: 0, patron: aPatron({ blocked: true }) }],
    ['reserved already', { open: aCopyReservation() }],
    ['R4: a special card', { patron: aSpecialCard() }],
  ])('besides the copies: %s is the same as with a copy that can serve', (_, over) => {
    const facts = { ...aCard(), isKnown: true, copies: [aCopy()], ...over };
    const besides = refusalsBesidesCopies(facts).map(({ code }) => code);
    expect(besides).toEqual(ofTitle(over).codes);
  });

  it('has the answer of each copy, and the first day', () => {
    const dated = aCopy({ copyId: 'b', blocks: blocksOf(aLoanBlock({ endDate: '2026-10-20' })) });
    const { answers, from } = ofTitle({ copies: [aCopy({ copyId: 'a', missing: true }), dated] });
    expect(answers.map(({ copyId, allowed }) => [copyId, allowed])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(from).toBe('2026-10-21');
    expect(ofTitle({ patron: undefined })).toMatchObject({ answers: [], from: undefined });
  });

  it('B5: asks for the pick-up branch', () => {
    const own = aCopy({ blocks: blocksOf(aReservationBlock({ code: 7 })) });
    const facts = { ...aCard(), copy: own };
    const codes = (pickupBranchId: string) =>
      decideCopyReservation(facts, { pickupBranchId }, TODAY).refusals.map(({ code }) => code);
    expect([codes(OWN), codes(FAR)]).toEqual([[], ['leaves-branch']]);
  });
});
