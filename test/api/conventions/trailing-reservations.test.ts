import { describe, it } from 'vitest';
import { done, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { expectHeld, type TrailingCase } from '../../../testing/api/trailing-list.ts';

/** Reservations of one card: of a copy, of a title, and of another copy. */
const reserved = async ({ addTitle, addCopy, addPatron, reserve }: Library): Promise<void> => {
  await addTitle('T2');
  await addTitle('T3');
  await addCopy('d1', { titleId: 'T2' });
  await addCopy('c2');
  await addPatron('other');
  await done(reserve('own', { copyId: 'c1' }));
  await done(reserve('own', { titleId: TITLE }));
  await done(reserve('own', { copyId: 'c2' }));
};

const cancel =
  (nth: number) =>
  async ({ as }: Library) => {
    const { items = [] } = await done(as.admin.get('/api/reservations?open=true&patronId=own'));
    return done(as.admin.delete(`/api/reservations/${items[nth]?.id ?? ''}`));
  };

const WAITING = ['copy waiting', 'title waiting', 'copy waiting'];
const OF_RESERVATIONS = ['patronId=own', `titleId=${TITLE}`].map((query) => `/api/reservations?${query}`);

const ofReservations: readonly TrailingCase[] = [
  ...OF_RESERVATIONS.flatMap((path): readonly TrailingCase[] => [
    {
      path,
      given: reserved,
      name: 'a copy reservation closes',
      change: cancel(0),
      before: WAITING,
      after: ['copy cancelled', 'title waiting', 'copy waiting'],
    },
    {
      path,
      given: reserved,
      name: 'a title reservation closes',
      change: cancel(1),
      before: WAITING,
      after: ['copy waiting', 'title cancelled', 'copy waiting'],
    },
    {
      path,
      given: reserved,
      name: 'a reservation becomes ready',
      change: ({ checkIn }) => done(checkIn('c1')),
      before: WAITING,
      after: ['copy ready', 'title waiting', 'copy waiting'],
    },
  ]),
  {
    path: '/api/reservations?patronId=own',
    given: reserved,
    name: 'the card is deleted',
    change: ({ as }) => as.feed.delete('/api/patrons/own'),
    before: WAITING,
    after: [],
  },
  {
    path: `/api/reservations?titleId=${TITLE}`,
    given: reserved,
    name: 'a copy moves to another title (R16)',
    change: ({ addCopy }) => addCopy('c1', { titleId: 'T2' }),
    before: WAITING,
    after: ['title waiting', 'copy waiting'],
  },
  {
    path: '/api/reservations?patronId=own',
    given: reserved,
    name: 'a copy moves to another title, and its reservation to the end of the list (R16)',
    change: ({ addCopy }) => addCopy('c1', { titleId: 'T2' }),
    before: WAITING,
    after: ['title waiting', 'copy waiting', 'copy waiting'],
    trailing: { inPages: ['title waiting', 'copy waiting'] },
  },
];

const titled = async ({ addTitle }: Library): Promise<void> => {
  await addTitle('k1', { title: 'De boot 1', isbn: '9789045101767' });
  await addTitle('k2', { title: 'Boot 2', isbn: '9789045101767 9789021673141' });
  await addTitle('k3', { title: 'Boot 3', isbn: '9789045101767' });
};

const ofTitles: readonly TrailingCase[] = [
  {
    path: '/api/titles?isbn=9789045101767',
    given: titled,
    name: 'a title is called otherwise, with another number',
    change: ({ addTitle }) => addTitle('k2', { title: 'Schip', isbn: '9789021673141' }),
    before: ['k1', 'k2', 'k3'],
    after: ['k1', 'k3'],
  },
  {
    path: '/api/titles?isbn=9789021673141',
    given: titled,
    name: 'a title loses its second number',
    change: ({ addTitle }) => addTitle('k2', { title: 'Boot 2', isbn: '9789045101767' }),
    before: ['k2'],
    after: [],
  },
];

const CASES = [...ofReservations, ...ofTitles];

describe('T3: a list of an index that trails shows each thing once, as it is now', () => {
  it.each(CASES.map((one) => [`${one.path}: ${one.name}`, one] as const))('%s', (_, one) => expectHeld(one));
});
