import { assumed } from './assumptions.ts';
import type { Profile } from './days.ts';

/** A kind of event, how often it happens in a year, and the operation that it causes. */
export interface EventKind {
  readonly name: string;
  readonly count: number;
  readonly profile: Profile;
  /** Its name in the results of `bench size`. */
  readonly operation: string;
  /** The part of the operation's cost that one event has. */
  readonly times: number;
  /** Whether the night or the worker does it, without a call of the API. */
  readonly inBackground: boolean;
}

const loans = assumed('loans');
const copies = assumed('copies');
const branches = assumed('branches');
const reservations = copies * assumed('reservationsPerCopy');
const ofCopy = assumed('copyReservations');
const fulfilled = reservations * (1 - assumed('cancelled'));
const exhibitions = branches * assumed('exhibitionsPerBranch');
const shown = exhibitions * assumed('copiesPerExhibition');
const seasonal = 6 * copies * assumed('seasonal');
const byHand = copies * assumed('blocksByHand');
const renewed = copies * assumed('newCopies');
const OPEN_DAYS = 303;

const event = (name: string, profile: Profile, count: number, operation: string): EventKind => ({
  ...{ name, profile, count, operation, times: 1, inBackground: false },
});
const background = (...parts: Parameters<typeof event>): EventKind => ({
  ...event(...parts),
  inBackground: true,
});

/** Closing was measured on ten copies; an event is counted for one of them. */
const forOneOfTen = (kind: EventKind): EventKind => ({ ...kind, times: 0.1 });

const DESK: readonly EventKind[] = [
  event('check out', 'desk', loans - fulfilled, 'check out'),
  event('check out what was put aside', 'desk', fulfilled, 'check out what was put aside'),
  event('check in', 'desk', loans * 0.96 - fulfilled * (1 - assumed('fromShelf')), 'check in, to the shelf'),
  event('check in elsewhere', 'desk', loans * 0.04, 'check in, goes home'),
  event(
    'check in for a reservation, and where it is collected',
    'desk',
    fulfilled * (1 + assumed('across')),
    'check in, serves a reservation',
  ),
  event('look at a copy', 'desk', (loans * assumed('staffLooksPerLoan')) / 3, 'view a copy'),
  event('look at a card', 'desk', (loans * assumed('staffLooksPerLoan')) / 3, 'loans of a card, 10'),
  event('search', 'desk', (loans * assumed('staffLooksPerLoan')) / 3, 'titles by prefix, a page of 20'),
  event(
    'pull list',
    'desk',
    branches * assumed('pullListsADay') * OPEN_DAYS,
    'pull list of the largest branch, a page of 50',
  ),
  event(
    'attention',
    'desk',
    (branches * assumed('screensADay') * OPEN_DAYS) / 2,
    'flags of a branch, a page of 50',
  ),
  event(
    'activities',
    'desk',
    (branches * assumed('screensADay') * OPEN_DAYS) / 2,
    'activities, a page of 50',
  ),
];

const WEB: readonly EventKind[] = [
  event('look at a title', 'web', loans * assumed('titleViewsPerLoan'), 'view a title with 5 copies'),
  event('may I reserve this', 'web', reservations * assumed('checksPerReservation'), 'check a reservation'),
  event('reserve a title', 'web', reservations * (1 - ofCopy), 'reserve a title with 3 copies'),
  event('reserve a copy', 'web', reservations * ofCopy, 'reserve a copy'),
  event('cancel', 'web', reservations * assumed('cancelled'), 'cancel a reservation of a title'),
  event('my reservations', 'web', reservations * 3, 'reservations of a card'),
];

const APART: readonly EventKind[] = [
  event('set a block by hand', 'desk', byHand, 'set a block'),
  event('lift a block by hand', 'desk', byHand, 'lift a block'),
  event('an exhibition', 'desk', exhibitions, 'make an activity'),
  event('its card', 'desk', exhibitions, 'put a new card'),
  event('block for an exhibition', 'desk', shown, 'set a block for an activity'),
  event('put on show', 'desk', shown, 'check out to a special card'),
  event('take from the show', 'desk', shown, 'check in from a special card, lifts a block'),
  forOneOfTen(event('close an exhibition', 'desk', exhibitions, 'close an activity of 10 copies')),
  background('look at a theme’s copies', 'before-themes', seasonal, 'a batch, preview, for each copy'),
  background('block a theme’s copies', 'before-themes', seasonal, 'a batch, run, for each copy'),
  forOneOfTen(background('close a theme', 'after-themes', seasonal, 'close an activity of 10 copies')),
];

const NIGHT: readonly EventKind[] = [
  event('offer a copy again', 'night', copies * assumed('fullFeeds'), 'put a copy, unchanged'),
  event('offer a card again', 'night', assumed('cards') * assumed('fullFeeds'), 'put a card, unchanged'),
  event('a new copy', 'night', renewed, 'put a new copy'),
  event('a copy that goes', 'night', renewed, 'move a copy to another branch and collection'),
  event('a new title', 'night', renewed / 3, 'put a new title'),
  event('a new card', 'night', assumed('cards') * 0.1, 'put a new card'),
  background(
    'forget who reserved, expire, lift',
    'night',
    reservations + byHand,
    'a night, for each thing due',
  ),
  background('a night', 'night', 365, 'a night with nothing due'),
];

export const EVENTS: readonly EventKind[] = [...DESK, ...WEB, ...APART, ...NIGHT];
