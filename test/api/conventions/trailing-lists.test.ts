// Long: the lists of copies, loans, flags and cards stand in one table.

import { describe, it } from 'vitest';
import { CEN, done, EAST, type Library } from '../../../testing/api/small-library.ts';
import { expectHeld, type TrailingCase } from '../../../testing/api/trailing-list.ts';

const COPIES = ['k1', 'k2', 'k3'];
const ALL = [...COPIES];
const WITHOUT_K2 = ['k1', 'k3'];

/** Copies of a collection with a block of each kind. */
const blockedCopies = async ({ addCopy, block }: Library): Promise<void> => {
  for (const id of COPIES) {
    await addCopy(id, { collection: 'K' });
    await done(block(id, 'reservation'));
    await done(block(id, 'loan', { endDate: '2026-12-01' }));
  }
};

const moveCopy =
  (fields: object) =>
  ({ addCopy }: Library) =>
    addCopy('k2', { collection: 'K', ...fields });
const liftAll = async ({ lift }: Library): Promise<void> => {
  await done(lift('k2', 'reservation'));
  await done(lift('k2', 'loan'));
};

const BLOCKED = `/api/copies?branchId=${CEN}&blocked=`;
const goesElsewhere = { name: 'a copy moves to another branch', change: moveCopy({ branchId: EAST }) };
const copiesLeave = { before: ALL, after: WITHOUT_K2 };

const ofCopies: readonly TrailingCase[] = [
  ...['', `&branchId=${CEN}`].map((more): TrailingCase => ({
    path: `/api/copies?collection=K${more}`,
    given: blockedCopies,
    name: 'a copy moves to another collection',
    change: moveCopy({ collection: 'L' }),
    ...copiesLeave,
  })),
  {
    path: `/api/copies?collection=K&branchId=${CEN}`,
    given: blockedCopies,
    ...goesElsewhere,
    ...copiesLeave,
  },
  ...['any', 'loan', 'reservation'].flatMap((kind): readonly TrailingCase[] => [
    { path: BLOCKED + kind, given: blockedCopies, ...goesElsewhere, ...copiesLeave },
    {
      path: BLOCKED + kind,
      given: blockedCopies,
      name: 'blocks are lifted',
      change: liftAll,
      ...copiesLeave,
    },
  ]),
  {
    path: `${BLOCKED}loan`,
    given: blockedCopies,
    name: 'only the block of the other kind stays',
    change: ({ lift }) => done(lift('k2', 'loan')),
    ...copiesLeave,
  },
];

/** Copies with a block of an activity, all on one of its special cards. */
const exhibited = async (at: Library): Promise<string> => {
  const activityId = await at.addActivity();
  const other = await at.addActivity({ name: 'Elders' });
  for (const id of ['V1', 'V2']) await at.addCard(id, { activityId });
  await at.addCard('V3', { activityId: other });
  for (const id of COPIES) {
    await at.addCopy(id);
    await done(at.block(id, 'reservation', { code: 8, activityId }));
    await done(at.checkOut(id, 'V1'));
  }
  return activityId;
};

const lendAgain =
  (card: string) =>
  async ({ checkIn, checkOut }: Library): Promise<void> => {
    await done(checkIn('k2'));
    await done(checkOut('k2', card));
  };

const liftOfActivity = async ({ as }: Library): Promise<void> => {
  const { items = [] } = await done(as.admin.get('/api/activities'));
  const id = items.find(({ name }) => name === 'Griffels')?.id ?? '';
  await done(as.admin.delete(`/api/copies/k2/blocks/reservation?activityId=${id}`));
};

const onCards = (copies: readonly string[], card = 'V1') =>
  copies.map((id) => `${id} ${id === 'k2' ? card : 'V1'}`);

