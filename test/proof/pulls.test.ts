// Long: tables of pull lists face each other: those that cannot be, those that can.
import { describe, expect, it } from 'vitest';
import { wrongWithLeftOver, wrongWithPulls, type PullLists } from '../../proof/consistency/checker/pulls.ts';
import { copiesOf, PATRONS } from '../../proof/consistency/library.ts';
import type {
  BlockState,
  CopyState,
  Facts,
  ReservationState,
} from '../../proof/consistency/model/title-state.ts';

const facts: Facts = { today: '2026-10-12', patrons: PATRONS, over: new Map() };

/** `T22` has copies `a` and `c` at `CEN`, and `b` and `d` at `NRD`. */
const TITLE = 'T22';

type Letter = 'a' | 'b' | 'c' | 'd';

const copy = (letter: Letter, ...blocks: readonly BlockState[]): CopyState => {
  const found = copiesOf(TITLE).find(({ copyId }) => copyId.endsWith(letter));
  if (!found) throw new Error(`There is no copy ${letter}.`);
  return { ...found, blocks };
};

const CODE_7: BlockState = { kind: 'reservation', code: 7 };
const CODE_8: BlockState = { kind: 'reservation', code: 8 };
const LOAN_BLOCK: BlockState = { kind: 'loan' };

/** A reservation at a place in the line: of the title, or of a copy. */
const waits = (place: number, patronId: string, pickupBranchId: string, of?: Letter): ReservationState => ({
  id: of ? `c.${TITLE}.${of}.${place}` : `t.${TITLE}.${place}`,
  copyId: of && `${TITLE}.${of}`,
  patronId,
  pickupBranchId,
  status: 'waiting',
});

/** Who gets which copy: the letter of the copy, and the place in the line. */
type Given = readonly (readonly [Letter, number])[];

const lists = (
  free: readonly CopyState[],
  waiting: readonly ReservationState[],
  given: Given,
): PullLists => ({
  free,
  waiting,
  pulls: given.map(([letter, place]) => ({
    copyId: `${TITLE}.${letter}`,
    branchId: copy(letter).branchId,
    id: waiting.find(({ id }) => id.endsWith(`.${place}`))?.id ?? 'nobody',
  })),
});

const guestThere = waits(1, 'P1', 'NRD');
const ownHere = waits(2, 'P2', 'CEN');

describe('R8: pull lists that cannot be', () => {
  it.each<[string, PullLists, RegExp]>([
    [
      'a copy twice',
      lists(
        [copy('a')],
        [guestThere, ownHere],
        [
          ['a', 1],
          ['a', 2],
        ],
      ),
      /a is on the pull lists twice/,
    ],
    [
      'a reservation twice',
      lists(
        [copy('a'), copy('b')],
        [ownHere],
        [
          ['a', 2],
          ['b', 2],
        ],
      ),
      /\.2 is on the pull lists twice/,
    ],
    ['a copy that is not on the shelf', lists([], [ownHere], [['a', 2]]), /may not serve/],
    ['a copy for nobody who waits', lists([copy('a')], [ownHere], [['a', 9]]), /may not serve/],
    ['a copy behind code 8', lists([copy('a', CODE_8)], [ownHere], [['a', 2]]), /may not serve/],
    ['a copy behind a loan block', lists([copy('a', LOAN_BLOCK)], [ownHere], [['a', 2]]), /may not serve/],
    [
      'a guest before who is first in line',
      lists([copy('a')], [guestThere, ownHere], [['a', 2]]),
      /\.1 is passed over/,
    ],
    [
      'an own copy before an older one for the title',
      lists([copy('a')], [ownHere, waits(3, 'P1', 'CEN', 'a')], [['a', 3]]),
      /\.2 is passed over/,
    ],
    [
      'a title reservation before the card of a display',
      lists([copy('a')], [ownHere, waits(3, 'S-CEN', 'CEN', 'a')], [['a', 2]]),
      /\.3 is passed over/,
    ],
    [
      'somebody who can be served if another takes another copy',
      lists(
        [copy('a'), copy('c', CODE_7)],
        [ownHere, waits(3, 'P3', 'CEN'), waits(4, 'P1', 'CEN')],
        [
          ['a', 2],
          ['c', 4],
        ],
      ),
      /\.3 is passed over/,
    ],
    [
      'two copies that pass each other on the road',
      lists(
        [copy('a'), copy('b')],
        [guestThere, ownHere],
        [
          ['a', 1],
          ['b', 2],
        ],
      ),
      /is to travel/,
    ],
    [
      'two of three copies that could change places',
      lists(
        [copy('a'), copy('b'), copy('c', CODE_7)],
        [waits(1, 'P3', 'NRD'), ownHere, waits(3, 'P4', 'CEN')],
        [
          ['a', 1],
          ['c', 2],
          ['b', 3],
        ],
      ),
      /is to travel/,
    ],
  ])('%s', (_, given, why) => {
    expect(wrongWithPulls(given, facts).join('; ')).toMatch(why);
  });
});

describe('R8: pull lists that can', () => {
  it.each<[string, PullLists]>([
    ['nobody waits', lists([copy('a')], [], [])],
    ['the first in line', lists([copy('a')], [guestThere, ownHere], [['a', 1]])],
    [
      'each at the branch of pick-up',
      lists(
        [copy('a'), copy('b')],
        [guestThere, ownHere],
        [
          ['b', 1],
          ['a', 2],
        ],
      ),
    ],
    ['the card of a display first', lists([copy('a')], [ownHere, waits(3, 'S-CEN', 'CEN', 'a')], [['a', 3]])],
    [
      'past one whom no listed copy may serve',
      lists([copy('c', CODE_7)], [waits(1, 'P3', 'CEN'), ownHere], [['c', 2]]),
    ],
    [
      'a copy that travels, as the one at home is all that another can have',
      lists(
        [copy('a', CODE_7), copy('b')],
        [waits(1, 'P1', 'CEN'), ownHere],
        [
          ['b', 1],
          ['a', 2],
        ],
      ),
    ],
  ])('%s', (_, given) => {
    expect(wrongWithPulls(given, facts)).toEqual([]);
  });
});

describe('R8: what pull lists may not leave out', () => {
  it.each<[string, PullLists, RegExp]>([
    ['a copy for who waits', lists([copy('a')], [ownHere], []), /a is on the shelf/],
    [
      'who reserved the copy that another gets, and another would do',
      lists([copy('a'), copy('b')], [ownHere, waits(3, 'P1', 'CEN', 'a')], [['a', 2]]),
      /b would do/,
    ],
  ])('%s', (_, given, why) => {
    expect(wrongWithLeftOver(given, facts).join('; ')).toMatch(why);
  });

  it.each<[string, PullLists]>([
    ['a copy that may serve nobody who waits', lists([copy('a', CODE_8)], [ownHere], [])],
    [
      'who reserved the copy that one before gets, and no other would do',
      lists([copy('a'), copy('b', CODE_8)], [ownHere, waits(3, 'P1', 'CEN', 'a')], [['a', 2]]),
    ],
  ])('but %s', (_, given) => {
    expect(wrongWithLeftOver(given, facts)).toEqual([]);
  });
});
