import { expect, it } from 'vitest';
import type { Body } from '../../testing/api/response-body.ts';
import { CEN, done, openLibrary, type Library } from '../../testing/api/small-library.ts';
import { startApi } from '../../testing/api/test-api.ts';
import { actAfter, type Turn } from '../../testing/concurrency/act-between.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';

const library = await openLibrary();
const { addBranch, addCopy, addPatron, addTitle, reserve } = library;

checkAfterEach(() => library);

/** A thing that goes from one place to another while it is read. */
interface Moving {
  readonly name: string;
  readonly path: (id: string) => string;
  readonly given?: (id: string) => Promise<unknown>;
  readonly move: (at: Library, id: string) => Promise<unknown>;
  /** What may be read, as text; a list of texts. */
  readonly shown: (body: Body) => readonly unknown[];
  readonly right: readonly (readonly string[])[];
  /** The branches of the staff who ask. */
  readonly branchIds?: (id: string) => readonly string[];
}

const reserveBoth = async (id: string): Promise<void> => {
  await done(reserve(id, { copyId: id }));
  await done(reserve(id, { titleId: id }));
};

const cancelFirst = async ({ as }: Library, id: string): Promise<void> => {
  const { items = [] } = await done(as.admin.get(`/api/reservations?open=true&patronId=${id}`));
  await done(as.admin.delete(`/api/reservations/${items[0]?.id ?? ''}`));
};

/** A flag of the copy: the night after an activity finds its block. */
const flag = async (id: string): Promise<void> => {
  const today = library.clock.now().slice(0, 10);
  const activityId = await library.addActivity({ startDate: today, endDate: today, branchIds: [id] });
  await done(library.block(id, 'reservation', { code: 8, activityId }));
  const tomorrow = new Date(Date.parse(today) + 30 * 3_600_000).toISOString();
  library.clock.set(tomorrow);
  await library.night(tomorrow);
};

const moveToOtherTitle = ({ addCopy: put }: Library, id: string) => put(id, { titleId: `other-${id}` });

const kindAndStatus = ({ items = [] }: Body) =>
  items.map(({ kind, status }) => `${String(kind)} ${String(status)}`);

const MOVING: readonly Moving[] = [
  ...['patronId', 'titleId'].map((list): Moving => ({
    name: `a reservation that closes, in the list of its ${list}`,
    path: (id) => `/api/reservations?${list}=${id}`,
    given: reserveBoth,
    move: cancelFirst,
    shown: kindAndStatus,
    right: [
      ['copy waiting', 'title waiting'],
      ['copy cancelled', 'title waiting'],
    ],
  })),
  {
    name: 'a reservation that closes, in the list of its copy',
    path: (id) => `/api/reservations?copyId=${id}`,
    given: reserveBoth,
    move: cancelFirst,
    shown: kindAndStatus,
    right: [['copy waiting'], ['copy cancelled']],
  },
  {
    name: 'R16: a reserved copy that goes to another title, in the open reservations of the title',
    path: (id) => `/api/reservations?open=true&titleId=${id}`,
    given: reserveBoth,
    move: moveToOtherTitle,
    shown: ({ items = [] }) => items.map(({ kind, titleId }) => `${String(kind)} ${titleId?.[0] ?? ''}`),
    right: [['copy m', 'title m'], ['title m']],
  },
  {
    name: 'R16: a copy that goes to another title, in the copies of the title',
    path: (id) => `/api/titles/${id}`,
    move: moveToOtherTitle,
    shown: ({ copies = [] }) => copies.map(({ titleId }) => titleId?.[0]),
    right: [['m'], []],
  },
  {
    name: 'N2: a flag that goes to another branch with its copy, for staff of both',
    path: () => '/api/flags',
    branchIds: (id) => [id, `z-${id}`],
    given: flag,
    move: ({ addCopy: put }, id) => put(id, { titleId: id, branchId: `z-${id}` }),
    shown: ({ items = [] }) => items.map(({ branchId }) => branchId?.[0]),
    right: [['m'], ['z']],
  },
];

/** Opens a branch, a title, a copy and a card of a run, all with the same id. */
const open = async (id: string): Promise<void> => {
  await Promise.all([
    addBranch(id),
    addBranch(`z-${id}`),
    addTitle(id),
    addTitle(`other-${id}`),
    addPatron(id),
  ]);
  await addCopy(id, { titleId: id, branchId: id });
};

const TURNS: readonly Turn[] = ['first', 'last'];

it.each(MOVING.flatMap((one, nth) => TURNS.map((turn) => [one.name, turn, one, nth] as const)))(
  'T3: %s: once and right, whenever it moves (the %s read goes before those of its moment)',
  async (_, turn, one, nth) => {
    for (let answers = 1; ; answers++) {
      const id = `m${nth}-${turn}-${answers}`;
      await open(id);
      await one.given?.(id);
      const { hook, hasActed } = actAfter(answers, turn, () => one.move(library, id));
      const api = await startApi({ beside: library, hook });
      const body = await done(api.as.staff(...(one.branchIds?.(id) ?? [CEN])).get(one.path(id)));
      expect(one.right).toContainEqual(one.shown(body));
      await library.work('sweep');
      if (!hasActed()) return;
    }
  },
);
