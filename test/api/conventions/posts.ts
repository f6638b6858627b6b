// Long: a row for each `POST`, with what changes all that its answer tells of.

/**
 * Every `POST` of the API that takes an `Idempotency-Key`: once as it is done, with what changes
 * everything that its answer tells of, and once as it is refused.
 */
import { CODE8, makeBatch, SINT } from '../../../testing/api/batches.ts';
import { CEN, done, EAST, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { continueReport } from '../../../lib/store/night-reports.ts';
import type { Answered } from '../../../testing/api/test-api.ts';

/** The path and the body of a request. */
export type Asked = readonly [path: string, body: object];

export interface Post {
  /** The path of its route. */
  readonly route: string;
  readonly name: string;
  /** Makes what the request needs. */
  readonly given: (library: Library) => Promise<Asked>;
  /** Changes what the answer tells of. */
  readonly later: (library: Library, first: Answered) => Promise<unknown>;
  /**
   * The requests and write units that a key costs. By default no request, and two units for each
   * kilobyte: it is kept in the one transaction that does it.
   */
  readonly costs?: readonly [requests: number, units: number];
  /** Set when it takes more than one transaction, or what no transaction holds. */
  readonly inSteps?: true;
}

const SINT_8 = { selection: SINT, change: CODE8, includeNewCopies: true, reason: 'Intocht' };

const sintBatch = async (library: Library) => {
  for (const id of ['c1', 'c2']) await library.addCopy(id, { collection: 'SINT' });
  return makeBatch(library, SINT_8, library.staff);
};

const after = async (library: Library, ...verbs: readonly string[]) => {
  const { items = [] } = await done(library.as.admin.get('/api/batches'));
  await library.work();
  for (const verb of verbs) {
    await done(library.as.admin.post(`/api/batches/${items[0]?.id ?? ''}/${verb}`, {}));
    await library.work();
  }
};

const cancelled = async (library: Library, first: Answered) => {
  await done(library.as.admin.delete(`/api/reservations/${first.body.id ?? ''}`));
  await library.block('c1', 'reservation');
};

/** An activity with a blocked copy, and another one on its special card. */
const exhibition = async (library: Library): Promise<string> => {
  const activityId = await library.addActivity({ contacts: ['a@bibliotheek.example'] });
  await library.addCard('S1', { activityId });
  for (const id of ['c1', 'c2']) {
    await library.addCopy(id);
    await done(library.block(id, 'reservation', { code: 8, activityId, reason: 'In de hal' }));
  }
  await done(library.checkOut('c2', 'S1'));
  return activityId;
};

const renamed = (library: Library, id = '') =>
  done(library.as.admin.patch(`/api/activities/${id}`, { name: 'Anders', contacts: null }));

const DAYS = { startDate: '2026-10-12', endDate: '2026-10-25' };

export const POSTS: readonly Post[] = [
  {
    route: '/api/reservations',
    name: 'a reservation of a copy',
    given: async (library) => {
      await library.addCopy('c1');
      await library.addPatron('own');
      return ['/api/reservations', { copyId: 'c1', patronId: 'own', pickupBranchId: CEN }];
    },
    later: cancelled,
  },
  {
    route: '/api/reservations',
    name: 'a reservation of a title',
    given: async (library) => {
      await library.addCopy('c1');
      await library.addPatron('own');
      return ['/api/reservations', { titleId: TITLE, patronId: 'own', pickupBranchId: CEN }];
    },
    later: cancelled,
    // In both of its transactions.
    costs: [0, 4],
    inSteps: true,
  },
  {
    route: '/api/loans',
    name: 'a loan',
    given: async (library) => {
      await library.addCopy('c1');
      await library.addPatron('own');
      await library.addPatron('other');
      return ['/api/loans', { copyId: 'c1', patronId: 'own', branchId: CEN }];
    },
    later: async (library) => {
      await done(library.checkIn('c1'));
      await done(library.checkOut('c1', 'other'));
    },
  },
  {
    route: '/api/check-ins',
    name: 'a check-in from a special card',
    given: async (library) => {
      await exhibition(library);
      return ['/api/check-ins', { copyId: 'c2', branchId: CEN }];
    },
    later: async (library, first) => {
      await renamed(library, String(first.body.belongsTo?.[0]?.activityId));
      await library.addPatron('own');
      await done(library.checkOut('c2', 'own'));
    },
  },
  {
    route: '/api/activities',
    name: 'a new activity',
    given: () => {
      const body = { ...DAYS, startDate: '2026-10-13', name: 'Griffels', branchIds: [CEN] };
      return Promise.resolve(['/api/activities', body]);
    },
    later: async (library, { body: { id } }) => {
      await renamed(library, id);
      await done(library.as.admin.post(`/api/activities/${id ?? ''}/close`, {}));
    },
  },
  {
    route: '/api/activities/{id}/close',
    name: 'the closing of an activity, by force',
    given: async (library) => [`/api/activities/${await exhibition(library)}/close`, { force: true }],
    later: async (library) => {
      await done(library.checkIn('c2'));
      await library.addCopy('c2', { shelfmark: 'Elders' });
    },
    // In its first transaction, and once more when all of them are done.
    costs: [1, 3],
    inSteps: true,
  },
  {
    route: '/api/activities/{id}/copy',
    name: 'the copy of an activity',
    given: async (library) => {
      const id = await library.addActivity({ contacts: ['a@bibliotheek.example'] });
      return [`/api/activities/${id}/copy`, { startDate: '2026-10-13', endDate: '2026-11-25' }];
    },
    later: async (library, { body: { id } }) => {
      const { items = [] } = await done(library.as.admin.get('/api/activities'));
      const source = items.find((one) => one.id !== id)?.id;
      await renamed(library, source);
      await done(library.as.admin.patch(`/api/activities/${source ?? ''}`, { branchIds: [EAST] }));
    },
  },
  {
    route: '/api/batches',
    name: 'a new batch',
    given: async (library) => {
      for (const id of ['c1', 'c2']) await library.addCopy(id, { collection: 'SINT' });
      return ['/api/batches', SINT_8];
    },
    later: (library) => after(library, 'run'),
  },
  {
    route: '/api/batches/{id}/run',
    name: 'the run of a batch',
    given: async (library) => [`/api/batches/${(await sintBatch(library)).id}/run`, {}],
    later: (library) => after(library, 'undo'),
  },
  {
    route: '/api/batches/{id}/cancel',
    name: 'the cancelling of a batch that runs',
    given: async (library) => {
      const { id } = await sintBatch(library);
      await done(library.staff.post(`/api/batches/${id}/run`, {}));
      return [`/api/batches/${id}/cancel`, {}];
    },
    later: (library) => after(library, 'undo'),
    costs: [0, 2],
  },
  {
    route: '/api/batches/{id}/undo',
    name: 'the undo of a batch',
    given: async (library) => {
      const batch = await sintBatch(library);
      await batch.run();
      return [`/api/batches/${batch.id}/undo`, {}];
    },
    later: (library) => after(library),
  },
  {
    route: '/api/flags/{id}/keep',
    name: 'the keeping of a block',
    given: async (library) => {
      await library.addCopy('c1');
      await done(library.block('c1', 'reservation'));
      library.clock.set('2027-01-10T05:00:00.000Z');
      await library.night('2027-01-10T02:30:00Z');
      const { items = [] } = await done(library.staff.get('/api/flags'));
      return [`/api/flags/${items[0]?.id ?? ''}/keep`, {}];
    },
    later: (library) => done(library.lift('c1', 'reservation')),
  },
  {
    route: '/api/jobs/nightly',
    name: 'a night',
    given: () => Promise.resolve(['/api/jobs/nightly', {}]),
    // As another run with its id does, which began before this one had ended.
    later: ({ table }, { body: { id = '' } }) =>
      continueReport(table, id, { partId: 'late', counts: [{ flagsRaised: 1 }], setAside: [] }),
    // Before it starts, and when it has ended.
    costs: [2, 2],
    inSteps: true,
  },
];

/** A request of each route that is refused in an empty library. */
export const REFUSED: readonly Asked[] = [
  ['/api/reservations', { copyId: 'c1', patronId: 'own', pickupBranchId: CEN }],
  ['/api/reservations', { titleId: TITLE, patronId: 'own', pickupBranchId: CEN }],
  ['/api/loans', { copyId: 'c1', patronId: 'own', branchId: CEN }],
  ['/api/check-ins', { copyId: 'c1', branchId: CEN }],
  ['/api/activities', { ...DAYS, name: 'Griffels', branchIds: [CEN], titleIds: ['none'] }],
  ['/api/activities/none/close', {}],
  ['/api/activities/none/copy', DAYS],
  ['/api/batches', { ...SINT_8, activityId: 'none' }],
  ['/api/batches/none/run', {}],
  ['/api/batches/none/cancel', {}],
  ['/api/batches/none/undo', {}],
  ['/api/flags/none/keep', {}],
  ['/api/jobs/nightly', { day: '2026-10-13' }],
];
