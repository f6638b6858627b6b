/** What must be in the lists of the API, by the reads of every single thing. */
import pMap from 'p-map';
import type { ReadAll, ReadOne } from '../api-reader.ts';
import { BRANCHES, CARD_LEFT, COPIES, PATRONS, TITLE_IDS } from '../library.ts';
import { isOpen } from '../model/listing.ts';
import { isOwnDisplay, patronIn } from '../model/reserving.ts';
import { oldestFirst, type BlockState, type CopyState, type Facts } from '../model/title-state.ts';
import type { Item, WantedList } from './lists.ts';

type Copy = Item & {
  readonly copyId: string;
  readonly titleId: string;
  readonly branchId: string;
  readonly blocks: readonly BlockState[];
  readonly loan?: { readonly patronId: string; readonly since: string };
};

type Reservation = Item & {
  readonly id: string;
  readonly titleId: string;
  readonly copyId?: string;
  readonly patronId: string;
  readonly status: string;
};

type Flag = Item & { readonly kind: string; readonly branchId: string; readonly activityId?: string };

/** Every single thing, by its own address; flags have none. */
interface Singles {
  readonly copies: readonly Copy[];
  readonly reservations: readonly Reservation[];
  readonly activities: readonly Item[];
  readonly batches: readonly Item[];
  readonly flags: readonly Flag[];
}

/** The ids of what was made during the run. */
export interface MadeIds {
  readonly reservations: readonly string[];
  readonly activities: readonly string[];
  readonly batches: readonly string[];
}

const readSingles = async (read: ReadOne, all: ReadAll, made: MadeIds): Promise<Singles> => {
  const each = <T>(path: string, ids: readonly string[]): Promise<readonly T[]> =>
    pMap(ids, (id) => read<T>(`${path}/${id}`), { concurrency: 8 });
  const copyIds = COPIES.map(({ copyId }) => copyId);
  return {
    copies: await each('/api/copies', copyIds),
    reservations: await each('/api/reservations', made.reservations),
    activities: await each('/api/activities', made.activities),
    batches: await each('/api/batches', made.batches),
    flags: await all('/api/flags'),
  };
};

const ofCopies = ({ copies }: Singles, activities: readonly string[]): readonly WantedList[] => {
  const blocked = (is: (block: BlockState) => boolean, branchId?: string): readonly Item[] =>
    copies.filter((copy) => (!branchId || copy.branchId === branchId) && copy.blocks.some(is));
  return [
    { path: `/api/copies?ids=${copies.map(({ copyId }) => copyId).join(',')}`, items: copies, inOrder: true },
    ...BRANCHES.flatMap((branchId) => [
      { path: `/api/copies?branchId=${branchId}&blocked=any`, items: blocked(() => true, branchId) },
      ...(['reservation', 'loan'] as const).map((kind) => ({
        path: `/api/copies?branchId=${branchId}&blocked=${kind}`,
        items: blocked((block) => block.kind === kind, branchId),
      })),
    ]),
    ...activities.map((id) => ({
      path: `/api/copies?activityId=${id}`,
      items: blocked(({ activityId }) => activityId === id),
    })),
  ];
};

const loansOf = ({ copies }: Singles, patronId: string): readonly Item[] =>
  copies
    .filter(({ loan }) => loan?.patronId === patronId)
    .map(({ copyId, loan }) => ({ copyId, patronId, since: loan?.since }));

const ofLoans = (singles: Singles, { over }: Facts): readonly WantedList[] => [
  ...[...PATRONS.keys()].map((patronId) => ({
    path: `/api/loans?patronId=${patronId}`,
    items: loansOf(singles, patronId),
  })),
  ...[...over].map(([id, atEnd]) => ({
    path: `/api/loans?activityId=${id}`,
    items: atEnd === 'flag' ? loansOf(singles, CARD_LEFT) : [],
  })),
];

