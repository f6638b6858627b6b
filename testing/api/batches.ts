/** Makes, runs and undoes batches through the API, as staff do. */
import type { ApiOptions, Client } from './test-api.ts';
import { allPages } from './pages.ts';
import type { Body } from './response-body.ts';
import { CEN, done, openLibrary, type Library } from './small-library.ts';

/** The collection SINT of `CEN`, as a batch selects it. */
export const SINT = { collection: 'SINT', branchId: CEN };

export const CODE8 = { reservation: { code: 8 } };
/** Sets blocks of both kinds. */
export const BOTH = { ...CODE8, loan: {} };
/** Lifts blocks of both kinds. */
export const LIFT = { reservation: null, loan: null };

/** Opens a library with these copies in the collection SINT of `CEN`. */
export const openSint = async (copyIds: readonly string[], options?: ApiOptions): Promise<Library> => {
  const library = await openLibrary(options);
  for (const copyId of copyIds) await library.addCopy(copyId, { collection: 'SINT' });
  return library;
};

/** The outcome of each copy by barcode: `changed`, or `refused changed-since`. */
export type Outcomes = Readonly<Record<string, string>>;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A batch, driven by one client. Each method resolves after the worker has handled all its
 * messages.
 */
export interface TestBatch {
  readonly id: string;
  readonly show: () => Promise<Body>;
  readonly run: () => Promise<Body>;
  readonly undo: () => Promise<Body>;
  readonly cancel: () => Promise<Body>;
  readonly outcomes: (query?: string) => Promise<Outcomes>;
  readonly results: (query?: string) => Promise<readonly Body[]>;
}

const short = ({ outcome, reason }: Body): string =>
  reason === undefined ? String(outcome) : `${String(outcome)} ${reason as string}`;

/** Makes a batch, and lets the worker preview it. */
export const makeBatch = async (library: Library, body: Fields, client?: Client): Promise<TestBatch> => {
  const caller = client ?? library.as.admin;
  const { id = '' } = await done(caller.post('/api/batches', body));
  await library.work();
  return batchOf(library, id, caller);
};

/** An existing batch. */
export const batchOf = (library: Library, id: string, client: Client): TestBatch => {
  const show = () => done(client.get(`/api/batches/${id}`));
  const verb = (name: string) => async () => {
    await done(client.post(`/api/batches/${id}/${name}`, {}));
    await library.work();
    return show();
  };
  const results = async (query = '') => {
    const pages = await allPages(client, `/api/batches/${id}/results?limit=200${query}`);
    return pages.flatMap(({ items = [] }) => items);
  };
  return {
    id,
    show,
    run: verb('run'),
    undo: verb('undo'),
    cancel: verb('cancel'),
    results,
    outcomes: async (query) =>
      Object.fromEntries((await results(query)).map((result) => [result.copyId ?? '', short(result)])),
  };
};
