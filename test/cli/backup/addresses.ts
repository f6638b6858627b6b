/** Every address of a system with the sample library, and its answer. */
import { join } from 'node:path';
import pMap from 'p-map';
import { readRecords } from '../../../cli/catalogue/lines.ts';
import { SAMPLE_DIRECTORY } from '../../../scripts/sample/load-sample.ts';
import { checkAnswer } from '../../../testing/api/contract.ts';
import { sendRequest } from '../../../testing/system/http-client.ts';

/** The answer at an address, byte for byte. */
export interface AddressAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly text: string;
}

export type Ask = (path: string) => Promise<AddressAnswer>;

/** Asks a running system, and checks its answers against the OpenAPI document. */
export const askerAt =
  (url: string, token: string): Ask =>
  async (path) => {
    const response = await sendRequest({ url, token }, { method: 'GET', path });
    checkAnswer({ method: 'GET', path }, response);
    const { status, headers, text } = response;
    return { status, etag: headers.etag ?? null, text };
  };

const AT_ONCE = 8;

const idsIn = async (file: string, column: string): Promise<readonly string[]> =>
  (await readRecords(join(SAMPLE_DIRECTORY, file))).map((row) => row[column] ?? '');

const fixed = [
  '/api/branches',
  '/api/collections?limit=200',
  '/api/activities',
  '/api/activities?state=over',
  '/api/activities?state=closed',
  '/api/themes?year=2027',
  '/api/batches',
  '/api/flags?limit=200',
  '/api/jobs',
];

/** Lists whose items have addresses of their own. */
const found = [
  {
    list: /^\/api\/(activities|batches|jobs)(\?|$)/,
    field: 'id',
    of: (id: string, kind: string) => thing(id, kind),
  },
  { list: /^\/api\/(reservations)\?/, field: 'id', of: (id: string, kind: string) => [`/api/${kind}/${id}`] },
] as const;

const thing = (id: string, kind: string): readonly string[] => [
  `/api/${kind}/${id}`,
  ...(kind === 'batches' ? [`/api/batches/${id}/results?limit=200`] : []),
  ...(kind === 'activities'
    ? ['copies', 'loans', 'flags', 'patrons'].map((of) => `/api/${of}?activityId=${id}`)
    : []),
];

/** One of every five. They are much alike. */
const some = (ids: readonly string[]): readonly string[] => ids.filter((_, n) => n % 5 === 0);

const known = async (): Promise<readonly string[]> => {
  const happened = (await idsIn('acts.csv', 'copyId')).filter((id) => id !== '');
  const copies = [...new Set([...happened, ...some(await idsIn('copies.csv', 'copyId'))])];
  const titles = some(await idsIn('titles.csv', 'titleId'));
  const patrons = await idsIn('patrons.csv', 'patronId');
  const branches = await idsIn('branches.csv', 'branchId');
  const letters = 'a b d g h j k l m n p r s t v w'.split(' ');
  return [
    ...fixed,
    ...letters.map((letter) => `/api/titles?prefix=${letter}`),
    ...copies.flatMap((id) => ['', '/history'].map((of) => `/api/copies/${id}${of}`)),
    ...copies.map((id) => `/api/reservations?copyId=${id}&open=true`),
    ...titles.flatMap((id) => [`/api/titles/${id}`, `/api/reservations?titleId=${id}`]),
    ...patrons.flatMap((id) => [
      `/api/patrons/${id}`,
      ...['loans', 'reservations'].map((of) => `/api/${of}?patronId=${id}`),
    ]),
    ...branches.flatMap((id) => [
      `/api/branches/${id}`,
      `/api/branches/${id}/pull-list`,
      `/api/patrons?branchId=${id}`,
      `/api/copies?branchId=${id}&blocked=reservation`,
      `/api/copies?branchId=${id}&collection=PRENTENBOEK`,
    ]),
  ];
};

const addressesIn = (path: string, { text }: AddressAnswer): readonly string[] =>
  found.flatMap(({ list, field, of }) => {
    const kind = list.exec(path)?.[1];
    if (kind === undefined) return [];
    const { items = [] } = JSON.parse(text) as { items?: readonly Record<string, string>[] };
    return items.flatMap((item) => of(item[field] ?? '', kind));
  });

/** The answer at every address that is known, or found in an earlier answer. */
export async function everyAnswer(ask: Ask): Promise<ReadonlyMap<string, AddressAnswer>> {
  const answers = new Map<string, AddressAnswer>();
  let addresses: readonly string[] = await known();
  while (addresses.length > 0) {
    const next = new Set<string>();
    const one = async (path: string) => {
      const answer = await ask(path);
      answers.set(path, answer);
      addressesIn(path, answer).forEach((address) => next.add(address));
    };
    await pMap(addresses, one, { concurrency: AT_ONCE });
    addresses = [...next].filter((address) => !answers.has(address));
  }
  return answers;
}
