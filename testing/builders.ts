// Long: the builders share ids and days, so that a block, a card and a queue fit one copy.
import type { Activity } from '../lib/domain/activity.ts';
import type { ThemeAgreement } from '../lib/domain/theme-agreement.ts';
import type { Actor, BatchOrder } from '../lib/domain/batch.ts';
import { NO_BATCH_COUNTS, type Batch, type BatchState } from '../lib/domain/batch-state.ts';
import {
  slotKey,
  slotOf,
  type Block,
  type Blocks,
  type LoanBlock,
  type ReservationBlock,
} from '../lib/domain/block.ts';
import type { Day } from '../lib/domain/calendar.ts';
import type { Copy, Hold, Loan } from '../lib/domain/copy.ts';
import type { Flag } from '../lib/domain/flag.ts';
import type { Author } from '../lib/domain/history.ts';
import type { Branch } from '../lib/domain/branch.ts';
import type { Patron } from '../lib/domain/patron.ts';
import type { BlockingRule } from '../lib/domain/standing-rule.ts';
import type { Title } from '../lib/domain/title.ts';
import type { ReservationRequest } from '../lib/domain/reservation-rules.ts';
import { reservationId, type OpenReservation } from '../lib/domain/reservation.ts';

/** The default day of the tests. */
export const TODAY: Day = '2026-10-12';

/** The default branch of everything, and two others. */
export const OWN = 'BR2';
export const SIBLING = 'BR1';
export const FAR = 'BR4';

/** An available copy of `OWN` without blocks, reservations or loan. */
export const aCopy = (over: Partial<Copy> = {}): Copy => ({
  copyId: '2905',
  titleId: 'T1',
  branchId: OWN,
  onOrder: false,
  missing: false,
  withdrawn: false,
  blocks: {},
  reservations: 0,
  waiting: 0,
  waitingFirst: 0,
  wanted: false,
  version: 1,
  ...over,
});

/** An ordinary patron of `OWN`. */
export const aPatron = (over: Partial<Patron> = {}): Patron => ({
  patronId: '3',
  branchId: OWN,
  kind: 'ordinary',
  blocked: false,
  openReservations: 0,
  loans: 0,
  version: 1,
  ...over,
});

/** An ordinary patron of `SIBLING`. */
export const aGuest = (): Patron => aPatron({ patronId: '16', branchId: SIBLING });

/** A special card of `OWN`. */
export const aSpecialCard = (over: Partial<Patron> = {}): Patron =>
  aPatron({ patronId: 'S1', kind: 'special', label: 'Vitrine hal', ...over });

export const aBranch = (over: Partial<Branch> = {}): Branch => ({
  branchId: OWN,
  name: 'Oosterhout',
  pickupDays: 7,
  reservationLimit: 15,
  version: 1,
  ...over,
});

export const aTitle = (over: Partial<Title> = {}): Title => ({
  titleId: 'T1',
  title: 'Pluk van de Petteflet',
  version: 1,
  ...over,
});

/** An ordinary patron of `OWN` collects there, and no agreement is in force. */
export const aRequest = (over: Partial<ReservationRequest> = {}): ReservationRequest => ({
  patron: aPatron(),
  pickupBranchId: OWN,
  agreements: [],
  ...over,
});

/** The request of a guest who collects at `SIBLING`. */
export const aGuestRequest = (over: Partial<ReservationRequest> = {}): ReservationRequest =>
  aRequest({ patron: aGuest(), pickupBranchId: SIBLING, ...over });

/** Set by a person of `OWN`, for no activity. Code 8 by default. */
export const aReservationBlock = (over: Partial<ReservationBlock> = {}): ReservationBlock => ({
  kind: 'reservation',
  code: 8,
  source: { type: 'manual' },
  placedBy: 'staff-BR2',
  placedAt: '2026-10-01T09:00:00.000Z',
  ...over,
});

/** Set by a person of `OWN`, for no activity, without end date by default. */
export const aLoanBlock = (over: Partial<LoanBlock> = {}): LoanBlock => ({
  kind: 'loan',
  source: { type: 'manual' },
  placedBy: 'staff-BR2',
  placedAt: '2026-10-01T09:00:00.000Z',
  ...over,
});

/** The blocks of a copy, each in its slot. */
export const blocksOf = (...blocks: readonly Block[]): Blocks =>
  Object.fromEntries(blocks.map((block) => [slotKey(block.kind, slotOf(block)), block]));

/**
 * The Kinderboekenweek of all branches, which runs on `TODAY`: without an agreement, its blocks
 * flagged afterwards.
 */
export const anActivity = (over: Partial<Activity> = {}): Activity => ({
  id: 'a1',
  name: 'Kinderboekenweek',
  startDate: '2026-10-07',
  endDate: '2026-10-18',
  agreement: false,
  atEnd: 'flag',
  term: 1,
  version: 1,
  ...over,
});

