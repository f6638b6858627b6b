/**
 * A small library, made through the API as the feed would: two branches, one title, and whatever
 * the test adds.
 */
import type { Instant } from '../../lib/domain/calendar.ts';
import {
  startApi,
  API_TODAY,
  type Answered,
  type ApiOptions,
  type Client,
  type TestApi,
} from './test-api.ts';
import type { Body } from './response-body.ts';
import { everythingIn } from '../database/empty-table.ts';

/** The default branch of everything that a test adds, and a second branch. */
export const CEN = 'CEN';
export const EAST = 'EAST';
export const TITLE = 'T1';

/** The fields of an item that a test sets itself. */
type Fields = Readonly<Record<string, unknown>>;

export interface Library extends TestApi {
  /** Staff of `CEN` and of `EAST`. */
  readonly staff: Client;
  readonly east: Client;
  readonly addBranch: (branchId: string, fields?: Fields) => Promise<Body>;
  readonly addTitle: (titleId: string, fields?: Fields) => Promise<Body>;
  readonly addCopy: (copyId: string, fields?: Fields) => Promise<Body>;
  readonly addPatron: (patronId: string, fields?: Fields) => Promise<Body>;
  readonly addCard: (patronId: string, fields?: Fields) => Promise<Body>;
  /**
   * Reserves for a card, to be collected at its branch. An admin asks, so that only rules refuse.
   */
  readonly reserve: (patronId: string, of: Fields, headers?: Record<string, string>) => Promise<Answered>;
  readonly checkOut: (copyId: string, patronId: string, fields?: Fields) => Promise<Answered>;
  readonly checkIn: (copyId: string, branchId?: string) => Promise<Answered>;
  readonly block: (copyId: string, kind: 'reservation' | 'loan', body?: Fields) => Promise<Answered>;
  readonly lift: (copyId: string, kind: 'reservation' | 'loan') => Promise<Answered>;
  /** Adds an activity of `CEN` that runs for two weeks from today. Answers its id. */
  readonly addActivity: (fields?: Fields) => Promise<string>;
  readonly activity: (id: string) => Promise<Body>;
  /** The open flags that an admin sees, each as `kind copyId`. */
  readonly flags: (query?: string) => Promise<readonly string[]>;
  readonly copy: (copyId: string) => Promise<Body>;
  readonly reservation: (id: string | undefined) => Promise<Body>;
  readonly history: (copyId: string) => Promise<readonly Body[]>;
  /** Lets a minute pass, after which a sweep finishes what requests have left undone. */
  readonly aMinuteLater: () => Promise<void>;
  /**
   * The barcodes on a branch's pull list, each with its card, once the worker has done its work.
   */
  readonly pulls: (branchId?: string) => Promise<readonly string[]>;
}

/** The body of an answer. Throws on a refusal. */
export const done = async (answer: Promise<Answered>): Promise<Body> => {
  const { status, body } = await answer;
  if (status >= 400) throw new Error(`answered with ${status}: ${JSON.stringify(body)}`);
  return body;
};

/**
 * The items of branches `CEN` and `EAST` and title `T1`, and the time after the API has made them.
 */
const makeBeginnings = async (at?: Instant) => {
  const library = libraryOf(await startApi(at === undefined ? {} : { at }));
  await library.addBranch(CEN, { name: 'Centrum' });
  await library.addBranch(EAST, { name: 'Oost' });
  await library.addTitle(TITLE);
  return { items: await everythingIn(library), at: library.clock.now() };
};

/** The first items of a library by instant: made once, and copied into each new table. */
const beginnings = new Map<Instant | undefined, ReturnType<typeof makeBeginnings>>();

const beginningsAt = (at: Instant | undefined): ReturnType<typeof makeBeginnings> => {
  const known = beginnings.get(at) ?? makeBeginnings(at);
  beginnings.set(at, known);
  return known;
};

/** Opens a library with branches `CEN` and `EAST` and title `T1`, or with the given items. */
export const openLibrary = async (options: ApiOptions = {}): Promise<Library> => {
  const begun = options.items ? {} : await beginningsAt(options.at);
  return libraryOf(await startApi({ ...options, ...begun }));
};

const libraryOf = (api: TestApi): Library => {
  const { admin, feed } = api.as;
  const add =
    (path: string, defaults: Fields) =>
    (id: string, fields: Fields = {}) =>
      done(feed.put(`/api/${path}/${id}`, { ...defaults, ...fields }));
  return {
    ...api,
    staff: api.as.staff(CEN),
    east: api.as.staff(EAST),
    addBranch: (branchId, fields) =>
      done(feed.put(`/api/branches/${branchId}`, { name: `Branch ${branchId}`, ...fields })),
    addTitle: (titleId, fields) =>
      done(feed.put(`/api/titles/${titleId}`, { title: `Title ${titleId}`, ...fields })),
    addCopy: add('copies', { titleId: TITLE, branchId: CEN }),
    addPatron: add('patrons', { branchId: CEN, kind: 'ordinary' }),
    addCard: add('patrons', { branchId: CEN, kind: 'special', label: 'Vitrine' }),
    reserve: (patronId, of, headers) =>
      admin.post('/api/reservations', { patronId, pickupBranchId: CEN, ...of }, headers),
    checkOut: (copyId, patronId, fields) =>
      admin.post('/api/loans', { copyId, patronId, branchId: CEN, ...fields }),
    checkIn: (copyId, branchId = CEN) => admin.post('/api/check-ins', { copyId, branchId }),
    block: (copyId, kind, body = kind === 'reservation' ? { code: 8 } : {}) =>
      admin.put(`/api/copies/${copyId}/blocks/${kind}`, body),
    lift: (copyId, kind) => admin.delete(`/api/copies/${copyId}/blocks/${kind}`),
    addActivity: async (fields) => {
      const plan = { name: 'Griffels', startDate: API_TODAY, endDate: '2026-10-25', branchIds: [CEN] };
      return (await done(admin.post('/api/activities', { ...plan, ...fields }))).id ?? '';
    },
    activity: (id) => done(admin.get(`/api/activities/${id}`)),
    flags: async (query = '') => {
      const { items = [] } = await done(admin.get(`/api/flags?limit=200${query}`));
      return items.map(({ kind, copyId }) => `${String(kind)} ${copyId ?? ''}`).sort();
    },
    copy: (copyId) => done(admin.get(`/api/copies/${copyId}`)),
    reservation: (id = '') => done(admin.get(`/api/reservations/${id}`)),
    history: async (copyId) => (await done(admin.get(`/api/copies/${copyId}/history?limit=200`))).items ?? [],
    aMinuteLater: async () => {
      api.clock.set(new Date(Date.parse(api.clock.now()) + 60_000).toISOString());
      await api.work('sweep');
    },
    pulls: async (branchId = CEN) => {
      await api.work('sweep');
      const list = await done(admin.get(`/api/branches/${branchId}/pull-list`));
      return (list.items ?? []).map(
        ({ copy, reservation }) => `${copy?.copyId ?? ''} for ${reservation?.patronId ?? ''}`,
      );
    },
  };
};

/** Opens a library with copy `c1`, patron `own`, `guest` of `EAST`, and special card `S1`. */
export const openWithCards = async (): Promise<Library> => {
  const library = await openLibrary();
  await library.addCopy('c1');
  await library.addPatron('own');
  await library.addPatron('guest', { branchId: EAST });
  await library.addCard('S1');
  return library;
};
