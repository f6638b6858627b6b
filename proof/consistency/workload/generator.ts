/** Random commands, the same for the same seed; their timing depends on the machine. */
import fc from 'fast-check';
import { BRANCHES, PATRONS, SHELF_TITLES, TITLE_IDS, copiesOf } from '../library.ts';
import { daysLater } from '../days.ts';
import type { Command } from '../model/command.ts';

/** Facts that a command needs and that are known only when it is sent. */
export interface Moment {
  /** A known reservation of a title; undefined if there is none. */
  readonly pick: (titleId: string, nth: number) => string | undefined;
  readonly activities: readonly string[];
  /** Unique to this block. */
  readonly reason: string;
}

/** Makes the command at a moment; undefined if there is nothing to apply it to. */
export type Intent = (moment: Moment) => Command | undefined;

/** The first three titles get more than half of the calls. */
const busyTitle = fc.oneof(fc.constantFrom(...TITLE_IDS.slice(0, 3)), fc.constantFrom(...TITLE_IDS));
const shelfTitle = fc.constantFrom(...SHELF_TITLES);

type Id = fc.Arbitrary<string>;

const copyOf = (titleId: Id): Id =>
  titleId.chain((id) => fc.constantFrom(...copiesOf(id).map(({ copyId }) => copyId)));

const branchId = fc.constantFrom(...BRANCHES);
const patronId = fc.constantFrom(...PATRONS.keys());
const nth = fc.nat(1000);

/** A special card collects at its own branch. */
const wish = fc.record({ patronId, pickupBranchId: branchId }).map((one) => {
  const patron = PATRONS.get(one.patronId);
  return patron?.special ? { ...one, pickupBranchId: patron.branchId } : one;
});

/** One block in three belongs to an activity. */
const activityOf = (moment: Moment, n: number): { activityId?: string } => {
  const id = n % 3 === 0 ? moment.activities[Math.floor(n / 3) % moment.activities.length] : undefined;
  return id === undefined ? {} : { activityId: id };
};

const setBlock = (copyId: Id) =>
  fc
    .record({ copyId, nth, what: fc.constantFrom(7 as const, 8 as const, 'dated', 'without end') })
    .map(({ copyId: id, nth: n, what }): Intent => (moment) => {
      const common = { reason: moment.reason, ...activityOf(moment, n) };
      const block =
        typeof what === 'number'
          ? { kind: 'reservation' as const, code: what, ...common }
          : { kind: 'loan' as const, ...(what === 'dated' && { endDate: daysLater(n % 5) }), ...common };
      return { do: 'set a block', copyId: id, block };
    });

const liftBlock = (copyId: Id) =>
  fc
    .record({ copyId, nth, kind: fc.constantFrom('reservation' as const, 'loan' as const) })
    .map(({ copyId: id, nth: n, kind }): Intent => (moment) => ({
      do: 'lift a block',
      copyId: id,
      block: { kind, ...activityOf(moment, n) },
    }));

const reserveCopy = (copyId: Id) =>
  fc.tuple(copyId, wish).map(([id, of]): Intent => () => ({ do: 'reserve a copy', copyId: id, ...of }));

const reserveTitle = (titleId: Id) =>
  fc.tuple(titleId, wish).map(
    ([id, of]): Intent =>
      () =>
        PATRONS.get(of.patronId)?.special ? undefined : { do: 'reserve a title', titleId: id, ...of },
  );

const ofReservation = (titleId: Id, what: 'cancel' | 'view a reservation') =>
  fc.tuple(titleId, nth).map(([title, n]): Intent => ({ pick }) => {
    const id = pick(title, n);
    return id === undefined ? undefined : { do: what, id };
  });

const checkOut = (copyId: Id) =>
  fc.record({ copyId, patronId, branchId }).map((body): Intent => () => ({ do: 'check out', ...body }));
const checkIn = (copyId: Id) =>
  fc
    .record({ copyId, branchId, liftEndedBlocks: fc.boolean() })
    .map((body): Intent => () => ({ do: 'check in', ...body }));
const view = (copyId: Id) => copyId.map((id): Intent => () => ({ do: 'view a copy', copyId: id }));

const busy = fc.oneof(
  { weight: 5, arbitrary: setBlock(copyOf(busyTitle)) },
  { weight: 5, arbitrary: liftBlock(copyOf(busyTitle)) },
  { weight: 5, arbitrary: reserveCopy(copyOf(busyTitle)) },
  { weight: 4, arbitrary: reserveTitle(busyTitle) },
  { weight: 4, arbitrary: ofReservation(busyTitle, 'cancel') },
  { weight: 2, arbitrary: ofReservation(busyTitle, 'view a reservation') },
  { weight: 5, arbitrary: checkOut(copyOf(busyTitle)) },
  { weight: 8, arbitrary: checkIn(copyOf(busyTitle)) },
  { weight: 3, arbitrary: view(copyOf(busyTitle)) },
);

/** Nobody lends and nothing comes in: the copies stay on the shelf. */
const atTheShelf = fc.oneof(
  { weight: 2, arbitrary: setBlock(copyOf(shelfTitle)) },
  { weight: 3, arbitrary: liftBlock(copyOf(shelfTitle)) },
  { weight: 4, arbitrary: reserveCopy(copyOf(shelfTitle)) },
  { weight: 8, arbitrary: reserveTitle(shelfTitle) },
  { weight: 3, arbitrary: ofReservation(shelfTitle, 'cancel') },
);

const SAMPLE_SIZE = 500;

function* sampled(intent: fc.Arbitrary<Intent>, seed: number): Generator<Intent> {
  for (let part = 0; ; part++) yield* fc.sample(intent, { seed: seed + part * 7919, numRuns: SAMPLE_SIZE });
}

/** An endless series of intents for one client. */
export const intentsOf = (seed: number): Generator<Intent> => sampled(busy, seed);

/** The same for titles whose copies stand on the shelf. */
export const intentsAtTheShelf = (seed: number): Generator<Intent> => sampled(atTheShelf, seed);