const ofActivities: readonly TrailingCase[] = [
  {
    path: '/api/copies?activityId={id}',
    given: exhibited,
    name: 'its block is lifted',
    change: liftOfActivity,
    ...copiesLeave,
  },
  ...['checked in', 'lent to a card of another activity'].map((name): TrailingCase => ({
    path: '/api/loans?activityId={id}',
    given: exhibited,
    name: `a copy is ${name}`,
    change: name === 'checked in' ? ({ checkIn }) => checkIn('k2') : lendAgain('V3'),
    before: onCards(ALL),
    after: onCards(WITHOUT_K2),
  })),
  {
    path: '/api/loans?activityId={id}',
    given: exhibited,
    name: 'a copy is lent to another card of the activity',
    change: lendAgain('V2'),
    before: onCards(ALL),
    after: onCards(ALL, 'V2'),
  },
];

/** Flags of an activity that is over, one for each copy. */
const flagged = async (at: Library): Promise<string> => {
  const activityId = await at.addActivity({ endDate: '2026-10-13' });
  for (const id of COPIES) {
    await at.addCopy(id);
    await done(at.block(id, 'reservation', { code: 8, activityId }));
  }
  at.clock.set('2026-10-14T05:00:00.000Z');
  await at.night('2026-10-14T02:30:00Z');
  return activityId;
};

const flagsGo = { before: ALL, after: WITHOUT_K2 };
const ofFlags: readonly TrailingCase[] = [
  ...['?', `?branchId=${CEN}`, '?activityId={id}'].map((query): TrailingCase => ({
    path: `/api/flags${query}`,
    given: flagged,
    name: 'a flag goes with its block',
    change: liftOfActivity,
    ...flagsGo,
  })),
  {
    path: `/api/flags?branchId=${CEN}`,
    given: flagged,
    name: 'a copy moves to another branch, and its flag with it',
    change: moveCopy({ branchId: EAST }),
    ...flagsGo,
  },
  {
    path: '/api/flags?',
    given: flagged,
    name: 'a flag moves to a branch that comes later',
    change: moveCopy({ branchId: EAST }),
    before: ALL,
    after: ['k1', 'k3', 'k2'],
    trailing: { inPages: WITHOUT_K2 },
  },
  {
    path: '/api/flags?',
    staff: true,
    given: flagged,
    name: 'a flag moves to the other branch of the staff',
    change: moveCopy({ branchId: EAST }),
    before: ALL,
    after: ['k1', 'k3', 'k2'],
    trailing: { whole: WITHOUT_K2, inPages: WITHOUT_K2 },
  },
];

/** Cards of an activity. */
const specialCards = async ({ addActivity, addCard }: Library): Promise<string> => {
  const activityId = await addActivity();
  for (const id of ALL) await addCard(id, { activityId });
  return activityId;
};

const ofCards: readonly TrailingCase[] = [
  {
    path: '/api/patrons?activityId={id}',
    given: specialCards,
    name: 'a card is for no activity any more',
    change: ({ as }) => as.admin.put('/api/patrons/k2', { branchId: CEN, kind: 'special', label: 'Vitrine' }),
    before: ALL,
    after: WITHOUT_K2,
  },
  {
    path: `/api/patrons?branchId=${CEN}`,
    given: specialCards,
    name: 'a card moves to another branch',
    change: ({ addCard }) => addCard('k2', { branchId: EAST }),
    before: ['S1', ...ALL],
    after: ['S1', ...WITHOUT_K2],
  },
  {
    path: `/api/patrons?branchId=${CEN}`,
    given: specialCards,
    name: 'a card is deleted',
    change: ({ as }) => as.feed.delete('/api/patrons/k2'),
    before: ['S1', ...ALL],
    after: ['S1', ...WITHOUT_K2],
  },
];

const CASES = [...ofCopies, ...ofActivities, ...ofFlags, ...ofCards];

describe('T3: a list of an index that trails shows each thing once, as it is now', () => {
  it.each(CASES.map((one) => [`${one.path}: ${one.name}`, one] as const))('%s', (_, one) => expectHeld(one));
});