/** A list of reservations with those that are closed, and without. */
const allAndOpen = (
  query: string,
  items: readonly Reservation[],
  inOrder: boolean,
): readonly WantedList[] => [
  { path: `/api/reservations?${query}`, items, inOrder },
  {
    path: `/api/reservations?${query}&open=true`,
    items: items.filter(({ status }) => isOpen(status)),
    inOrder,
  },
];

/** The lists of a copy: of the open ones, cards of a display go first (rule R6). */
const ofCopyQueue = (copy: CopyState, placed: readonly Reservation[], facts: Facts) => {
  const items = placed.filter(({ copyId }) => copyId === copy.copyId);
  const isFirst = ({ patronId }: Reservation) => isOwnDisplay(copy, patronIn(facts, patronId));
  const [every, open] = allAndOpen(`copyId=${copy.copyId}`, items, true);
  const queue = (open?.items ?? []) as readonly Reservation[];
  const inLine = [...queue.filter(isFirst), ...queue.filter((one) => !isFirst(one))];
  return [...(every ? [every] : []), ...(open ? [{ ...open, items: inLine }] : [])];
};

const ofReservations = ({ reservations }: Singles, facts: Facts): readonly WantedList[] => {
  const placed = reservations.toSorted(oldestFirst);
  return [
    ...[...PATRONS.keys()].flatMap((id) =>
      allAndOpen(
        `patronId=${id}`,
        placed.filter(({ patronId }) => patronId === id),
        false,
      ),
    ),
    ...TITLE_IDS.flatMap((id) =>
      allAndOpen(
        `titleId=${id}`,
        placed.filter(({ titleId }) => titleId === id),
        true,
      ),
    ),
    ...COPIES.flatMap((copy) => ofCopyQueue(copy, placed, facts)),
  ];
};

const ofFlags = ({ flags }: Singles, activities: readonly string[]): readonly WantedList[] => {
  const by = (field: 'kind' | 'branchId' | 'activityId', value: string): WantedList => ({
    path: `/api/flags?${field}=${value}`,
    items: flags.filter((flag) => flag[field] === value),
  });
  return [
    { path: '/api/flags', items: flags },
    ...[...new Set(flags.map(({ kind }) => kind))].map((kind) => by('kind', kind)),
    ...BRANCHES.map((id) => by('branchId', id)),
    ...activities.map((id) => by('activityId', id)),
  ];
};

/** The activities with the counts that the copies and the flags say. */
const counted = ({ activities, copies, flags }: Singles, { over }: Facts): readonly Item[] =>
  activities.map((activity) => {
    const isOf = ({ activityId }: { readonly activityId?: string | undefined }) => activityId === activity.id;
    const onCard = over.get(String(activity.id)) === 'flag';
    const counts = {
      blocked: copies.filter(({ blocks }) => blocks.some(isOf)).length,
      onSpecialCards: onCard ? copies.filter(({ loan }) => loan?.patronId === CARD_LEFT).length : 0,
      flags: flags.filter(isOf).length,
    };
    return { ...activity, counts };
  });

const ofActivities = (singles: Singles, facts: Facts): readonly WantedList[] => [
  { path: '/api/activities', items: counted(singles, facts) },
  ...['coming', 'running', 'over', 'closed'].map((state) => ({
    path: `/api/activities?state=${state}`,
    items: singles.activities.filter((one) => one.state === state),
  })),
];

/** The lists of the API, with what must be in each. */
export const wantedLists = async (
  read: ReadOne,
  all: ReadAll,
  made: MadeIds,
  facts: Facts,
): Promise<readonly WantedList[]> => {
  const singles = await readSingles(read, all, made);
  return [
    ...ofCopies(singles, made.activities),
    ...ofReservations(singles, facts),
    ...ofLoans(singles, facts),
    ...ofFlags(singles, made.activities),
    ...ofActivities(singles, facts),
    { path: '/api/batches', items: singles.batches },
  ];
};
