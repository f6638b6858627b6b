/**
 * What people have in mind to do, at random: the same for the same seed. When it is done is up to
 * the machine.
 */
import fc from 'fast-check';
import { BRANCHES, COPIES, PATRONS, TITLE_IDS, copiesOf } from '../library.ts';
import { daysLater } from '../days.ts';
import type { Command } from '../model/command.ts';

/**
 * What is only known when it is done: the reservations there are, and the activity to block for.
 */
export interface Moment {
  /** One of the known reservations of a title; undefined where there is none. */
  readonly pick: (titleId: string, nth: number) => string | undefined;
  readonly activities: readonly string[];
  /** A text that no other block has. */
  readonly reason: string;
}

/**
 * Something to do, once it is known what there is; undefined where there is nothing to do it to.
 */
export type Intent = (moment: Moment) => Command | undefined;

/** Three titles get half of the calls. */
const titleId = fc.oneof(fc.constantFrom(...TITLE_IDS.slice(0, 3)), fc.constantFrom(...TITLE_IDS));
const copyId = fc
  .tuple(titleId, fc.nat(1))
  .map(([title, n]) => copiesOf(title)[n]?.copyId ?? String(COPIES[0]?.copyId));
const branchId = fc.constantFrom(...BRANCHES);
const patronId = fc.constantFrom(...PATRONS.keys());
const nth = fc.nat(1000);

/** A special card collects at its own branch. */
const wish = fc.record({ patronId, pickupBranchId: branchId }).map((one) => {
  const patron = PATRONS.get(one.patronId);
  return patron?.special ? { ...one, pickupBranchId: patron.branchId } : one;
});

/** Of no activity, mostly. */
const activityOf = (moment: Moment, n: number): { activityId?: string } => {
  const id = n % 3 === 0 ? moment.activities[Math.floor(n / 3) % moment.activities.length] : undefined;
  return id === undefined ? {} : { activityId: id };
};

const setBlock = fc
  .record({ copyId, nth, what: fc.constantFrom(7 as const, 8 as const, 'dated', 'without end') })
  .map(({ copyId: id, nth: n, what }): Intent => (moment) => {
    const common = { reason: moment.reason, ...activityOf(moment, n) };
    const block =
      typeof what === 'number'
        ? { kind: 'reservation' as const, code: what, ...common }
        : { kind: 'loan' as const, ...(what === 'dated' && { endDate: daysLater(n % 5) }), ...common };
    return { do: 'set a block', copyId: id, block };
  });

const liftBlock = fc
  .record({ copyId, nth, kind: fc.constantFrom('reservation' as const, 'loan' as const) })
  .map(({ copyId: id, nth: n, kind }): Intent => (moment) => ({
    do: 'lift a block',
    copyId: id,
    block: { kind, ...activityOf(moment, n) },
  }));

const reserveCopy = fc
  .tuple(copyId, wish)
  .map(([id, of]): Intent => () => ({ do: 'reserve a copy', copyId: id, ...of }));

const reserveTitle = fc.tuple(titleId, wish).map(
  ([id, of]): Intent =>
    () =>
      PATRONS.get(of.patronId)?.special ? undefined : { do: 'reserve a title', titleId: id, ...of },
);

const ofReservation = (what: 'cancel' | 'view a reservation') =>
  fc.tuple(titleId, nth).map(([title, n]): Intent => ({ pick }) => {
    const id = pick(title, n);
    return id === undefined ? undefined : { do: what, id };
  });

const checkOut = fc
  .record({ copyId, patronId, branchId })
  .map((body): Intent => () => ({ do: 'check out', ...body }));
const checkIn = fc
  .record({ copyId, branchId, liftEndedBlocks: fc.boolean() })
  .map((body): Intent => () => ({ do: 'check in', ...body }));
const view = copyId.map((id): Intent => () => ({ do: 'view a copy', copyId: id }));

const intent = fc.oneof(
  { weight: 5, arbitrary: setBlock },
  { weight: 5, arbitrary: liftBlock },
  { weight: 5, arbitrary: reserveCopy },
  { weight: 4, arbitrary: reserveTitle },
  { weight: 4, arbitrary: ofReservation('cancel') },
  { weight: 2, arbitrary: ofReservation('view a reservation') },
  { weight: 5, arbitrary: checkOut },
  { weight: 8, arbitrary: checkIn },
  { weight: 3, arbitrary: view },
);

const AT_ONCE = 500;

/** The intents of one client, without an end. */
export function* intentsOf(seed: number): Generator<Intent> {
  for (let part = 0; ; part++) yield* fc.sample(intent, { seed: seed + part * 7919, numRuns: AT_ONCE });
}