/**
 * The agreement of that activity, in force on `TODAY` in all branches for copies that carry one of
 * its blocks.
 */
export const anAgreement = (over: Partial<ThemeAgreement> = {}): ThemeAgreement => ({
  activityId: 'a1',
  name: 'Kinderboekenweek',
  from: '2026-10-07',
  until: '2026-10-18',
  ...over,
});

/** Every copy of the Christmas collection gets code 8, in every branch. */
export const aRule = (over: Partial<BlockingRule> = {}): BlockingRule => ({
  collection: 'KERST',
  code: 8,
  edition: 'e1',
  setBy: 'admin',
  setAt: '2026-09-01T09:00:00.000Z',
  version: 1,
  ...over,
});

/** Staff of `OWN`, who make, run and undo batches. */
export const anActor = (over: Partial<Actor> = {}): Actor => ({
  sub: 'staff-BR2',
  role: 'staff',
  branchIds: [OWN],
  ...over,
});

/**
 * A batch that sets code 8 on the Christmas collection of `OWN`, for no activity, made and
 * previewed this morning.
 */
export const aBatch = (order: Partial<BatchOrder> = {}, state: Partial<BatchState> = {}): Batch => ({
  order: {
    id: 'b1',
    selection: { collection: 'KERST', branchId: OWN },
    change: { reservation: { code: 8 } },
    includeNewCopies: false,
    includeRuled: false,
    createdBy: anActor(),
    createdAt: '2026-10-12T07:00:00.000Z',
    ...order,
  },
  state: {
    status: 'previewed',
    counts: NO_BATCH_COUNTS,
    affectedReservations: 0,
    failures: 0,
    begun: 1,
    version: 1,
    ...state,
  },
});

/** The state of a batch that staff of `OWN` have started an hour later. */
export const RUNNING = {
  status: 'running',
  startedAt: '2026-10-12T08:00:00.000Z',
  runBy: anActor(),
} as const;

/** Raised today: a reservation block of activity `a1` is still on copy 2905. */
export const aFlag = (over: Partial<Flag> = {}): Flag => ({
  id: 'reservation-block-left-on~a1~2905',
  kind: 'reservation-block-left-on',
  copyId: '2905',
  branchId: OWN,
  activityId: 'a1',
  since: TODAY,
  ...over,
});

/** Lent to an ordinary patron, or to a special card when `special` is set. */
export const aLoan = (over: Partial<Loan> = {}): Loan => ({
  patronId: '99',
  special: false,
  branchId: OWN,
  since: '2026-10-01T10:00:00.000Z',
  ...over,
});

export const aHold = (over: Partial<Hold> = {}): Hold => ({
  reservationId: 'c.2905.000000',
  patronId: '99',
  kind: 'copy',
  branchId: OWN,
  ...over,
});

/** `nth` is the place of a reservation in time, from 0. */
type ReservationParts = Partial<OpenReservation> & { readonly nth?: number };

/** The `nth` reservation in time: patron 3 waits for title T1, to be collected at `OWN`. */
const waitingFrom = (kind: 'copy' | 'title', ownerId: string, nth: number): OpenReservation => ({
  id: reservationId(kind, ownerId, String(nth).padStart(6, '0')),
  kind,
  titleId: 'T1',
  patronId: '3',
  pickupBranchId: OWN,
  status: 'waiting',
  placedAt: new Date(Date.UTC(2026, 9, 1, 8, nth)).toISOString(),
  expiresOn: '2027-10-01',
  version: 1,
});

/** A waiting copy reservation of copy 2905 for patron 3, to be collected at `OWN`. */
export const aCopyReservation = ({ nth = 0, ...over }: ReservationParts = {}): OpenReservation => {
  const { copyId = '2905' } = over;
  return { ...waitingFrom('copy', copyId, nth), copyId, ...over };
};

/** A waiting title reservation of title T1 for patron 3, to be collected at `OWN`. */
export const aTitleReservation = ({ nth = 0, ...over }: ReservationParts = {}): OpenReservation => ({
  ...waitingFrom('title', over.titleId ?? 'T1', nth),
  ...over,
});

/** Patrons by card number, as the rules about queues take them. */
export const patronsOf = (...patrons: readonly Patron[]): ReadonlyMap<string, Patron> =>
  new Map(patrons.map((patron) => [patron.patronId, patron]));

export const aPerson = (over: Partial<Author> = {}): Author => ({
  at: '2026-10-12T08:00:00.000Z',
  by: 'staff-BR2',
  cause: { type: 'person' },
  ...over,
});

/** The author of what the nightly job does on `TODAY`. */
export const theNight: Author = {
  at: '2026-10-12T01:30:00.000Z',
  by: 'nightly',
  cause: { type: 'nightly' },
};
